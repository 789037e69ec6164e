package vault

import (
	"fmt"
	"runtime/debug"
)

// fault is a panic that was caught.
type fault struct {
	value any
	stack []byte
}

func (f *fault) Error() string { return fmt.Sprintf("panic: %v\n%s", f.value, f.stack) }

// guarded runs fn and turns a panic into a *fault, also that of a read beyond the end of
// a mapped file, which is a signal that recover alone would never see.
func guarded(fn func() error) (err error) {
	before := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(before)
	defer func() {
		if v := recover(); v != nil {
			err = &fault{value: v, stack: debug.Stack()}
		}
	}()
	return fn()
}
