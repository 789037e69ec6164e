package act

import (
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/words"
)

// Took says how long a case took, and what it is held against where it is: "12 m, within 1 h", "2 h 10,
// over 1 h".
func Took(b *words.Book, c metrics.Case) string {
	key := "day.took_within"
	if c.Over() {
		key = "day.took_over"
	}
	switch {
	case c.Span == 0:
		return b.Long(c.Took)
	case c.Business:
		key += ".business"
	}
	return b.T(key, "span", b.Long(c.Took), "of", b.Short(c.Span), "used", b.Long(c.Used))
}
