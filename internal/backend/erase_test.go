package backend_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// known is a customer with something of theirs in every place that a desk has for it. No token
// stands anywhere but where it tells of them.
type known struct {
	*bench
	who     desk.Customer
	ticket  desk.Ticket
	other   desk.Ticket // of somebody else, in which they wrote
	tokens  []string    // of them
	strange []string    // of others
	ops     []desk.Op
}

func (k *known) token(what string) desk.Untrusted {
	word := fmt.Sprintf("tok%dof%s", len(k.tokens), what)
	k.tokens = append(k.tokens, word)
	return desk.Foreign(word)
}

func getsToKnow(t *testing.T, b *bench) *known {
	t.Helper()
	k := &known{bench: b}
	k.who = desk.Customer{
		ID: desk.CustomerID{ID: desk.NewID()}, Version: 1, Name: k.token("name"), Mails: []desk.Untrusted{k.token("mail") /* as an import has it */, desk.Foreign("kim@mail.example")},
		Phones: []desk.Untrusted{k.token("phone")}, Place: k.token("place"), Notes: []desk.Untrusted{k.token("note")}, Needs: []desk.Untrusted{k.token("need")},
		Orders: []desk.Order{{Number: k.token("order"), Status: k.token("state")}}, Attributes: map[string]desk.Untrusted{"shoe": k.token("attribute")},
	}
	if err := b.store.PutCustomer(t.Context(), k.who); err != nil {
		t.Fatal(err)
	}
	text := k.token("file").Raw() + strings.Repeat("x", 9000)
	f := fileOf(k.token("filename").Raw()+".txt", text)
	if err := b.line.Upload(t.Context(), f, opening(text)); err != nil {
		t.Fatal(err)
	}
	v, err := b.store.Intake(t.Context(), desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: desk.System, Intent: desk.Create{
		Subject: k.token("subject"), Channel: desk.Mail, Requester: k.who.ID, RequesterName: k.who.Name, Text: k.token("text"),
	}})
	if err != nil || v.Outcome != desk.Applied {
		t.Fatal(v, err)
	}
	k.ticket = *v.Ticket
	for _, in := range []desk.Intent{
		desk.Reply{Text: k.token("reply"), Attachments: []desk.Attachment{f}},
		desk.Note{Text: k.token("internal")},
		desk.Remind{At: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC), Text: k.token("reminder")},
		desk.Tag{Tags: []string{"vip"}},
	} {
		op := by(k.ticket, in)
		k.ops = append(k.ops, op)
		k.ticket = *b.do(t, op).Ticket
	}
	k.other = b.writes(t, b.ticket(t, "strangers"), "strangersword")
	k.strange = []string{"strangersword"}
	v, err = b.store.Intake(t.Context(), desk.Op{ID: desk.NewOpID(), Ticket: k.other.ID, Actor: desk.System, Intent: desk.Receive{
		From: desk.Author{Customer: k.who.ID, Name: k.who.Name}, Text: k.token("elsewhere"),
	}})
	if err != nil || v.Outcome != desk.Applied {
		t.Fatal(v, err)
	}
	k.other = *v.Ticket
	return k
}

func TestADossierHasEverythingThatTheDeskHoldsOfACustomer(t *testing.T) {
	dir := t.TempDir()
	k := getsToKnow(t, openBench(t, dir))
	src := backend.PeekOn(t, dir)
	for _, typed := range []string{k.who.ID.String(), "#" + strconv.FormatInt(k.ticket.Number, 10), strings.ToUpper(k.tokens[0]), k.tokens[1], k.tokens[2]} {
		if all, err := src.Whom(t.Context(), typed); err != nil || len(all) != 1 || all[0].ID != k.who.ID {
			t.Errorf("%q finds %d, %v", typed, len(all), err)
		}
	}
	if all, err := src.Whom(t.Context(), "nobody"); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
	var whole bytes.Buffer
	d, err := src.Dossier(t.Context(), k.who.ID, func(_ backend.HeldFile, from io.Reader) error {
		_, err := io.Copy(&whole, from)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	whole.WriteString(asJSON(t, d))
	for _, token := range k.tokens {
		if !strings.Contains(whole.String(), token) {
			t.Errorf("%s is missing", token)
		}
	}
	for _, token := range k.strange {
		if strings.Contains(whole.String(), token) {
			t.Errorf("%s is somebody else's", token)
		}
	}
	if n := len(d.Tickets[0].Events); n < 4 || len(d.Tickets[0].Answers) != len(k.ops)+1 || len(d.Elsewhere) != 1 {
		t.Errorf("%d events, %d answers, %d entries elsewhere", n, len(d.Tickets[0].Answers), len(d.Elsewhere))
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
}

// remains are the tokens that stand anywhere in a desk: in every column of every table, and in
// every byte of its files.
func remains(t *testing.T, b *bench, dir string, tokens []string) (left []string) {
	t.Helper()
	text := backend.Everything(t, b.store)
	if !backend.OnPostgres() {
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
	}
	for _, token := range tokens {
		if bytes.Contains(text, []byte(token)) {
			left = append(left, token)
		}
	}
	return left
}

func TestOfACustomerWhoIsErasedNoWordIsLeftAndEverybodyIsTold(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	k := getsToKnow(t, b)
	defer b.close(t)
	if left := remains(t, b, dir, k.tokens); len(left) != len(k.tokens) {
		t.Fatalf("of %d tokens %d are found before", len(k.tokens), len(left))
	}
	hash := desk.DeriveID("mail", k.who.Mails[0].Raw())
	hashes := []string{string(hash[:])} // by which they are found
	if len(remains(t, b, dir, hashes)) != 1 {
		t.Fatal("the test looks for another hash")
	}
	m := b.fill(t)
	events := backend.CountEvents(t, b.store)
	done, err := b.store.Erase(t.Context(), k.who.ID)
	if err != nil || done.Tickets != 1 || done.Entries != 1 || done.Files != 1 || len(done.Named) != 0 {
		t.Errorf("%+v %v", done, err)
	}
	if left := remains(t, b, dir, append(hashes, k.tokens...)); len(left) > 0 {
		t.Errorf("left are %q", left)
	}
	if left := remains(t, b, dir, k.strange); len(left) != len(k.strange) {
		t.Errorf("of others is left %q", left)
	}
	if now := backend.CountEvents(t, b.store); now != events {
		t.Errorf("%d events of %d", now, events)
	}
	for _, op := range k.ops {
		if v, err := b.store.Do(t.Context(), b.ann, op); err != nil || v.Outcome != desk.Applied || v.Ticket != nil || len(v.Messages) != 0 {
			t.Errorf("%s once more: %+v %v", op.Intent.Kind(), v, err)
		}
	}
	if v := b.do(t, by(k.ticket, desk.Note{Text: desk.Foreign("late")})); v.Outcome != desk.Refused || v.Problem.Code != desk.NoSuchTicket {
		t.Errorf("%+v", v)
	}
	again := desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "ann", Intent: desk.Create{Subject: desk.Foreign("x"), Channel: desk.Mail, Requester: k.who.ID, Text: desk.Foreign("x"), Outbound: true}}
	if v := b.do(t, again); v.Outcome != desk.Refused {
		t.Errorf("a ticket is opened for them: %+v", v)
	}
	told(t, m, b, k)
	late := imported("late", 0)
	late.Requester = k.who.ID
	sum, err := b.store.Import(t.Context(), records(archive.Record{Customer: &k.who}, archive.Record{Ticket: late}))
	if err != nil || sum.Customers != 0 || sum.Tickets != 0 {
		t.Errorf("an import brings %+v, %v", sum, err)
	}
	if done, err := b.store.Erase(t.Context(), k.who.ID); err != nil || done.Tickets != 0 {
		t.Errorf("once more: %+v %v", done, err)
	}
}

// told looks at what those hear who follow the feed, and those who fill anew.
func told(t *testing.T, m *mirror, b *bench, k *known) {
	t.Helper()
	page, err := b.line.Changes(t.Context(), m.cursor)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []desk.Tombstone{
		{Kind: desk.RecordCustomer, ID: k.who.ID.String()},
		{Kind: desk.RecordTicket, ID: k.ticket.ID.String()},
		{Kind: desk.RecordMessage, ID: fmt.Sprintf("%s/%d", k.other.ID, k.other.LastMessage)},
	} {
		if !slices.Contains(page.Gone, want) {
			t.Errorf("the feed does not tell of %+v: %+v", want, page.Gone)
		}
	}
	if n := len(page.Messages); n != 1 || !page.Messages[0].Text.IsEmpty() || page.Messages[0].Author != (desk.Author{}) {
		t.Errorf("%d entries come: %s", n, asJSON(t, page.Messages))
	}
	var gone []desk.Tombstone
	var text strings.Builder
	if _, _, err := b.line.Snapshot(t.Context(), func(int) {}, func(p desk.Page) error {
		gone = append(gone, p.Gone...)
		return json.NewEncoder(&text).Encode(p)
	}); err != nil {
		t.Fatal(err)
	}
	if len(gone) != 1 || gone[0].ID != k.who.ID.String() {
		t.Errorf("a fill tells of %+v", gone)
	}
	for _, token := range k.tokens {
		if strings.Contains(text.String(), token) {
			t.Errorf("a fill tells %s", token)
		}
	}
}

// TestNoTagAndNoGroupKeepsTheNameOfACustomerWhoIsErased tags a ticket with its customer's name, with
// words of nobody else and with what others have too, and looks for what is left of that.
func TestNoTagAndNoGroupKeepsTheNameOfACustomerWhoIsErased(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	defer b.close(t)
	who := desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}, Version: 1, Name: desk.Foreign("Quillan Gonesworth"), Phones: []desk.Untrusted{desk.Foreign("+44 7700 900123")}}
	if err := b.store.PutCustomer(t.Context(), who); err != nil {
		t.Fatal(err)
	}
	theirs := imported("theirs", 900)
	theirs.Requester, theirs.Group = who.ID, "gonesworths" // as an import brings it
	theirs.Tags = nil
	if _, err := b.store.Import(t.Context(), records(archive.Record{Ticket: theirs})); err != nil {
		t.Fatal(err)
	}
	k := theirs.Ticket
	other := b.ticket(t, "of somebody else")
	b.do(t, by(other, desk.Tag{Tags: []string{"sharedtag", "gonesworth-family", "quillan.gonesworth"}}))
	gone := []string{"quillan-gonesworth", "owed-44-07700900123", "onlyhere", "gonesworth-family", "quillan.gonesworth"}
	k = *b.do(t, by(k, desk.Tag{Tags: append(slices.Clone(gone), "sharedtag")})).Ticket
	k = *b.do(t, by(k, desk.SetGroup{})).Ticket
	b.do(t, by(k, desk.Untag{Tags: []string{"onlyhere", "sharedtag"}}))
	done, err := b.store.Erase(t.Context(), who.ID)
	if err != nil || !slices.Equal(done.Named, []int64{other.Number}) {
		t.Errorf("%+v %v", done, err)
	}
	kept := backend.EventWords(t, b.store, -theirs.Number)
	if want := []string{"sharedtag", "sharedtag"}; !slices.Equal(kept, want) {
		t.Errorf("of what happened is kept %q", kept)
	}
	if left := remains(t, b, dir, []string{"quillan-gonesworth", "07700900123", "onlyhere", "gonesworths"}); len(left) > 0 {
		t.Errorf("left are %q", left)
	}
}

func TestATicketThatIsKeptNoLongerLeavesNoTagOfItsCustomersAlone(t *testing.T) {
	b := newBench(t)
	theirs := old("theirs", 901, desk.Closed, 900)
	theirs.Status = desk.Solved
	theirs.RequesterName = desk.Foreign("Quillan Gonesworth")
	if _, err := b.store.Import(t.Context(), records(archive.Record{Ticket: theirs})); err != nil {
		t.Fatal(err)
	}
	k := theirs.Ticket
	b.do(t, by(k, desk.Tag{Tags: []string{"onlyhere", "gonesworth", "sharedtag"}}))
	b.do(t, by(b.ticket(t, "of somebody else"), desk.Tag{Tags: []string{"gonesworth", "sharedtag"}}))
	backend.Age(t, b.store, theirs.ID, time.Now().AddDate(0, 0, -800))
	if err := b.store.SetRetention(t.Context(), backend.Retention{Tickets: 730}); err != nil {
		t.Fatal(err)
	}
	if n, err := b.store.Retain(t.Context()); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if kept := backend.EventWords(t, b.store, -theirs.Number); !slices.Equal(kept, []string{"sharedtag"}) {
		t.Errorf("of what happened is kept %q", kept)
	}
}

func TestNoTicketIsGivenToAGroupThatTheDeskDoesNotHave(t *testing.T) {
	b := newBench(t)
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "cat", Name: desk.Foreign("cat"), Role: desk.RoleAgent, Groups: []desk.GroupID{"returns"}}); err != nil {
		t.Fatal(err)
	}
	k := b.ticket(t, "where is it")
	for _, in := range []desk.Intent{
		desk.SetGroup{Group: "quillan"},
		desk.Assign{To: "ann", Group: "quillan"},
		desk.HandOver{Group: "quillan", Note: desk.Foreign("x")},
		desk.Escalate{Group: "quillan", Reason: desk.Foreign("x")},
		desk.HandBack{Group: "quillan"},
	} {
		v := b.do(t, by(k, in))
		if v.Outcome != desk.Refused || v.Problem.Code != desk.BadValue || !slices.Equal(v.Problem.Args, []string{string(desk.FieldGroup)}) {
			t.Errorf("%s: %s %v", in.Kind(), v.Outcome, v.Problem)
		}
	}
	opens := desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "ann", Intent: desk.Create{Subject: desk.Foreign("x"), Channel: desk.Mail, Requester: k.Requester, Text: desk.Foreign("x"), Outbound: true, Group: "quillan"}}
	if v := b.do(t, opens); v.Outcome != desk.Refused || v.Problem.Code != desk.BadValue {
		t.Errorf("a new ticket: %s %v", v.Outcome, v.Problem)
	}
	legacy := imported("legacy", 902)
	legacy.Group = "legacy"
	if _, err := b.store.Import(t.Context(), records(archive.Record{Ticket: legacy})); err != nil {
		t.Fatal(err)
	}
	l := legacy.Ticket
	for _, g := range []desk.GroupID{"legacy", "returns", "legacy", ""} { // also back to where it was
		v := b.do(t, by(l, desk.SetGroup{Group: g}))
		if v.Outcome != desk.Applied || v.Ticket.Group != g {
			t.Errorf("%q: %s %v", g, v.Outcome, v.Problem)
		}
		l = *v.Ticket
	}
}
