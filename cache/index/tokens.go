package index

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// tokens calls each for every word of a text, in order, until it returns false.
func tokens(u desk.Untrusted, each func(word string) bool) {
	for _, t := range text.Tokens(u) {
		if !each(t.Text) {
			return
		}
	}
}
