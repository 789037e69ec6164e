package backend

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// solves has a colleague answer a ticket with a file, and solve it.
func solves(t *testing.T, s *Store, p Principal, k desk.Ticket, text string) (desk.FileID, desk.Ticket) {
	t.Helper()
	id, size, err := s.Keep(t.Context(), p.Agent, desk.FileID{}, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	f := desk.Attachment{ID: id, Size: size, Name: desk.Foreign("a.txt"), Type: "text/plain"}
	for _, in := range []desk.Intent{desk.Reply{Text: desk.Foreign("x"), Attachments: []desk.Attachment{f}}, desk.SetStatus{Status: desk.Solved}} {
		v, err := s.Do(t.Context(), p, desk.Op{ID: desk.NewOpID(), Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Actor: p.Agent, At: time.Now(), Intent: in})
		if err != nil || v.Outcome != desk.Applied {
			t.Fatal(v.Problem, err)
		}
		k = *v.Ticket
	}
	return id, k
}

// joins makes somebody an account.
func joins(t *testing.T, s *Store, who desk.AgentID, role desk.Role) Principal {
	t.Helper()
	if err := s.AddAgent(t.Context(), desk.Agent{ID: who, Role: role}); err != nil {
		t.Fatal(err)
	}
	p, err := s.As(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// longAgo has been the last time that anything happened to any ticket.
func longAgo(t *testing.T, s *Store, r Retention) {
	t.Helper()
	if err := s.change(t.Context(), func(t *tx) error { return t.exec(`UPDATE tickets SET updated = 1`) }); err != nil {
		t.Fatal(err)
	}
	if err := s.SetRetention(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

func TestTheFilesOfTicketsThatCouldNotBeRemovedStay(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	ann := joins(t, s, "ann", desk.RoleAgent)
	var files []desk.FileID
	for _, text := range []string{"one", "two"} {
		id, _ := solves(t, s, ann, opensTicket(t, s), text)
		files = append(files, id)
	}
	longAgo(t, s, Retention{Tickets: 30})
	if err := s.change(t.Context(), func(t *tx) error {
		return t.exec(`CREATE TRIGGER full BEFORE DELETE ON tickets WHEN old.row = (SELECT max(row) FROM tickets) BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
	}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Retain(t.Context()); err == nil || n != 0 {
		t.Errorf("%d went, %v", n, err)
	}
	for _, id := range files {
		f, _, err := s.OpenFile(t.Context(), ann, id)
		if err != nil {
			t.Error("a file is gone whose ticket stays:", err)
			continue
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := s.change(t.Context(), func(t *tx) error { return t.exec(`DROP TRIGGER full`) }); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Retain(t.Context()); err != nil || n != 2 {
		t.Errorf("%d went, %v", n, err)
	}
	for _, id := range files {
		if _, err := s.files.open(t.Context(), id, 3); err == nil {
			t.Error("a file stays whose ticket went")
		}
	}
}

func TestACustomerGoesWithTheLastTicketWholeAndLeavesNoWord(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	ann := joins(t, s, "ann", desk.RoleLead)
	first, second, others := opensTicket(t, s), opensTicket(t, s), opensTicket(t, s)
	for k, text := range map[*desk.Ticket]string{&first: "tokinown", &others: "tokelsewhere"} {
		v, err := s.Intake(t.Context(), desk.Op{ID: desk.NewOpID(), Ticket: k.ID, Actor: desk.System, Intent: desk.Receive{
			From: desk.Author{Customer: first.Requester, Name: desk.Foreign("toknamed")}, Text: desk.Foreign(text),
		}})
		if err != nil || v.Outcome != desk.Applied {
			t.Fatal(v.Problem, err)
		}
	}
	was, err := s.Customer(t.Context(), first.Requester)
	if err != nil {
		t.Fatal(err)
	}
	merge := desk.Op{ID: desk.NewOpID(), Actor: ann.Agent, At: time.Now(), Base: was.Version, Intent: desk.MergeCustomer{Customer: first.Requester, Into: second.Requester}}
	if v, err := s.Do(t.Context(), ann, merge); err != nil || v.Outcome != desk.Applied {
		t.Fatal(v.Problem, err)
	}
	for _, k := range []desk.Ticket{first, second} {
		page, err := s.Thread(t.Context(), k.ID)
		if err != nil {
			t.Fatal(err)
		}
		solves(t, s, ann, page.Tickets[0], "a file")
	}
	longAgo(t, s, Retention{Tickets: 30, Customers: true})
	if n, err := s.Retain(t.Context()); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	for _, id := range []desk.CustomerID{first.Requester, second.Requester} {
		if _, err := s.Customer(t.Context(), id); !errors.Is(err, desk.ErrNotFound) {
			t.Errorf("%s is still known: %v", id, err)
		}
	}
	if _, err := s.Thread(t.Context(), others.ID); err != nil {
		t.Error("somebody else's ticket went:", err)
	}
	text := Everything(t, s)
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		more, err := os.ReadFile(path)
		text = append(text, more...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{"tokinown", "tokelsewhere", "toknamed"} {
		if n := bytes.Count(text, []byte(token)); n > 0 {
			t.Errorf("%s is left %d times", token, n)
		}
	}
}

func TestWhoeverWritesWaitsForNoSearchWhileCustomersGo(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	ann := joins(t, s, "ann", desk.RoleLead)
	solves(t, s, ann, opensTicket(t, s), "a file")
	longAgo(t, s, Retention{Tickets: 30, Customers: true})
	before := inTurn(s)
	if n, err := s.Retain(t.Context()); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	for text := range inTurn(s) {
		verb, _, _ := strings.Cut(text, " ")
		if before[text] || !slices.Contains([]string{"SELECT", "UPDATE", "DELETE"}, verb) {
			continue
		}
		for _, step := range planOf(t, s, text, make([]any, strings.Count(text, "$"))...) {
			for _, large := range []string{"customers", "tickets", "entries", "ops", "uses", "events"} {
				if step == "SCAN "+large || strings.HasPrefix(step, "SCAN "+large+" ") {
					t.Errorf("%s: %s", text, step)
				}
			}
		}
	}
}

// inTurn are the statements that were ever run by whoever had the turn.
func inTurn(s *Store) map[string]bool {
	w := <-s.turn
	defer func() { s.turn <- w }()
	all := map[string]bool{}
	for text := range w.stmts {
		all[text] = true
	}
	return all
}

func TestWhatSomebodyWroteSinceTheirWordsWereLookedForGoesToo(t *testing.T) {
	s := opened(t, t.TempDir())
	ann := joins(t, s, "ann", desk.RoleLead)
	gone, changed, others := opensTicket(t, s), opensTicket(t, s), opensTicket(t, s)
	solves(t, s, ann, gone, "a file")
	solves(t, s, ann, changed, "another file")
	r := Retention{Tickets: 30, Customers: true}
	longAgo(t, s, r)
	known, err := s.mentions(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := s.Intake(t.Context(), desk.Op{ID: desk.NewOpID(), Ticket: others.ID, Actor: desk.System, Intent: desk.Receive{
		From: desk.Author{Customer: gone.Requester, Name: desk.Foreign("toknamed")}, Text: desk.Foreign("toklate"),
	}}); err != nil || v.Outcome != desk.Applied {
		t.Fatal(v.Problem, err)
	}
	c, err := s.Customer(t.Context(), changed.Requester)
	if err != nil {
		t.Fatal(err)
	}
	c.Mails = append(c.Mails, desk.Foreign("new@example.com"))
	if err := s.PutCustomer(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if p, err := s.pass(t.Context(), passing{known: known}); err != nil || p.gone != 1 || p.erased != 1 {
		t.Errorf("%d tickets and %d customers went, %v", p.gone, p.erased, err)
	}
	for _, token := range []string{"toknamed", "toklate"} {
		if bytes.Contains(Everything(t, s), []byte(token)) {
			t.Errorf("%s is left", token)
		}
	}
	if _, err := s.Thread(t.Context(), changed.ID); err != nil {
		t.Error("a ticket went without the customer:", err)
	}
	if n, err := s.Retain(t.Context()); err != nil || n != 1 {
		t.Errorf("the next time %d went, %v", n, err)
	}
	if _, err := s.Customer(t.Context(), changed.Requester); !errors.Is(err, desk.ErrNotFound) {
		t.Error("the customer stays:", err)
	}
}
