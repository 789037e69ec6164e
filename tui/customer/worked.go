package customer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
)

const (
	pleased     = 4  // stars from which something worked
	mostLooked  = 60 // entries of that ticket that are looked at
	mostSteps   = 3
	wordsEnough = 8 // a reply of ours with fewer is thanks, or goodbye
)

// worked is what was done in somebody's last ticket that they rated well.
type worked struct {
	number int64
	stars  int
	calls  int
	steps  []desk.Untrusted // taken in other systems, the last ones
	canned []string         // titles of what the reply was made of
	reply  desk.Untrusted   // our last one that says something
}

// lookBack reads what worked last time; nil where no other ticket was rated well.
func lookBack(reads Reads, history []desk.Row, beside desk.TicketID) (*worked, error) {
	at := slices.IndexFunc(history, func(r desk.Row) bool { return r.ID != beside && r.Status.Done() && r.Rating >= pleased })
	if at < 0 {
		return nil, nil
	}
	row := history[at]
	th, err := reads.Thread(row.ID, mostLooked)
	if err != nil {
		return nil, err
	}
	w := &worked{number: row.Number, stars: row.Rating}
	var made []desk.CannedID
	for _, m := range slices.Backward(th.Messages) {
		switch {
		case m.Kind == desk.PhoneCall && (m.Call == nil || m.Call.Minutes > 0):
			w.calls++
		case m.Kind == desk.Happening && m.Change == nil && !m.Text.IsEmpty() && len(w.steps) < mostSteps && !slices.Contains(w.steps, m.Text):
			w.steps = append(w.steps, m.Text)
		case m.Kind == desk.FromAgent && w.reply.IsEmpty() && len(strings.Fields(text.Line(m.Text))) >= wordsEnough:
			w.reply, made = m.Text, m.Canned
		}
	}
	slices.Reverse(w.steps)
	w.canned, err = titles(reads, made)
	return w, err
}

// titles are what canned replies are called.
func titles(reads Reads, ids []desk.CannedID) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := reads.Canned()
	if err != nil {
		return nil, err
	}
	var titles []string
	for _, c := range all {
		if slices.Contains(ids, c.ID) {
			titles = append(titles, text.Line(desk.Foreign(c.Title)))
		}
	}
	return titles, nil
}

// whatWorked is the lines of it: which ticket, what was done, and how our reply began.
func (s *Screen) whatWorked() []string {
	w := s.data.worked
	if w == nil {
		return nil
	}
	done := w.canned
	for _, step := range w.steps {
		done = append(slices.Clip(done), text.Told(step))
	}
	if w.calls > 0 {
		done = append(slices.Clip(done), s.Book.N("customer.worked.calls", w.calls))
	}
	if len(done) == 0 && w.reply.IsEmpty() {
		return nil
	}
	head := s.Theme.Soon.Render(strings.Repeat("★", min(w.stars, 5)))
	if w.number > 0 {
		head = s.Theme.Dim.Render("#"+strconv.FormatInt(w.number, 10)) + " " + head
	}
	lines := []string{" " + head}
	for _, line := range part.Few(strings.Join(done, " · "), s.inner(), mostLines) {
		if line != "" {
			lines = append(lines, " "+s.Theme.Text.Render(line))
		}
	}
	if said := opening(w.reply); said != "" {
		for _, line := range part.Few(said, s.inner()-2, 2) {
			lines = append(lines, "   "+s.Theme.Dim.Render(line))
		}
	}
	return lines
}

// greeted is how many words a line of greeting has at most.
const greeted = 5

// opening is the first line of a reply that says something.
func opening(reply desk.Untrusted) string {
	for line := range strings.Lines(text.Block(reply)) {
		line = strings.TrimSpace(line)
		if line == "" || len(strings.Fields(line)) <= greeted && strings.HasSuffix(line, ",") {
			continue
		}
		return line
	}
	return ""
}
