package pgtest

import "syscall"

// endWithUs has the kernel end a process when the thread that started it does, so that a test
// that is killed leaves no server behind.
func endWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGQUIT }
