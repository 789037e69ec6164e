// Package deskfile is how a lead writes down what holds at a desk, in TOML: its calendars and
// policies, groups, views, macros and replies. It reads such files and says of each flaw where
// it stands, works out what a desk becomes by them, tells the two apart as a diff does, and
// writes down what a desk has, so that reading that again changes nothing.
package deskfile
