package words

import (
	"errors"

	"github.com/heed-desk/heed/desk"
)

// Failure says in a sentence why something that was asked for did not come about, what
// that means, and where possible what to do. Nothing of the error's own text is shown:
// it may hold anything.
func (b *Book) Failure(err error) string {
	var p *desk.Problem
	switch {
	case errors.As(err, &p):
		if key := "failure." + string(p.Code); b.Has(key) {
			return b.T(key)
		}
		return b.T("failure.refused")
	case errors.Is(err, desk.ErrNotFound):
		return b.T("failure.not_found")
	default:
		return b.T("failure.disk")
	}
}
