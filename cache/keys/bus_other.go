//go:build !linux

package keys

// reachable is for Linux alone: elsewhere a keyring is asked in the system's own way.
func reachable() bool { return true }
