package queue_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
)

// numbers are the tickets on the screen, from the top.
func numbers(picture string) []string {
	var all []string
	for i, line := range strings.Split(picture, "\n") {
		if i < 2 || len([]rune(line)) < 10 {
			continue
		}
		if n := strings.TrimSpace(string([]rune(line)[4:8])); strings.Trim(n, "0123456789") == "" && n != "" {
			all = append(all, n)
		}
	}
	return all
}

// TestNoRowJumpsWhateverHappens does what an agent, colleagues and customers do in any
// order. Whatever comes in, the cursor stays on its ticket and on its line; no ticket is
// listed twice; and laid anew, the list is the view.
func TestNoRowJumpsWhateverHappens(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := busy(rapid.IntRange(0, 90).Draw(rt, "tickets"))
		st := play(t, d, 60, rapid.SampledFrom([]int{8, 14, 24}).Draw(rt, "height"))
		next := int64(500)
		some := func() desk.TicketID {
			w, _ := d.Window(desk.ViewMine, desk.Anchor{}, 0, 200)
			if len(w.Rows) == 0 {
				return desk.TicketID{}
			}
			return w.Rows[rapid.IntRange(0, len(w.Rows)-1).Draw(rt, "which")].ID
		}
		// still runs what must not move the cursor.
		still := func(what string, do func() desk.TicketID) {
			wasOn, wasAt := under(t, st)
			id := do()
			if id.IsZero() {
				return
			}
			st.Changed(desk.ChangedTicket, id)
			on, at := under(t, st)
			if wasOn != "" && (on != wasOn || at != wasAt) {
				rt.Fatalf("%s took the cursor from %s, line %d, to %s, line %d:\n%s", what, wasOn, wasAt, on, at, st.Picture())
			}
		}
		press := func(a keymaps.Action) func(*rapid.T) {
			return func(*rapid.T) {
				st.Act(a)
				st.Changed(desk.ChangedOutbox, desk.TicketID{})
			}
		}
		marks := map[string]bool{}
		// agree closes the preview of what is done to the marked: it is done where it can be.
		agree := func() {
			if st.Top().Title() == "Mine" {
				return
			}
			before := len(d.Submitted)
			if why := st.Act(keymaps.Accept); !why.None() {
				st.Act(keymaps.Cancel)
			}
			for _, op := range d.Submitted[before:] {
				delete(marks, strconv.FormatInt(d.Tickets[op.Ticket].Number, 10))
			}
		}
		own := func(a keymaps.Action) func(*rapid.T) {
			return func(*rapid.T) {
				still(string(a), func() desk.TicketID {
					st.Act(a)
					agree()
					w, _ := d.Window(desk.ViewAll, desk.Anchor{}, 0, 1)
					if len(w.Rows) == 0 {
						return desk.TicketID{}
					}
					return w.Rows[0].ID
				})
			}
		}
		sorted := 0
		as := func() desk.ViewID { return desk.ViewMine.By(desk.Sorts()[sorted%len(desk.Sorts())]) }
		rt.Repeat(map[string]func(*rapid.T){
			"sort": func(*rapid.T) {
				on, _ := under(t, st)
				sorted++
				st.Act(keymaps.SortBy)
				if is, _ := under(t, st); is != on && strings.Contains(" "+strings.Join(numbers(st.Picture()), " ")+" ", " "+on+" ") {
					rt.Fatalf("sorting took the cursor from %s to %s:\n%s", on, is, st.Picture())
				}
			},
			"mark": func(*rapid.T) {
				still("a mark", func() desk.TicketID {
					if on, _ := under(t, st); on != "" && marks[on] {
						delete(marks, on)
					} else if on != "" {
						marks[on] = true
					}
					st.Act(keymaps.Mark)
					return some()
				})
			},
			"mark the whole view, or what is not marked in it": func(*rapid.T) {
				if on, _ := under(t, st); on == "" {
					return
				}
				invert := rapid.Bool().Draw(rt, "invert")
				w, _ := d.Window(desk.ViewMine, desk.Anchor{}, 0, 500)
				for _, r := range w.Rows {
					n := strconv.FormatInt(r.Number, 10)
					if marks[n] && invert {
						delete(marks, n)
					} else {
						marks[n] = true
					}
				}
				still("many marks", func() desk.TicketID {
					st.Act(map[bool]keymaps.Action{true: keymaps.MarkInvert, false: keymaps.MarkAll}[invert])
					return some()
				})
			},
			"mark none": func(*rapid.T) {
				clear(marks)
				st.Act(keymaps.MarkNone)
			},
			"down": press(keymaps.Down), "up": press(keymaps.Up), "page down": press(keymaps.PageDown), "page up": press(keymaps.PageUp),
			"first": press(keymaps.First), "last": press(keymaps.Last), "density": press(keymaps.Density),
			"solve": own(keymaps.Solve), "release": own(keymaps.Release),
			"solve and move on before it is known": func(*rapid.T) {
				on, _ := under(t, st)
				if len(marks) > 0 {
					return
				}
				st.Act(keymaps.Solve, keymaps.Down)
				if on != "" && len(d.Submitted) > 0 {
					still("the answer to what was solved", func() desk.TicketID { return d.Submitted[len(d.Submitted)-1].Ticket })
				}
			},
			"a new ticket": func(*rapid.T) {
				still("a new ticket", func() desk.TicketID {
					next++
					return d.Open(next, fmt.Sprint("new ", next), "Ben", "x", time.Duration(rapid.IntRange(0, 200).Draw(rt, "age"))*time.Second)
				})
			},
			"a colleague takes one": func(*rapid.T) {
				still("a colleague", func() desk.TicketID {
					id := some()
					if !id.IsZero() && len(d.Ops) == 0 {
						elsewhere(d, id, desk.Assign{To: "tom"})
					}
					return id
				})
			},
			"one is answered": func(*rapid.T) {
				still("an answer", func() desk.TicketID {
					id := some()
					if k, ok := d.Tickets[id]; ok {
						k.WaitingSince, k.UpdatedAt = time.Time{}, d.Clock
						d.Tickets[id] = k
					}
					return id
				})
			},
			"the desk takes it in": func(*rapid.T) {
				still("settling", func() desk.TicketID {
					if len(d.Ops) == 0 {
						return desk.TicketID{}
					}
					id := d.Ops[0].Op.Ticket
					d.Settle()
					return id
				})
			},
			"show new": func(*rapid.T) {
				st.Act(keymaps.ShowNew)
				w, _ := d.Window(as(), desk.Anchor{}, 0, 500)
				want := make([]string, len(w.Rows))
				for i, r := range w.Rows {
					want[i] = strconv.FormatInt(r.Number, 10)
				}
				if got := strings.Join(numbers(st.Picture()), " "); !strings.Contains(" "+strings.Join(want, " ")+" ", " "+got+" ") && got != "" {
					rt.Fatalf("laid anew it lists %s, the view is %v:\n%s", got, want, st.Picture())
				}
			},
			"": func(*rapid.T) {
				seen := map[string]bool{}
				for _, n := range numbers(st.Picture()) {
					if seen[n] {
						rt.Fatalf("%s is listed twice:\n%s", n, st.Picture())
					}
					seen[n] = true
				}
				for _, n := range strings.Fields(checked(st)) {
					if !marks[n] {
						rt.Fatalf("%s has the sign of a mark, and was not marked:\n%s", n, st.Picture())
					}
					delete(seen, n)
				}
				for n := range seen {
					if marks[n] {
						rt.Fatalf("%s was marked and has no sign:\n%s", n, st.Picture())
					}
				}
				if got := standing(st); got != "" && strings.HasPrefix(got, fmt.Sprint(len(marks), " marked")) == (len(marks) == 0) {
					rt.Fatalf("%d are marked, and the footer says %q", len(marks), got)
				}
			},
		})
	})
}
