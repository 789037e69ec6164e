package index

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

func noon() time.Time { return time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC) }

// wanted is a query that the model understands without reading it.
type wanted struct {
	words  []string
	begun  string // the last word, as far as it is typed
	from   string
	status desk.Status
	tag    string
	before int // days ago
	after  int
	phrase []string
}

func (w wanted) typed() string {
	var parts []string
	if w.from != "" {
		parts = append(parts, "from:"+w.from)
	}
	if w.status != "" {
		parts = append(parts, "status:"+string(w.status))
	}
	if w.tag != "" {
		parts = append(parts, "tag:"+w.tag)
	}
	if w.before > 0 {
		parts = append(parts, "before:"+noon().AddDate(0, 0, -w.before).Format(time.DateOnly))
	}
	if w.after > 0 {
		parts = append(parts, fmt.Sprintf("after:%dd", w.after))
	}
	if len(w.phrase) > 0 {
		parts = append(parts, `"`+strings.Join(w.phrase, " ")+`"`)
	}
	parts = append(parts, w.words...)
	return strings.Join(parts, " ") + " " + w.begun
}

// fits is what a search must find, told the long way.
func (w wanted) fits(d Doc) bool {
	has := wordsOf(d)
	for _, word := range append(slices.Clone(w.words), w.phrase...) {
		if !slices.Contains(has, word) {
			return false
		}
	}
	if w.begun != "" && !slices.ContainsFunc(has, func(s string) bool { return strings.HasPrefix(s, w.begun) }) {
		return false
	}
	if w.from != "" && !slices.Contains(strings.Fields(d.Ticket.RequesterName.Raw()), w.from) {
		return false
	}
	if w.status != "" && d.Ticket.Status != w.status || w.tag != "" && !slices.Contains(d.Ticket.Tags, w.tag) {
		return false
	}
	midnight := noon().Add(-12 * time.Hour)
	if w.before > 0 && !d.Ticket.CreatedAt.Before(midnight.AddDate(0, 0, -w.before)) {
		return false
	}
	if w.after > 0 && d.Ticket.CreatedAt.Before(midnight.AddDate(0, 0, -w.after)) {
		return false
	}
	return len(w.phrase) == 0 || strings.Contains(textsOf(d), " "+strings.Join(w.phrase, " ")+" ")
}

func textsOf(d Doc) string {
	all := []string{d.Ticket.Subject.Raw(), d.Ticket.RequesterName.Raw()}
	for _, m := range d.Messages {
		all = append(all, m.Text.Raw())
	}
	return " " + strings.Join(all, " | ") + " "
}

func wordsOf(d Doc) []string { return append(strings.Fields(textsOf(d)), d.Ticket.Tags...) }

func vocabulary2() []string {
	return []string{"refund", "refunded", "refuse", "red", "card", "cart", "car", "lamp", "late", "ete", "la", "x"}
}

func drawWords(t *rapid.T, label string, least, most int) []string {
	return rapid.SliceOfN(rapid.SampledFrom(vocabulary2()), least, most).Draw(t, label)
}

func drawDoc(t *rapid.T, id desk.TicketID) Doc {
	foreign := func(label string, least, most int) desk.Untrusted {
		return desk.Foreign(strings.Join(drawWords(t, label, least, most), " "))
	}
	d := Doc{Ticket: desk.Ticket{
		ID: id, Version: 1, Subject: foreign("subject", 0, 3), RequesterName: foreign("name", 1, 2),
		Requester: desk.CustomerID{ID: desk.DeriveID(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "customer"))},
		Status:    rapid.SampledFrom(desk.Statuses()).Draw(t, "status"),
		Tags:      rapid.SampledFrom([][]string{nil, {"red"}, {"late", "red"}}).Draw(t, "tags"),
		CreatedAt: noon().AddDate(0, 0, -rapid.IntRange(0, 5).Draw(t, "age")),
	}}
	for range rapid.IntRange(0, 2).Draw(t, "messages") {
		d.Messages = append(d.Messages, desk.Message{Text: foreign("text", 0, 5)})
	}
	return d
}

func drawWanted(t *rapid.T) wanted {
	w := wanted{words: drawWords(t, "words", 0, 2)}
	if rapid.Bool().Draw(t, "begins") {
		word := rapid.SampledFrom(vocabulary2()).Draw(t, "begun")
		w.begun = word[:rapid.IntRange(min(2, len(word)), len(word)).Draw(t, "letters")]
		if len(w.begun) < 2 {
			w.begun = "" // one letter says nothing yet
		}
	}
	switch rapid.IntRange(0, 7).Draw(t, "field") {
	case 0:
		w.from = drawWords(t, "from", 1, 1)[0]
	case 1:
		w.status = rapid.SampledFrom(desk.Statuses()).Draw(t, "want status")
	case 2:
		w.tag = rapid.SampledFrom([]string{"red", "late"}).Draw(t, "tag")
	case 3:
		w.before = rapid.IntRange(1, 4).Draw(t, "before")
	case 4:
		w.after = rapid.IntRange(1, 4).Draw(t, "after")
	case 5:
		w.phrase = drawWords(t, "phrase", 2, 3)
	}
	return w
}

// world is an index with the tickets that it should know.
type world struct {
	x     *Index
	docs  docsByID
	known []desk.TicketID // every ticket there ever was
}

// drain works until nothing is left to do.
func (m *world) drain(t *rapid.T) {
	for {
		more, err := m.x.Work(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return
		}
	}
}

// tidyStore fails where the store holds what no segment needs.
func (m *world) tidyStore(t *rapid.T) {
	records := m.x.store.(*memoryStore).records
	for key := range records {
		switch key[0] {
		case keyForget, keyDoomed:
			t.Fatalf("a record of kind %c was left", key[0])
		case keyBlock:
			if records[string(keySegment)+key[1:9]] == nil {
				t.Fatal("a block was left of a segment that is gone")
			}
		}
	}
}

func (m *world) check(t *rapid.T) {
	m.tidyStore(t)
	if m.x.Len() != len(m.docs) {
		t.Fatalf("%d tickets can be found, there are %d", m.x.Len(), len(m.docs))
	}
	for range 5 {
		w := drawWanted(t)
		q, err := Parse(w.typed(), noon())
		if err != nil {
			t.Fatal(err)
		}
		res, err := m.x.Search(t.Context(), q, 1000, noon())
		if err == nil && res.More { // it met a damaged segment
			m.drain(t)
			res, err = m.x.Search(t.Context(), q, 1000, noon())
		}
		if err != nil || res.More {
			t.Fatalf("more %v, %v", res.More, err)
		}
		var got, want []desk.TicketID
		for _, h := range res.Hits {
			got = append(got, h.Ticket)
		}
		for _, id := range m.docs.ids() {
			if !q.IsZero() && w.fits(m.docs[id]) {
				want = append(want, id)
			}
		}
		slices.SortFunc(got, func(a, b desk.TicketID) int { return slices.Compare(a.ID[:], b.ID[:]) })
		if !slices.Equal(got, want) {
			t.Fatalf("%q: found %d of %d", w.typed(), len(got), len(want))
		}
	}
}

func TestASearchFindsWhatReadingEveryTicketWouldFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		store, seal := newMemory(), newPlain()
		docs := docsByID{}
		m := &world{x: New(store, seal, docs), docs: docs}
		// Small bounds let segments, tails and joins happen with few tickets.
		m.x.limits = limits{segment: 6, tail: 4, bulk: 3}
		update := func(t *rapid.T, ids ...desk.TicketID) {
			if err := store.Update(func(w Writer) error { return m.x.Note(w, ids...) }); err != nil {
				t.Fatal(err)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"new tickets": func(t *rapid.T) {
				for range rapid.IntRange(1, 8).Draw(t, "n") {
					id := desk.TicketID{ID: desk.DeriveID("t", strconv.Itoa(len(m.known)))}
					m.known = append(m.known, id)
					docs[id] = drawDoc(t, id)
					update(t, id)
				}
			},
			"changed": func(t *rapid.T) {
				for _, id := range docs.ids() {
					if rapid.IntRange(0, 3).Draw(t, "change") == 0 {
						docs[id] = drawDoc(t, id)
						update(t, id)
					}
				}
			},
			"gone or back": func(t *rapid.T) {
				if len(m.known) == 0 {
					t.Skip()
				}
				id := rapid.SampledFrom(m.known).Draw(t, "which")
				if _, ok := docs[id]; ok {
					delete(docs, id)
				} else {
					docs[id] = drawDoc(t, id)
				}
				update(t, id)
			},
			"erase": func(t *rapid.T) {
				who := desk.CustomerID{ID: desk.DeriveID(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "who"))}
				for id, d := range docs {
					if d.Ticket.Requester == who {
						delete(docs, id)
						update(t, id)
					}
				}
				if err := store.Update(func(w Writer) error { return m.x.Forget(w, who) }); err != nil {
					t.Fatal(err)
				}
			},
			"one step of work": func(t *rapid.T) {
				if _, err := m.x.Work(t.Context()); err != nil {
					t.Fatal(err)
				}
			},
			"start again": func(t *rapid.T) {
				again := New(store, seal, docs)
				again.limits = m.x.limits
				m.x = again
			},
			"damage": func(t *rapid.T) {
				var keys []string
				_ = store.Scan([]byte{keyBlock}, func(k, _ []byte) bool { keys = append(keys, string(k)); return true })
				if len(keys) == 0 {
					t.Skip()
				}
				if _, err := m.x.Check(t.Context()); err != nil { // loads
					t.Fatal(err)
				}
				key := rapid.SampledFrom(keys).Draw(t, "record")
				store.records[key] = []byte("?")
				if rapid.Bool().Draw(t, "gone") {
					delete(store.records, key)
				}
				// Whatever reads the record finds it; the searches of every other step may not.
				if damaged, err := m.x.Check(t.Context()); err != nil || damaged < 1 {
					t.Fatalf("%d damaged, %v", damaged, err)
				}
			},
			"lost": func(t *rapid.T) {
				m.drain(t)
				var keys []string
				_ = store.Scan([]byte{keySegment}, func(k, _ []byte) bool { keys = append(keys, string(k)); return true })
				if len(keys) == 0 {
					t.Skip()
				}
				store.records[rapid.SampledFrom(keys).Draw(t, "record")] = []byte("?")
				again := New(store, seal, docs)
				again.limits = m.x.limits
				m.x = again
				if rapid.Bool().Draw(t, "search first") {
					q, err := Parse("red", noon())
					if err != nil {
						t.Fatal(err)
					}
					if res, err := m.x.Search(t.Context(), q, 1000, noon()); err != nil || !res.More {
						t.Fatalf("a search without a part gave more %v, %v", res.More, err)
					}
				}
				if rapid.Bool().Draw(t, "start once more") {
					m.x = New(store, seal, docs)
					m.x.limits = again.limits
				}
				for range rapid.IntRange(1, 2).Draw(t, "times") { // until it is noted, it is not forgotten
					if _, err := m.x.Work(t.Context()); !errors.Is(err, ErrLost) {
						t.Fatalf("a lost segment gave %v", err)
					}
				}
				if err := store.Update(func(w Writer) error { return m.x.NoteAll(w, docs.ids()...) }); err != nil {
					t.Fatal(err)
				}
			},
			"look": func(t *rapid.T) { m.drain(t); m.check(t) },
		})
		m.drain(t)
		m.check(t)
	})
}
