//go:build !linux || (!amd64 && !arm64)

package sickdisk

import "os/exec"

// Enter does nothing here.
func Enter() error { return nil }

// Asking is a program that is asked.
type Asking struct{}

// Start fails here: ErrNotHere.
func Start(*exec.Cmd, string, Disk) (*Asking, error) { return nil, ErrNotHere }

// Close implements io.Closer.
func (*Asking) Close() error { return nil }
