// Package ledgertest is what every ledger must do, whatever it stands on: the one on an
// agent's disk, the one in memory, the one straight over a desk's store. It is run by the
// tests of each.
package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Ledger is what screens need of a ledger.
type Ledger interface {
	Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error)
	Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error)
	Glance(view desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error)
	Counts() (map[desk.ViewID]int, error)
	Thread(id desk.TicketID, n int) (desk.Thread, error)
	Messages(id desk.TicketID, before desk.MessageID, n int) ([]desk.Message, error)
	Customer(id desk.CustomerID) (desk.Customer, error)
	History(id desk.CustomerID, n int) ([]desk.Row, error)
	Canned() ([]desk.Canned, error)
	Agents() ([]desk.Agent, error)
	Search(ctx context.Context, query string, limit int) (desk.Found, error)
	Find(number int64) (desk.TicketID, error)
	Worked(since time.Time) ([]desk.Worked, error)
	Reminders() ([]desk.DueReminder, error)
	Outbox() ([]desk.PendingOp, error)
	Draft(t desk.TicketID, note bool) (*desk.Draft, error)
	Forwarding(t desk.TicketID) (*desk.Draft, error)
	Mailboxes() ([]desk.Mailbox, error)
	Addresses() ([]desk.Address, error)
	Me() desk.Me
	Submit(op desk.Op, hold time.Duration) error
	SubmitAll(ops []desk.Op, hold time.Duration) error
	Cancel(id desk.OpID) (desk.Op, error)
	CancelAll(ids []desk.OpID, backs map[desk.OpID]desk.Op) (taken, put []desk.Op, err error)
	Discard(id desk.OpID) error
	Again(old desk.OpID, op desk.Op) error
	SaveDraft(desk.Draft) error
	MarkSeen(t desk.TicketID, last desk.MessageID) error
	Filters() ([]desk.Filter, error)
	SaveFilter(f desk.Filter) error
	BegunReplies() ([]desk.Draft, error)
	BegunWords() ([]desk.Draft, error)
}

// Subject is an empty ledger under test, of an agent named Ana.
type Subject struct {
	Ledger
	// Says makes the ledger know what a desk says.
	Says func(desk.Page) error
	// Rules makes the ledger know a desk's verdict.
	Rules func(desk.OpID, desk.Verdict) error
	// Moved waits until the ledger has told that something moved.
	Moved func() error
}

// Ana is the agent whose ledger is tested.
const Ana desk.AgentID = "ana"

// Run runs the whole suite; open returns an empty ledger each time.
func Run(t *testing.T, open func(*testing.T) *Subject) {
	for _, c := range []struct {
		name string
		run  func(*subject)
	}{
		{"AListShowsEachTicketOnceInOrder", (*subject).order},
		{"AViewCanBeHadInEveryOrder", (*subject).sorts},
		{"AFilterIsAViewOfWhatFits", (*subject).filters},
		{"AFilterThatIsSharedIsAViewOfEverybody", (*subject).shared},
		{"ALeadWhoSharesSeesItAtOnceAndAnAgentIsRefused", (*subject).sharing},
		{"ALeadWhoWritesAReplySeesItAtOnceAndWhatWasBegunStays", (*subject).writing},
		{"ABreakIsKnownToOneselfAtOnce", (*subject).breaks},
		{"WhatIsFollowedIsAViewUntilItIsDone", (*subject).follows},
		{"AWindowStandsWhereItIsAskedFor", (*subject).window},
		{"AGlanceSaysWhatTheReadsOneByOneSay", (*subject).glance},
		{"WhatAnAgentDoesCanBeSeenAtOnce", (*subject).overlay},
		{"AnUndoneReplyIsADraftAgain", (*subject).undo},
		{"AnUndoneCallLeavesNoDraft", (*subject).undoCall},
		{"WhatIsDoneToManyIsDoneToAllOrNoneAndTakenBackAtOnce", (*subject).many},
		{"AVerdictChangesNothingThatCouldBeSeen", (*subject).verdict},
		{"APageWithOurOwnReplyShowsItOnce", (*subject).early},
		{"AHeldReplyWaitsWithWhatCame", (*subject).held},
		{"ARefusedOperationKeepsItsWords", (*subject).refused},
		{"AnOlderRowIsIgnored", (*subject).older},
		{"WhatIsGoneStaysGone", (*subject).gone},
		{"WhatWasReadIsNoLongerUnread", (*subject).seen},
		{"WhatAnAgentWorkedOnIsHadWithItsThread", (*subject).worked},
		{"AReminderStandsUntilItIsTakenOff", (*subject).reminders},
		{"ALongThreadIsReadInPieces", (*subject).thread},
		{"ACustomerComesWithEverythingThatWasEverAsked", (*subject).customer},
		{"PhrasebookAndColleaguesAreThere", (*subject).others},
		{"ATextThatWasBegunIsKept", (*subject).drafts},
		{"WordsThatWereBegunInADialogAreKept", (*subject).begunWords},
		{"WhatIsToBeSentOnIsKeptBesideTheReply", (*subject).forwarding},
		{"WordsPeopleAndNumbersAreFound", (*subject).search},
		{"WhatIsNotThereIsNotFound", (*subject).missing},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(&subject{T: t, Subject: open(t)}) })
	}
}

// subject is a test of a subject.
type subject struct {
	*testing.T
	*Subject
}

func (s *subject) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func must1[T any](s *subject) func(T, error) T {
	return func(v T, err error) T {
		s.Helper()
		s.must(err)
		return v
	}
}

func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

func ticketID(n int) desk.TicketID {
	return desk.TicketID{ID: desk.DeriveID("ticket", strconv.Itoa(n))}
}

func customerID(n int) desk.CustomerID {
	return desk.CustomerID{ID: desk.DeriveID("customer", strconv.Itoa(n))}
}

// ticket is the nth ticket: open, nobody's, its customer waiting since n minutes.
func ticket(n int) desk.Ticket {
	at := noon().Add(-time.Duration(n) * time.Minute)
	return desk.Ticket{
		ID: ticketID(n), Number: int64(1000 + n), Version: 1, Subject: desk.Foreign(fmt.Sprintf("Parcel %d is late", n)),
		Channel: desk.Mail, Status: desk.Open, Requester: customerID(n % 3), RequesterName: desk.Foreign("Casey Quill"),
		CreatedAt: at, UpdatedAt: at, WaitingSince: at, LastMessage: 1,
		Voices: []desk.Voice{{By: desk.CustomerSide, Last: 1}},
	}
}

func asked(n int) desk.Message {
	return desk.Message{
		ID: 1, Ticket: ticketID(n), Kind: desk.FromCustomer, Author: desk.Author{Customer: customerID(n % 3)},
		At: noon().Add(-time.Duration(n) * time.Minute), Text: desk.Foreign(fmt.Sprintf("Where is the lamp of order W%d?", 7000+n)), Channel: desk.Mail,
	}
}

// tickets makes the ledger know n tickets.
func (s *subject) tickets(n int) {
	s.Helper()
	p := desk.Page{Next: "1"}
	for i := range n {
		p.Tickets = append(p.Tickets, ticket(i))
		p.Messages = append(p.Messages, asked(i))
	}
	s.must(s.Says(p))
}

// onItsWay is what Ana answers in these tests.
const onItsWay = "It is on its way."

func reply(n int) desk.Op { return does(n, desk.Reply{Text: desk.Foreign(onItsWay)}) }

func does(n int, in desk.Intent) desk.Op {
	return desk.Op{ID: desk.NewOpID(), Ticket: ticketID(n), Base: 1, Seen: 1, Actor: Ana, At: noon(), Intent: in}
}

// carriedOut is what a desk answers that does as it is told.
func carriedOut(s *subject, t desk.Ticket, op desk.Op) desk.Verdict {
	s.Helper()
	after, events, err := desk.Apply(t, op, desk.Facts{Now: op.At, Rights: desk.AllRights(), Author: desk.Author{Agent: op.Actor}})
	s.must(err)
	v := desk.Verdict{Op: op.ID, Outcome: desk.Applied, Ticket: &after}
	for _, e := range events {
		if e.Message != nil {
			v.Messages = append(v.Messages, *e.Message)
		}
	}
	return v
}

func code(err error) desk.Code {
	var p *desk.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}
