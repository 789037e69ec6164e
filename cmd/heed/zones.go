package main

import _ "time/tzdata" // a calendar's zone is known on machines that have none of their own
