package station

import (
	"context"
	"io"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
)

// way is a line that is closed in the end.
type way interface {
	courier.Line
	io.Closer
}

// shut is the line of a profile that has no token to show the desk: nothing goes out or
// comes in by it, and it says why.
type shut struct{ why error }

// Describe implements courier.Line.
func (s shut) Describe(context.Context) (desk.Description, error) {
	return desk.Description{}, s.why
}

// Changes implements courier.Line.
func (s shut) Changes(context.Context, desk.Cursor) (desk.Page, error) { return desk.Page{}, s.why }

// Snapshot implements courier.Line.
func (s shut) Snapshot(context.Context, func(int), func(desk.Page) error) (int, desk.Cursor, error) {
	return 0, "", s.why
}

// Apply implements courier.Line.
func (s shut) Apply(context.Context, desk.Op) (desk.Verdict, error) { return desk.Verdict{}, s.why }

// Lookup implements courier.Line.
func (s shut) Lookup(context.Context, desk.OpID) (desk.Verdict, error) {
	return desk.Verdict{}, s.why
}

// Close implements io.Closer.
func (s shut) Close() error { return nil }
