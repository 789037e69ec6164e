package index

import (
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Order returns the order among those of a requester whose number is looked for, on one
// clean line: its number, what was bought, how far it is. Its Text is empty where none is.
func Order(q Query, orders []desk.Order) desk.Snippet {
	var best desk.Snippet
	most := 0
	for _, o := range orders {
		number := text.Line(o.Number)
		spans := q.spans(number)
		if q.wantsNumber(o.Number) {
			spans = []desk.Span{{To: len(number)}}
		}
		if n := marked(spans); n > most {
			best, most = desk.Snippet{Text: desk.Foreign(orderLine(number, o)), Spans: spans, Order: true}, n
		}
	}
	return best
}

// orderLine is an order on one line: the first thing of it, and how many more there are.
func orderLine(number string, o desk.Order) string {
	said := []string{number}
	if n := len(o.Items); n > 1 {
		said = append(said, text.Line(o.Items[0].Name)+" +"+strconv.Itoa(n-1))
	} else if n == 1 {
		said = append(said, text.Line(o.Items[0].Name))
	}
	if state := text.Line(o.Status); state != "" {
		said = append(said, state)
	}
	return strings.Join(said, " · ")
}

// marked is how much of a line lies in spans.
func marked(spans []desk.Span) int {
	n := 0
	for _, s := range spans {
		n += s.To - s.From
	}
	return n
}

// wantsNumber reports whether the query asks for an order by its number: #4821.
func (q Query) wantsNumber(number desk.Untrusted) bool {
	joined := ""
	tokens(number, func(word string) bool { joined += word; return true })
	_, ok := q.fits(joined)
	return joined != "" && ok
}
