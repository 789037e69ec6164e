//go:build !unix

package shell

import (
	"errors"
	"os"
)

// Behind reports whether there is a shell that could bring this process back.
func Behind() bool { return false }

// Asked tells of nothing: nobody is stopped here.
func Asked() (asked <-chan os.Signal, end func()) { return nil, func() {} }

// Suspend stops nothing.
func Suspend() error { return errors.ErrUnsupported }

// Hush hushes nothing.
func Hush(uintptr) (again func() error, err error) { return nil, errors.ErrUnsupported }
