// Package shell knows whether a shell can stop this process and bring it back, as ctrl+z and
// fg do, and does it. It also hushes the terminal that heed was started at.
package shell
