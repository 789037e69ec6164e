//go:build !linux

package disk

// remote is known on Linux only.
func remote(string) bool { return false }
