package outbox

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// model is what the outbox must be, in plain maps: the queue in order, and the drafts.
type model struct {
	queue  []modelOp
	drafts map[desk.DraftKey]string
	said   int
}

type modelOp struct {
	op      desk.Op
	claimed bool
	unsure  bool
	stopped desk.OpState
}

func (m *model) at(id desk.OpID) int {
	return slices.IndexFunc(m.queue, func(o modelOp) bool { return o.op.ID == id })
}

func (m *model) restarted(salvaged bool) {
	for i := range m.queue {
		m.queue[i].unsure = m.queue[i].unsure || m.queue[i].claimed || salvaged
		m.queue[i].claimed = false
	}
}

// machine drives an outbox and its model alike.
type machine struct {
	o *Outbox
	m model
}

func (x *machine) pick(t *rapid.T) *modelOp {
	if len(x.m.queue) == 0 {
		t.Skip("nothing is there")
	}
	return &x.m.queue[rapid.IntRange(0, len(x.m.queue)-1).Draw(t, "which")]
}

func (x *machine) words(t *rapid.T) desk.Op {
	x.m.said++
	text := desk.Foreign(fmt.Sprint("words ", x.m.said))
	n := rapid.IntRange(0, 3).Draw(t, "ticket")
	if rapid.Bool().Draw(t, "note") {
		return op(n, desk.Note{Text: text})
	}
	return op(n, desk.Reply{Text: text})
}

func keyOf(o desk.Op) desk.DraftKey {
	_, public := o.Text()
	return desk.DraftKey{Ticket: o.Ticket, Note: !public}
}

func (x *machine) actions(dir string) map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"submit": func(t *rapid.T) {
			o := x.words(t)
			mustR(t, x.o.Submit(o, 0))
			x.m.queue = append(x.m.queue, modelOp{op: o})
			delete(x.m.drafts, keyOf(o))
		},
		"post": func(t *rapid.T) {
			o := x.words(t)
			mustR(t, x.o.Post(o))
			x.m.queue = append(x.m.queue, modelOp{op: o})
		},
		"draft": func(t *rapid.T) {
			x.m.said++
			d := desk.Draft{Ticket: ticket(rapid.IntRange(0, 3).Draw(t, "ticket")), Note: rapid.Bool().Draw(t, "note")}
			if rapid.Bool().Draw(t, "text") {
				d.Text = desk.Foreign(fmt.Sprint("draft ", x.m.said))
			}
			mustR(t, x.o.SaveDraft(d))
			x.m.drafts[d.Key()] = d.Text.Raw()
			maps.DeleteFunc(x.m.drafts, func(_ desk.DraftKey, s string) bool { return s == "" })
		},
		"cancel": func(t *rapid.T) {
			p := x.pick(t)
			_, err := x.o.Cancel(p.op.ID)
			if p.stopped == desk.OpUnknown || p.stopped == "" && (p.claimed || p.unsure) {
				if code(err) != desk.TooLateToUndo {
					t.Fatal(err)
				}
				return
			}
			mustR(t, err)
			text, _ := p.op.Text()
			words := text.Raw()
			if begun := x.m.drafts[keyOf(p.op)]; begun != "" {
				words += "\n\n" + begun
			}
			x.m.drafts[keyOf(p.op)] = words
			x.drop(p.op.ID)
		},
		"claim": func(t *rapid.T) {
			p := x.pick(t)
			mine, err := x.o.Claim(p.op.ID)
			mustR(t, err)
			if mine != (!p.claimed && p.stopped == "") {
				t.Fatal("claimed", mine)
			}
			p.claimed = p.claimed || mine
		},
		"release": func(t *rapid.T) {
			p := x.pick(t)
			unsure := rapid.Bool().Draw(t, "unsure")
			mustR(t, x.o.Release(p.op.ID, noon(), unsure))
			if p.claimed {
				p.claimed, p.unsure = false, unsure
			}
		},
		"settle": func(t *rapid.T) {
			p := x.pick(t)
			mustR(t, x.o.Settled(p.op.ID))
			x.drop(p.op.ID)
		},
		"stop": func(t *rapid.T) {
			p := x.pick(t)
			how := rapid.SampledFrom([]desk.OpState{desk.OpHeld, desk.OpRefused, desk.OpUnknown}).Draw(t, "how")
			mustR(t, x.o.Stopped(p.op.ID, how, desk.Refuse(desk.TicketClosed), nil))
			if p.stopped == "" {
				p.stopped, p.claimed, p.unsure = how, false, false
			}
		},
		"discard": func(t *rapid.T) {
			p := x.pick(t)
			err := x.o.Discard(p.op.ID)
			if p.stopped == "" {
				if code(err) != desk.TooLateToUndo {
					t.Fatal(err)
				}
				return
			}
			mustR(t, err)
			x.drop(p.op.ID)
		},
		"again": func(t *rapid.T) {
			p := x.pick(t)
			next := op(0, desk.Note{Text: desk.Foreign("once more")})
			next.Ticket = p.op.Ticket
			err := x.o.Again(p.op.ID, next)
			if p.stopped == "" {
				if code(err) != desk.TooLateToUndo {
					t.Fatal(err)
				}
				return
			}
			mustR(t, err)
			*p = modelOp{op: next}
		},
		"restart": func(t *rapid.T) { x.restart(t, false) },
		"damage": func(t *rapid.T) {
			mustR(t, x.o.Close())
			name := rapid.SampledFrom([]string{"outbox.db", "outbox.log"}).Draw(t, "file")
			mustR(t, os.WriteFile(filepath.Join(dir, name), []byte("a letter to my aunt, much longer than a head"), 0o600))
			x.restart(t, name == "outbox.db")
		},
		"": x.compare,
	}
}

func (x *machine) drop(id desk.OpID) { x.m.queue = slices.Delete(x.m.queue, x.m.at(id), x.m.at(id)+1) }

func (x *machine) restart(t *rapid.T, salvaged bool) {
	mustR(t, x.o.Close())
	o, err := Open(x.o.opt)
	mustR(t, err)
	x.o = o
	x.m.restarted(salvaged)
}

// compare holds the outbox to the model.
func (x *machine) compare(t *rapid.T) {
	p := x.o.Pending()
	if len(p) != len(x.m.queue) {
		t.Fatalf("%d operations instead of %d", len(p), len(x.m.queue))
	}
	parked, sendable := map[desk.TicketID]bool{}, map[desk.OpID]bool{}
	first := map[desk.TicketID]bool{}
	for i, want := range x.m.queue {
		state := want.stopped
		switch {
		case state != "":
		case want.claimed:
			state = desk.OpSending
		case parked[want.op.Ticket]:
			state = desk.OpParked
		default:
			state = desk.OpWaiting
		}
		if p[i].Op.ID != want.op.ID || p[i].State != state || x.o.Unsure(want.op.ID) != want.unsure {
			t.Fatalf("operation %d is %s, unsure %v, instead of %s, %v", i, p[i].State, x.o.Unsure(want.op.ID), state, want.unsure)
		}
		if !first[want.op.Ticket] && want.stopped == "" && !want.claimed {
			sendable[want.op.ID] = true
		}
		first[want.op.Ticket] = true
		parked[want.op.Ticket] = parked[want.op.Ticket] || want.stopped != ""
	}
	ops, _ := x.o.Ready(noon())
	if len(ops) != len(sendable) {
		t.Fatalf("%d may be sent instead of %d", len(ops), len(sendable))
	}
	for _, o := range ops {
		if !sendable[o.ID] {
			t.Fatal("one may be sent that must wait")
		}
	}
	for n := range 4 {
		for _, note := range []bool{false, true} {
			if got, want := text(x.o.Draft(ticket(n), note)), x.m.drafts[desk.DraftKey{Ticket: ticket(n), Note: note}]; got != want {
				t.Fatalf("the draft is %q instead of %q", got, want)
			}
		}
	}
}

// quick is a folder in memory where the machine has one: the model needs no disk that waits.
func quick() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func mustR(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhateverHappensTheOutboxIsWhatItsModelIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(quick(), "outbox") //nolint:usetesting // there is one for each run of the model
		mustR(t, err)
		defer func() { _ = os.RemoveAll(dir) }()
		o, err := Open(Options{Dir: dir, Key: seal.NewStoreKey(), Account: "ana", Now: noon})
		mustR(t, err)
		x := &machine{o: o, m: model{drafts: map[desk.DraftKey]string{}}}
		defer func() { _ = x.o.Close() }()
		t.Repeat(x.actions(dir))
	})
}
