//go:build !linux

package pgtest

import "syscall"

// endWithUs does nothing here: who kills a test ends its server too.
func endWithUs(*syscall.SysProcAttr) {}
