package story_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// book is the model: what was said to whom, in plain maps. It does not know how heed works,
// only what it promised.
type book struct {
	o *office

	mu    sync.Mutex
	deeds map[desk.OpID]*deed
	order []*deed // as they were made
}

// deed is an operation that somebody made at a machine.
type deed struct {
	op    desk.Op
	hash  [32]byte
	at    int // the machine
	state promised
	place int                // in the order of its machine; who takes another's place takes its number
	doubt bool               // it left, and whoever sent it cannot know that it was not carried out
	told  map[request]ruling // what the desk answered first, where it is sent and where it is looked up
	done  bool               // the desk had carried it out when its agent was last known there
	known bool               // the desk has carried it out, as was once seen
	words string
	tag   string
}

// promised is what was said of an operation.
type promised string

const (
	queued     promised = "queued"  // it is not lost, whatever comes
	unheard    promised = "unheard" // the machine stopped before anybody was told: it is there, or never was
	turnedAway promised = "denied"  // it was said not to be queued
	undone     promised = "undone"
	dropped    promised = "dropped" // discarded, or replaced by another
)

// live reports whether it is promised to be carried out, or to wait with its reason.
func (d *deed) live() bool { return d.state == queued }

// write notes an operation before it is queued: nothing of it may be anywhere yet.
func (b *book) write(op desk.Op, at int) *deed {
	b.mu.Lock()
	defer b.mu.Unlock()
	hash, err := op.Hash()
	b.o.must(err)
	d := &deed{op: op, hash: hash, at: at, state: unheard, place: len(b.order), told: map[request]ruling{}}
	if words, _ := op.Text(); !words.IsEmpty() {
		d.words = words.Raw()
	}
	if in, ok := op.Intent.(desk.Tag); ok {
		d.tag = in.Tags[0]
	}
	b.deeds[op.ID] = d
	b.order = append(b.order, d)
	return d
}

// become notes what was said of an operation.
func (b *book) become(d *deed, to promised) {
	b.mu.Lock()
	defer b.mu.Unlock()
	d.state = to
}

// of are the deeds of a machine that are promised, oldest first.
func (b *book) of(machine int) []*deed {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []*deed
	for _, d := range b.order {
		if d.at == machine && d.live() {
			all = append(all, d)
		}
	}
	return all
}

// all are the promised deeds of an agent.
func (b *book) all(agent desk.AgentID) []*deed {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.order), func(d *deed) bool { return !d.live() || d.op.Actor != agent })
}

// find returns the deed of an operation; nil for none.
func (b *book) find(id desk.OpID) *deed {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.deeds[id]
}

// telling is told how a letter that was noted ended: the status and body that came home, or
// none; sure says that it surely never got there, or with a body that all of it came.
type telling func(status int, body []byte, sure bool)

// leaves notes a letter that leaves a machine. What it says must be what was promised.
func (b *book) leaves(by desk.AgentID, l letter) telling {
	switch l.kind {
	case posting:
		return b.posted(by, l.body)
	case lookingUp:
		return b.asked(strings.TrimPrefix(l.q.URL.Path, api.Op))
	default:
		return nil
	}
}

// posted holds what leaves against what the agent said, and that nothing is sent again of
// which it is not known that it never came.
func (b *book) posted(by desk.AgentID, body []byte) telling {
	var op desk.Op
	if err := json.Unmarshal(body, &op); err != nil {
		b.o.wrong("what was sent is what was said", "%v in %q", err, body)
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	d := b.deeds[op.ID]
	hash, err := op.Hash()
	switch {
	case d == nil:
		b.o.wrong("nothing is sent that nobody made", "%s, a %s", op.ID, op.Intent.Kind())
		return nil
	case err != nil || hash != d.hash || op.Actor != by:
		b.o.wrong("what was sent is what was said", "%s by %s: %q", op.ID, by, body)
	case d.state != queued && d.state != unheard:
		b.o.wrong("what was taken back is never sent", "%s was %s", op.ID, d.state)
	case d.doubt:
		b.o.wrong("what may have arrived is looked up before it is sent again", "%s", op.ID)
	}
	d.doubt = true
	return func(status int, _ []byte, sure bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch {
		case status == 0 && sure, status == http.StatusUnauthorized, status == http.StatusForbidden, status >= http.StatusInternalServerError:
			d.doubt = false
		}
	}
}

// asked notes that an operation is looked up: where the desk says that it never came, it may
// be sent again.
func (b *book) asked(id string) telling {
	var op desk.OpID
	if op.UnmarshalText([]byte(id)) != nil {
		return nil
	}
	return func(status int, _ []byte, whole bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		if d := b.deeds[op]; d != nil && status == http.StatusNotFound && whole {
			d.doubt = false
		}
	}
}

// ruling is a verdict as the desk answers it.
type ruling struct {
	status  int
	body    string // to the letter
	verdict string // what it says, whichever way it came
}

// ruled notes a verdict as the desk gives it, whether anybody gets it or not. It is final: the
// same operation has the same one for ever, sent again or looked up, and sent again it has the
// same answer to the letter. What is refused is a problem besides, where it is sent.
func (b *book) ruled(l letter, status int, body []byte) {
	var v desk.Verdict
	switch {
	case l.kind != posting && l.kind != lookingUp, status >= http.StatusInternalServerError, json.Unmarshal(body, &v) != nil, v.Outcome == "":
		return
	}
	says, err := json.Marshal(v)
	b.o.must(err)
	r := ruling{status, string(body), string(says)}
	b.mu.Lock()
	defer b.mu.Unlock()
	d := b.deeds[v.Op]
	if d == nil {
		return
	}
	for way, first := range d.told {
		if way == l.kind && first != r || first.verdict != r.verdict {
			b.o.wrong("a verdict is final", "%s: first, by %s, %d\n%s\nthen, by %s, %d\n%s", v.Op, way, first.status, first.body, l.kind, status, body)
		}
	}
	if _, known := d.told[l.kind]; !known {
		d.told[l.kind] = r
	}
}
