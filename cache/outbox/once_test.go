package outbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

// writer is somebody who writes on one ticket, as the composer lets them: what comes to
// the draft from elsewhere joins the text, and no word of it is written over.
type writer struct {
	t    testing.TB
	o    *Outbox
	open bool
	text string
	was  string // the draft as the composer left it
	n    int    // words typed so far
	sent []desk.OpID
	got  []string // what the desk was given
}

func (w *writer) begin() {
	w.open, w.was = true, text(w.o.Draft(ticket(1), false))
	w.text = w.was
}

// look is what the composer does before it writes.
func (w *writer) look() (came bool) {
	now := text(w.o.Draft(ticket(1), false))
	was := w.was
	w.was = now
	if now == "" || now == was {
		return false
	}
	words := now
	if was != "" {
		words = strings.TrimSuffix(words, "\n\n"+was)
	}
	if w.text != "" {
		words += "\n\n"
	}
	w.text = words + w.text
	return true
}

func (w *writer) save() {
	w.look()
	must(w.t, w.o.SaveDraft(desk.Draft{Ticket: ticket(1), Text: desk.Foreign(w.text)}))
	w.was = w.text
}

// handOver submits, and may end the process between the two copies.
func (w *writer) handOver(cut bool, hold time.Duration) {
	if w.text == "" || w.look() {
		return
	}
	r := op(1, reply(w.text))
	if cut {
		s := w.o.state.Load()
		w.open = false
		w.o = cutOff(w.t, w.o, change{Put: []*entry{w.o.entry(r, s.tail+1, hold)}, Drafts: w.o.spoken(s, r)})
		return
	}
	must(w.t, w.o.Submit(r, hold))
	w.open, w.sent = false, append(w.sent, r.ID)
}

// undo takes the last reply back, and may end the process between the two copies.
func (w *writer) undo(cut bool) {
	if len(w.sent) == 0 {
		return
	}
	id := w.sent[len(w.sent)-1]
	w.sent = w.sent[:len(w.sent)-1]
	s := w.o.state.Load()
	e := s.find(id)
	if tooLate(e) != nil {
		return
	}
	if cut {
		w.open = false
		w.o = cutOff(w.t, w.o, change{Drop: []desk.OpID{id}, Drafts: []*desk.Draft{draftOf(s, e.Op)}})
		return
	}
	_, err := w.o.Cancel(id)
	must(w.t, err)
}

func (w *writer) deliver() {
	ops, _ := w.o.Ready(noon().Add(time.Hour))
	for _, r := range ops {
		words, _ := r.Text()
		_, err := w.o.Claim(r.ID)
		must(w.t, err)
		w.got = append(w.got, words.Raw())
		must(w.t, w.o.Settled(r.ID))
	}
}

// twice is a word that stands in more than one place, or twice in one; -1 for none.
func (w *writer) twice() int {
	all := append(slices.Clone(w.got), text(w.o.Draft(ticket(1), false)))
	for _, p := range w.o.Pending() {
		words, _ := p.Op.Text()
		all = append(all, words.Raw())
	}
	for n := range w.n {
		if strings.Count(strings.Join(all, " "), fmt.Sprintf("word%d.", n)) > 1 {
			return n
		}
	}
	return -1
}

func TestWhatWasTypedOnceIsNeverSentTwiceWhateverIsCutOffOrTakenBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &writer{t: t, o: opened(t, options(t))}
		for range rapid.IntRange(4, 20).Draw(rt, "steps") {
			step := rapid.SampledFrom([]string{"type", "type", "save", "send", "send, cut off", "undo", "undo, cut off", "kill", "leave", "deliver"}).Draw(rt, "step")
			if !w.open && (step == "type" || step == "save" || strings.HasPrefix(step, "send")) {
				w.begin()
			}
			switch step {
			case "type":
				w.text += fmt.Sprintf("word%d.", w.n)
				w.n++
			case "save":
				w.save()
			case "send", "send, cut off":
				w.handOver(strings.HasSuffix(step, "off"), 8*time.Second)
			case "undo", "undo, cut off":
				w.undo(strings.HasSuffix(step, "off"))
			case "kill":
				w.o, w.open = again(t, w.o), false
			case "leave":
				if w.open {
					w.save()
					w.open = false
				}
			case "deliver":
				w.deliver()
			}
			if n := w.twice(); n >= 0 {
				rt.Fatalf("after %s: word %d stands twice: sent %q, draft %q, %v", step, n, w.got, text(w.o.Draft(ticket(1), false)), states(w.o))
			}
		}
		must(t, w.o.Close())
	})
}
