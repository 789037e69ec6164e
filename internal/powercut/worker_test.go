package powercut_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/desk"
)

const me desk.AgentID = "ana"

// task is what the program that is recorded is to do.
type task struct {
	Dir   string `json:"dir"`
	Said  string `json:"said"`
	Seed  uint64 `json:"seed"`
	Steps int    `json:"steps"`
	What  string `json:"what"`
}

func work(todo string) error {
	var t task
	if err := json.Unmarshal([]byte(todo), &t); err != nil {
		return err
	}
	said, err := os.OpenFile(t.Said, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if t.What == "places" {
		return workOnPlaces(t, said)
	}
	w := &worker{task: t, said: said, m: newModel(), chance: rand.New(rand.NewPCG(t.Seed, 1))}
	if err := w.open(); err != nil {
		return err
	}
	for n := range t.Steps {
		s, ok := w.choose(n)
		if !ok {
			continue
		}
		if err := w.take(s); err != nil {
			return fmt.Errorf("%+v: %w", s, err)
		}
	}
	return w.l.Close()
}

// options are those of a ledger whose key lies open in its folder, so that a change of keys is
// recorded too.
func options(dir string, anew bool) (cache.Options, error) {
	h, err := keys.Throwaway(dir, anew)
	if err != nil {
		return cache.Options{}, err
	}
	return cache.Options{
		Dir: dir, Key: h.Key, Older: h.Older, Home: h, Me: desk.Me{ID: me, Groups: []desk.GroupID{"returns"}},
		Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: me, Name: desk.Foreign("Ana")},
	}, nil
}

// worker is somebody at work, and their courier, who say what they begin and what is done.
type worker struct {
	task
	said   *os.File
	l      *cache.Ledger
	m      *model
	chance *rand.Rand
	spoken int
}

func (w *worker) open() error {
	opt, err := options(w.Dir, w.l == nil)
	if err == nil {
		w.l, err = cache.Open(opt)
	}
	return err
}

// take does a step, and says so before and after.
func (w *worker) take(s step) error {
	s.Begun = true
	if err := w.say(s); err != nil {
		return err
	}
	if err := w.do(s); err != nil {
		return err
	}
	w.m.do(s)
	s.Begun = false
	return w.say(s)
}

func (w *worker) say(s step) error {
	b, err := json.Marshal(s)
	if err == nil {
		_, err = w.said.Write(append(b, '\n'))
	}
	return err
}

// choose says what comes next.
func (w *worker) choose(n int) (step, bool) {
	if n == 0 {
		return step{Do: "fill"}, true
	}
	s := step{Ticket: w.chance.IntN(tickets), Note: w.chance.IntN(3) == 0}
	if w.m.erased[customerOf(s.Ticket)] || w.m.away[s.Ticket] {
		return s, false
	}
	kinds := []string{
		"draft", "draft", "draft", "draft", "submit", "submit", "submit", "submit", "later", "cancel", "claim", "claim", "claim",
		"settle", "settle", "settle", "release", "hold", "refuse", "discard", "again", "take", "take", "reopen", "fill", "erase", "forget", "compact",
	}
	s.Do = kinds[w.chance.IntN(len(kinds))]
	switch s.Do {
	case "draft":
		return w.draft(s)
	case "submit", "later":
		return w.submit(s), true
	case "take":
		for range 1 + w.chance.IntN(6) {
			if n := w.chance.IntN(tickets); !w.m.erased[customerOf(n)] && !w.m.away[n] && !slices.Contains(s.Moved, n) {
				s.Moved = append(s.Moved, n)
			}
		}
		return s, true
	case "reopen", "fill", "compact":
		return s, w.chance.IntN(3) == 0
	case "erase", "forget":
		return w.erase(s)
	default:
		return w.about(s)
	}
}

// about chooses the operation that a step is about.
func (w *worker) about(s step) (step, bool) {
	fits := map[string]func(queued) bool{
		"cancel":  func(q queued) bool { return !q.tried },
		"claim":   func(q queued) bool { return q.stopped == "" && !q.sending && !q.later },
		"settle":  func(q queued) bool { return q.sending },
		"release": func(q queued) bool { return q.sending },
		"hold":    func(q queued) bool { return q.sending },
		"refuse":  func(q queued) bool { return q.sending },
		"discard": func(q queued) bool { return q.stopped != "" },
		"again":   func(q queued) bool { return q.stopped != "" && q.text != "" },
	}[s.Do]
	var all []desk.OpID
	for _, id := range w.m.order {
		if fits(w.m.ops[id]) {
			all = append(all, id)
		}
	}
	if len(all) == 0 {
		return s, false
	}
	s.Op = all[w.chance.IntN(len(all))]
	q := w.m.ops[s.Op]
	s.Ticket, s.Note, s.Unsure = q.ticket, q.note, w.chance.IntN(2) == 0
	if s.Do == "again" {
		s.Old, s.Op, s.Text = s.Op, desk.NewOpID(), w.words("Once more")
	}
	return s, true
}

// erase chooses a customer of whom nothing is on its way.
func (w *worker) erase(s step) (step, bool) {
	s.Who = customerOf(s.Ticket)
	for _, q := range w.m.ops {
		if customerOf(q.ticket) == s.Who && q.sending {
			return s, false
		}
	}
	return s, w.chance.IntN(3) == 0
}

// words are words that nobody has said before.
func (w *worker) words(begin string) string {
	w.spoken++
	text := fmt.Sprintf("%s, word %d.", begin, w.spoken)
	if w.chance.IntN(6) == 0 {
		text += strings.Repeat(" And so on.", 1+w.chance.IntN(6000))
	}
	return text
}

func (w *worker) draft(s step) (step, bool) {
	was := w.m.drafts[place{s.Ticket, s.Note}]
	s.Files = was.files
	switch w.chance.IntN(8) {
	case 0:
		s.Files = nil
		return s, was.text != ""
	case 1, 2:
		b := bytes.Repeat([]byte{byte(w.spoken), byte(w.chance.Uint32())}, 1+w.chance.IntN(70_000))
		id, _, err := w.l.AddFile(bytes.NewReader(b))
		if err != nil || slices.Contains(s.Files, id) || len(s.Files) > 2 {
			return s, false
		}
		s.Files = append(slices.Clip(s.Files), id)
	}
	s.Text = w.words("Dear Casey")
	return s, true
}

// submit sends what was begun, with a word more, or something else; or only changes a status.
func (w *worker) submit(s step) step {
	s.Op, s.Wait = desk.NewOpID(), time.Duration(w.chance.IntN(2))*time.Minute
	if s.Do == "later" {
		s.Wait = time.Hour
	}
	was := w.m.drafts[place{s.Ticket, s.Note}]
	if was.text == "" && s.Do == "submit" && w.chance.IntN(3) == 0 {
		s.Note = false
		return s
	}
	s.Text, s.Files = was.text+w.words("Yours"), was.files
	return s
}

func attached(files []desk.FileID) (all []desk.Attachment) {
	for i, id := range files {
		all = append(all, desk.Attachment{ID: id, Name: desk.Foreign("photo " + strconv.Itoa(i)), Size: 1})
	}
	return all
}

func (w *worker) op(s step) desk.Op {
	o := desk.Op{ID: s.Op, Ticket: ticketID(s.Ticket), Base: w.m.versions[s.Ticket], Seen: desk.MessageID(len(w.m.threads[s.Ticket])), Actor: me, At: time.Now()}
	switch {
	case s.Text == "":
		o.Intent = desk.SetPriority{Urgency: desk.High, Impact: desk.High}
	case s.Note:
		o.Intent = desk.Note{Text: desk.Foreign(s.Text), Attachments: attached(s.Files)}
	default:
		o.Intent = desk.Reply{Text: desk.Foreign(s.Text), Attachments: attached(s.Files)}
	}
	return o
}

// do does a step to the ledger.
func (w *worker) do(s step) (err error) {
	switch s.Do {
	case "submit":
		return w.l.Submit(w.op(s), s.Wait)
	case "later":
		return w.l.Later(w.op(s), s.Wait)
	case "draft":
		return w.l.SaveDraft(desk.Draft{Ticket: ticketID(s.Ticket), Note: s.Note, Text: desk.Foreign(s.Text), Attachments: attached(s.Files), At: time.Now()})
	case "cancel":
		_, err = w.l.Cancel(s.Op)
	case "claim":
		_, err = w.l.Claim(s.Op)
	case "release":
		return w.l.Release(s.Op, time.Now(), s.Unsure)
	case "settle", "hold", "refuse":
		return w.l.Settle(s.Op, w.verdict(s))
	case "discard":
		return w.l.Discard(s.Op)
	case "again":
		s.Files = w.m.ops[s.Old].files
		return w.l.Again(s.Old, w.op(s))
	case "reopen":
		if err := w.l.Close(); err != nil {
			return err
		}
		return w.open()
	case "forget":
		_, err = w.l.Erase(context.Background(), customerID(s.Who), true)
	case "compact":
		return w.l.Compact()
	default:
		return w.news(s)
	}
	return err
}

func (w *worker) verdict(s step) desk.Verdict {
	switch s.Do {
	case "hold":
		return desk.Verdict{Op: s.Op, Outcome: desk.Held, Problem: desk.Refuse(desk.NewerMessage)}
	case "refuse":
		return desk.Verdict{Op: s.Op, Outcome: desk.Refused, Problem: desk.Refuse(desk.TicketClosed)}
	}
	after := w.m.clone()
	after.do(s)
	p := after.page(s.Ticket)
	v := desk.Verdict{Op: s.Op, Outcome: desk.Applied, Ticket: &p.Tickets[0]}
	if q := w.m.ops[s.Op]; q.text != "" {
		said := p.Messages[len(p.Messages)-1]
		said.Op, said.Kind, said.Author = s.Op, desk.FromAgent, desk.Author{Agent: me}
		v.Messages = []desk.Message{said}
	}
	return v
}

// news is what comes from the desk.
func (w *worker) news(s step) error {
	after := w.m.clone()
	after.do(s)
	next := desk.Cursor(strconv.Itoa(after.cursor))
	switch s.Do {
	case "take":
		p := after.page(s.Moved...)
		p.Next = next
		return w.l.Take(p)
	case "erase":
		return w.l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(s.Who).String()}}, Next: next})
	default:
		return w.l.Resync(func(into desk.Shadow) error {
			for _, n := range slices.Sorted(maps.Keys(after.versions)) {
				if err := into.Take(after.page(n)); err != nil {
					return err
				}
			}
			return into.Done(len(after.versions), next)
		})
	}
}

// page is all that the desk has of tickets.
func (m *model) page(tickets ...int) (p desk.Page) {
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for _, n := range tickets {
		said := desk.MessageID(len(m.threads[n]))
		t := desk.Ticket{
			ID: ticketID(n), Number: int64(1000 + n), Version: m.versions[n], Subject: desk.Foreign(fmt.Sprintf("Parcel %d is late", n)),
			Channel: desk.Mail, Status: desk.Open, Requester: customerID(customerOf(n)), RequesterName: desk.Foreign("Casey Quill"),
			CreatedAt: at, UpdatedAt: at.Add(time.Duration(said) * time.Minute), WaitingSince: at, LastMessage: said,
			Voices: []desk.Voice{{By: desk.CustomerSide, Last: said}},
		}
		p.Tickets = append(p.Tickets, t)
		p.Customers = append(p.Customers, desk.Customer{ID: customerID(customerOf(n)), Version: 1, Name: desk.Foreign("Casey Quill")})
		for i, text := range m.threads[n] {
			p.Messages = append(p.Messages, desk.Message{
				ID: desk.MessageID(i + 1), Ticket: t.ID, Kind: desk.FromCustomer, Author: desk.Author{Customer: t.Requester},
				At: at.Add(time.Duration(i) * time.Minute), Text: desk.Foreign(text), Channel: desk.Mail,
			})
		}
	}
	return p
}
