package archive_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// intents are what can happen to a ticket and leaves a trace in its thread.
func intents(t *rapid.T) (desk.Intent, desk.AgentID) {
	text := desk.Foreign("words")
	who := rapid.SampledFrom([]desk.AgentID{"ann", "ben"}).Draw(t, "who")
	status := rapid.SampledFrom([]desk.Status{desk.Open, desk.Pending, desk.OnHold, desk.Solved, desk.Closed}).Draw(t, "status")
	switch rapid.IntRange(0, 6).Draw(t, "intent") {
	case 0:
		return desk.Receive{From: desk.Author{Name: desk.Foreign("Cus")}, Text: text}, desk.System
	case 1:
		return desk.Reply{Text: text, Then: status, Anyway: true}, who
	case 2:
		return desk.Note{Text: text}, who
	case 3:
		return desk.SetStatus{Status: status}, who
	case 4:
		return desk.Assign{To: who}, who
	case 5:
		return desk.TakeIn{From: desk.NewTicketID(), FromNumber: 9}, desk.System
	default:
		return desk.Merge{Into: desk.NewTicketID(), IntoNumber: 8}, who
	}
}

func TestAThreadTellsTheSameOfATicketAsApplyKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		var ticket desk.Ticket
		var thread []desk.Message
		apply := func(in desk.Intent, who desk.AgentID) {
			now = now.Add(time.Duration(rapid.IntRange(1, 9000).Draw(t, "seconds")) * time.Second)
			if merged, ok := in.(desk.TakeIn); ok {
				merged.Waiting = now // its thread does not tell since when, so it counts from the merge
				in = merged
			}
			op := desk.Op{ID: desk.NewOpID(), Ticket: ticket.ID, Seen: ticket.LastMessage, Base: ticket.Version, Actor: who, Intent: in}
			if ticket.ID.IsZero() {
				op.Ticket = desk.NewTicketID()
			}
			f := desk.Facts{Now: now, Rights: desk.AllRights(), Author: desk.Author{Agent: who}}
			after, events, err := desk.Apply(ticket, op, f)
			if err != nil {
				return
			}
			ticket = after
			for _, e := range events {
				if e.Message != nil {
					thread = append(thread, *e.Message)
				}
			}
		}
		apply(desk.Create{Channel: desk.Mail, Text: desk.Foreign("first"), Outbound: rapid.Bool().Draw(t, "outbound")}, "ann")
		for range rapid.IntRange(0, 12).Draw(t, "ops") {
			apply(intents(t))
		}
		told := ticket.Clone()
		told.LastMessage, told.Voices, told.WaitingSince, told.FirstReplyAt, told.SolvedAt = 0, nil, time.Time{}, time.Time{}, time.Time{}
		archive.Summarise(&told, thread)
		if told.LastMessage != ticket.LastMessage || !reflect.DeepEqual(told.Voices, ticket.Voices) {
			t.Fatalf("last %d and voices %v, Apply kept %d and %v", told.LastMessage, told.Voices, ticket.LastMessage, ticket.Voices)
		}
		if told.WaitingSince != ticket.WaitingSince || told.FirstReplyAt != ticket.FirstReplyAt || told.SolvedAt != ticket.SolvedAt {
			t.Fatalf("waiting %v, first reply %v, solved %v\nApply: %v, %v, %v (%s)", told.WaitingSince, told.FirstReplyAt, told.SolvedAt,
				ticket.WaitingSince, ticket.FirstReplyAt, ticket.SolvedAt, ticket.Status)
		}
		if told.UpdatedAt != ticket.UpdatedAt || told.CreatedAt != ticket.CreatedAt {
			t.Fatalf("updated %v, created %v", told.UpdatedAt, told.CreatedAt)
		}
	})
}
