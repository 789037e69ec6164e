// Package part holds what screens are built of: lines that fit, lists, fields and the
// editor. A part knows nothing of tickets; it draws with a theme and never reads or waits.
package part
