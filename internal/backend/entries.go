package backend

import (
	"encoding/json"
	"math"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// A run is what one operation said in a thread: entries with consecutive ids, kept as
// their JSON with commas between, so that runs are joined without being read.
type run struct {
	first, last desk.MessageID
	text        string
}

func newRun(messages []desk.Message) (run, error) {
	r, _, err := runOf(messages, len(messages), math.MaxInt)
	return r, err
}

// runOf makes a run of the first entries of a thread and returns how many: as many, and as
// large, as they may be, but at least one.
func runOf(messages []desk.Message, most, size int) (r run, n int, err error) {
	var b strings.Builder
	for ; n < len(messages) && n < most; n++ {
		j, err := json.Marshal(messages[n])
		if err != nil {
			return run{}, 0, err
		}
		if n > 0 {
			if b.Len()+len(j) > size {
				break
			}
			b.WriteByte(',')
		}
		b.Write(j)
	}
	return run{first: messages[0].ID, last: messages[n-1].ID, text: b.String()}, n, nil
}

func (t *tx) saveRun(ticket int64, r run, seq int64) error {
	return t.exec(`INSERT INTO entries (ticket, first, last, seq, json) VALUES ($1, $2, $3, $4, $5)`,
		ticket, int64(r.first), int64(r.last), seq, r.text)
}

// readRuns reads joined runs.
func readRuns(text string) ([]desk.Message, error) {
	var messages []desk.Message
	err := parse("["+text+"]", &messages)
	return messages, err
}

// between returns the entries of a ticket whose ids lie in [first, last], oldest first.
func between(q query, ticket int64, first, last desk.MessageID) ([]desk.Message, error) {
	if last < first || last == 0 {
		return nil, nil
	}
	texts, err := column[string](q, `SELECT json FROM entries WHERE ticket = $1 AND last >= $2 AND first <= $3 ORDER BY first`,
		ticket, int64(first), int64(last))
	if err != nil {
		return nil, err
	}
	all, err := readRuns(strings.Join(texts, ","))
	if err != nil {
		return nil, err
	}
	kept := all[:0]
	for _, m := range all {
		if m.ID >= first && m.ID <= last {
			kept = append(kept, m)
		}
	}
	return kept, nil
}
