package desk

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// wrong holds what Apply promises of every operation and says what is broken.
func wrong(before, after Ticket, op Op, events []Event, err error) string {
	if err != nil {
		switch {
		case codeOf(err) == CodeNone:
			return "an error that is no Problem"
		case len(events) > 0 || after.Version != before.Version || after.LastMessage != before.LastMessage:
			return "refused and yet changed"
		}
		return ""
	}
	if moved := after.Version != before.Version; moved != (len(events) > 0) || moved && after.Version != before.Version+1 {
		return fmt.Sprintf("version %d to %d with %d events", before.Version, after.Version, len(events))
	}
	if w := wrongEvents(before, after, op, events); w != "" {
		return w
	}
	if _, apart := op.Intent.(Unmerge); before.Status == Closed && after.Status != Closed && !apart {
		return "closed and opened again"
	}
	return wrongTicket(before, after)
}

func wrongEvents(before, after Ticket, op Op, events []Event) string {
	next := before.LastMessage
	for _, e := range events {
		if e.Ticket != after.ID || e.Op != op.ID || e.By == "" && op.Actor != "" || e.At.IsZero() {
			return fmt.Sprintf("event %+v", e)
		}
		if e.Message == nil {
			continue
		}
		if next++; e.Message.ID != next || e.Message.Ticket != after.ID || e.Message.Op != op.ID || (e.Message.Kind == Happening) != (e.Message.Change != nil) || (e.Message.Kind == PhoneCall) != (e.Message.Call != nil) {
			return fmt.Sprintf("entry %+v after %d", *e.Message, next-1)
		}
	}
	if after.LastMessage != next {
		return fmt.Sprintf("LastMessage %d, the thread ends at %d", after.LastMessage, next)
	}
	return ""
}

func wrongTicket(before, after Ticket) string {
	switch {
	case !after.ID.IsZero() && !after.Status.Valid():
		return "status " + string(after.Status)
	case !slices.IsSorted(after.Tags) || len(slices.Compact(slices.Clone(after.Tags))) != len(after.Tags):
		return fmt.Sprintf("tags %v", after.Tags)
	case !slices.IsSorted(after.Followers) || len(slices.Compact(slices.Clone(after.Followers))) != len(after.Followers):
		return fmt.Sprintf("followers %v", after.Followers)
	case after.Status.Done() && (!after.WaitingSince.IsZero() || !after.SnoozedUntil.IsZero() || after.SolvedAt.IsZero()):
		return "done, and somebody waits, or it sleeps, or nobody knows since when"
	case !after.ID.IsZero() && !after.Status.Done() && !after.SolvedAt.IsZero():
		return "solved at some time and not done"
	case !after.MergedInto.IsZero() && after.Status != Closed:
		return "merged and not closed"
	case len(after.Links) > MaxLinks:
		return fmt.Sprintf("%d links", len(after.Links))
	case after.FirstReplyAt != before.FirstReplyAt && !before.FirstReplyAt.IsZero():
		return "the first reply moved"
	}
	for _, v := range after.Voices {
		if v.Last < 1 || v.Last > after.LastMessage {
			return fmt.Sprintf("voice %+v of %d", v, after.LastMessage)
		}
	}
	for f, touch := range after.Touched {
		if touch.Version > after.Version {
			return fmt.Sprintf("%s touched in version %d of %d", f, touch.Version, after.Version)
		}
	}
	return ""
}

// reader makes operations from bytes; it gives zeros when they are used up.
type reader struct{ b []byte }

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		return 0
	}
	x := r.b[0]
	r.b = r.b[1:]
	return x
}

func pick[T any](r *reader, from ...T) T { return from[int(r.byte())%len(from)] }

func (r *reader) text() Untrusted {
	return Foreign(pick(r, "hello", "", " ", "\x1b[31m", "a longer text\nof two lines", "\xff"))
}

func (r *reader) tags() []string {
	return pick(r, nil, []string{"a"}, []string{"b", "a", "b"}, []string{"Bad"}, []string{"c", "", "d"})
}

func (r *reader) intent(ids []TicketID) Intent {
	status := append(Statuses(), "", "asleep")
	switch r.byte() % 25 {
	case 14:
		return Unmerge{Into: pick(r, ids...), Then: pick(r, status...), Waiting: pick(r, time.Time{}, noon(), noon().Add(time.Hour)), Until: noon().Add(time.Hour)}
	case 15:
		return LetGo{To: pick(r, ids...), ToNumber: 6, Taken: MessageID(r.byte()), Since: noon().Add(time.Duration(r.byte()) * time.Minute), Then: pick(r, status...), Version: Version(r.byte())}
	case 16:
		return LinkTo{To: pick(r, ids...), Number: 8}
	case 17:
		return Unlink{To: pick(r, ids...)}
	case 18:
		return SetGroup{pick(r, GroupID(""), "returns", "Bad Group")}
	case 19:
		return pick[Intent](r, MarkSpam{}, NotSpam{Then: pick(r, status...), Waiting: noon(), Until: noon().Add(time.Hour), Tagged: true})
	case 20:
		return LogCall{Way: pick(r, CallIn, CallOut, "up"), Minutes: int(int8(r.byte())), Text: r.text()}
	case 21:
		return Escalate{To: pick(r, anna, berto, "", "B!"), Group: pick(r, GroupID(""), "returns"), Reason: r.text()}
	case 23:
		return pick[Intent](r, HandOver{To: pick(r, anna, berto, "", "B!"), Group: pick(r, GroupID(""), "returns"), Note: r.text()}, HandBack{To: pick(r, anna, berto, "", "B!"), Group: pick(r, GroupID(""), "returns", "Bad Group")})
	case 24:
		return Remind{At: pick(r, time.Time{}, noon(), noon().Add(time.Hour)), Text: r.text()}
	case 22:
		return Note{Text: r.text(), Mentions: pick(r, nil, []AgentID{anna, "carl"}, []AgentID{"B!"})}
	case 0:
		return Create{Text: r.text(), Channel: Mail, Outbound: r.byte()%2 == 0, Urgency: Level(int8(r.byte())), Tags: r.tags()}
	case 1:
		return Receive{Text: r.text()}
	case 2:
		return Reply{Text: r.text(), Then: pick(r, status...), Anyway: r.byte()%2 == 0}
	case 3:
		return Note{Text: r.text(), Then: pick(r, status...)}
	case 4:
		return SetStatus{Status: pick(r, status...), Waiting: pick(r, time.Time{}, noon()), Until: pick(r, time.Time{}, noon().Add(time.Hour))}
	case 5:
		return Assign{To: pick(r, anna, berto, ""), Group: pick(r, GroupID(""), "returns", "sales")}
	case 6:
		return SetPriority{Level(int8(r.byte()%5) - 2), Level(int8(r.byte()%5) - 2)}
	case 7:
		return Tag{r.tags()}
	case 8:
		return Untag{Tags: r.tags()}
	case 9:
		return Snooze{pick(r, time.Time{}, noon().Add(time.Hour), noon().Add(-time.Hour), noon().Add(1500*time.Millisecond))}
	case 10:
		return Follow{}
	case 11:
		return Unfollow{}
	case 12:
		return Merge{Into: pick(r, ids...), IntoNumber: 5, Alone: r.byte()%2 == 0}
	default:
		return TakeIn{From: pick(r, ids...), FromNumber: 6}
	}
}

// play applies operations made from bytes to one ticket.
func play(t testing.TB, b []byte) {
	t.Helper()
	r := &reader{b}
	ids := []TicketID{{DeriveID("t")}, {DeriveID("u")}, {}}
	var ticket Ticket
	thread := 0
	for now := noon(); len(r.b) > 0; now = now.Add(time.Minute) {
		op := Op{
			ID: NewOpID(), Ticket: ids[0], Intent: r.intent(ids), Actor: pick(r, anna, berto, System),
			Base: ticket.Version - Version(r.byte()%4), Seen: ticket.LastMessage - MessageID(r.byte()%4),
		}
		rights := pick(r, AllRights(), AllRights(), RightsOf(RoleAgent), Rights{Receive: true}, Rights{})
		after, events, _ := tryApply(t, ticket, op, Facts{Now: now, Rights: rights})
		for _, e := range events {
			if e.Message != nil {
				thread++
			}
		}
		if int(after.LastMessage) != thread {
			t.Fatalf("LastMessage %d, %d entries", after.LastMessage, thread)
		}
		ticket = after
	}
}

func TestNoRunOfOperationsBreaksATicket(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		b := make([]byte, r.IntN(300))
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		play(t, b)
	}
}

func FuzzNoRunOfOperationsBreaksATicket(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 0, 2, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0})
	f.Add([]byte{0, 0, 1, 0, 0, 12, 1, 0, 0, 0, 13, 1, 0, 0, 0, 0, 9, 1, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 2000 {
			play(t, b)
		}
	})
}

// TestTheOutcomeDependsOnTheOrderOfTheServerAlone plays the same operations, made on
// different machines with whatever clock, and finds the same ticket. One thing is for the
// actor's clock to tell, and left out: whether a snooze that is over was so when it was asked for.
func TestTheOutcomeDependsOnTheOrderOfTheServerAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 0, 120).Draw(t, "ops")
		skew := time.Duration(rapid.Int64Range(-1<<58, 1<<58).Draw(t, "skew"))
		var states [2]string
		for i := range states {
			r, ticket := &reader{b}, waiting(Open)
			for n := 0; len(r.b) > 0; n++ {
				op := Op{
					ID: OpID{DeriveID(strconv.Itoa(n))}, Ticket: ticket.ID, Intent: r.intent([]TicketID{{DeriveID("u")}}), Actor: pick(r, anna, berto),
					Base: ticket.Version - Version(r.byte()%4), Seen: ticket.LastMessage, At: noon().Add(time.Duration(i) * skew),
				}
				if in, ok := op.Intent.(Snooze); ok && in.Until.Before(noon()) && !in.Until.IsZero() {
					continue
				}
				ticket, _, _ = Apply(ticket, op, facts())
			}
			states[i] = fmt.Sprintf("%+v", ticket)
		}
		if states[0] != states[1] {
			t.Fatalf("%s\n%s", states[0], states[1])
		}
	})
}
