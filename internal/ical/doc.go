// Package ical reads the holidays of a calendar file (RFC 5545), such as offices and the
// makers of calendars publish: events of whole days or of hours, single ones and those that
// come back every year. What it cannot read it refuses with the line, so that no holiday is
// left out in silence.
package ical
