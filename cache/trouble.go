package cache

import (
	"errors"
	"syscall"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// diskTrouble is an error of the disk together with the problem that people are told.
type diskTrouble struct {
	problem *desk.Problem
	cause   error
}

func (t *diskTrouble) Error() string   { return t.cause.Error() }
func (t *diskTrouble) Unwrap() []error { return []error{t.problem, t.cause} }

// trouble gives an error of the disk the code under which people are told of it.
func trouble(err error) error {
	var p *desk.Problem
	switch {
	case err == nil, errors.As(err, &p):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return &diskTrouble{problem: desk.Refuse(desk.DiskFull), cause: err}
	case !errors.Is(err, vault.ErrDisk):
		return err
	default:
		return &diskTrouble{problem: desk.Refuse(desk.DiskFailed), cause: err}
	}
}
