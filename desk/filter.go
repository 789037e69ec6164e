package desk

import (
	"crypto/rand"
	"encoding/hex"
	"strings"
	"time"
)

// Filter is a view of the tickets that fit a query. An agent makes it for themselves, on this
// computer, or a lead shares it with everybody.
type Filter struct {
	ID    string    `json:"id"`
	Name  Untrusted `json:"name"`
	Query string    `json:"query"` // as in a search; empty drops the filter

	// By is who shares it, or did; empty for one's own.
	By      AgentID `json:"by,omitempty"`
	Changed AgentID `json:"changed,omitempty"` // who last changed it, where it is or was shared
	Version Version `json:"version,omitempty"` // of a shared one
	// Ended is since when it is shared no longer; zero while it is.
	Ended time.Time `json:"ended,omitzero"`
}

// Shared reports whether everybody has it.
func (f Filter) Shared() bool { return f.By != "" && f.Query != "" }

// Past reports whether nothing has to be known any more of a filter that is shared no longer:
// whoever has missed its end is told everything anew.
func (f Filter) Past(now time.Time) bool {
	return !f.Ended.IsZero() && now.Sub(f.Ended) > TombstonesLast
}

// TombstonesLast is how long it is kept of what is gone that it is.
const TombstonesLast = 45 * 24 * time.Hour

// Bounds of filters.
const (
	MostFilters    = 50      // of one's own, and as many shared ones
	MostFilterName = 60      // letters
	MaxQuery       = 1 << 10 // bytes of a shared one
)

// filterSign begins the id of a filter's view.
const filterSign = "filter:"

// NewFilterID makes a name for a new filter.
func NewFilterID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // it never fails
	return hex.EncodeToString(b[:])
}

// View is the view of the tickets that fit.
func (f Filter) View() ViewID { return filterSign + ViewID(f.ID) }

// Filter is the id of the filter whose view it is; false for a view that every desk has.
func (v ViewID) Filter() (id string, ok bool) {
	base, _ := v.Sorted()
	return strings.CutPrefix(string(base), filterSign)
}
