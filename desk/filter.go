package desk

import (
	"crypto/rand"
	"encoding/hex"
	"strings"
)

// Filter is a view that an agent has made for themselves: the tickets that fit a query, on
// this computer.
type Filter struct {
	ID    string    `json:"id"`
	Name  Untrusted `json:"name"`
	Query string    `json:"query"` // as in a search; empty drops the filter
}

// Bounds of filters.
const (
	MostFilters    = 50
	MostFilterName = 60 // letters
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
