// Package disk puts files in their places: whole or not at all, and lasting once that is
// said. It knows what may lie in the way and never follows, waits for or removes it.
package disk
