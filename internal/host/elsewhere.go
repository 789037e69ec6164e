package host

import (
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// briefLooks is how many times it is looked again where the desk of a folder that nobody owns is
// open: who owns it may have come and gone between two looks.
const briefLooks = 3

// notElsewhere makes sure that a folder's desk is not open under another name of its file: what was
// written of late lies beside that other name, and here all of it would lack. Whoever opens a desk
// by its folder owns the folder first. backend.ErrOpenElsewhere.
func notElsewhere(dir string) error {
	for range briefLooks {
		if profile.Owner(dir).PID != 0 {
			return nil
		}
		if open, err := backend.IsOpen(dir); err != nil || !open {
			return err
		}
	}
	return backend.ErrOpenElsewhere
}
