package index

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Order returns the order among those of a requester whose number is looked for, on one
// clean line: its number, what was bought, how far it is. Its Text is empty where none is.
func Order(q Query, orders []desk.Order) desk.Snippet {
	for _, o := range orders {
		number := text.Line(o.Number)
		spans := q.spans(number)
		if len(spans) == 0 && q.wantsNumber(o.Number) {
			spans = []desk.Span{{To: len(number)}}
		}
		if len(spans) == 0 {
			continue
		}
		said := []string{number}
		for i, item := range o.Items {
			if i == mostItems {
				said = append(said, "…")
				break
			}
			said = append(said, text.Line(item.Name))
		}
		said = append(said, text.Line(o.Status))
		line := strings.TrimSuffix(strings.Join(said, " · "), " · ")
		return desk.Snippet{Text: desk.Foreign(line), Spans: spans, Order: true}
	}
	return desk.Snippet{}
}

// mostItems is how many things of an order are named.
const mostItems = 3

// wantsNumber reports whether the query asks for an order by its number: #4821.
func (q Query) wantsNumber(number desk.Untrusted) bool {
	joined := ""
	tokens(number, func(word string) bool { joined += word; return true })
	_, ok := q.fits(joined)
	return joined != "" && ok
}
