package act

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
)

// Handles reports whether an action is one of those of this package.
func Handles(a keymaps.Action) bool {
	switch a {
	case keymaps.WriteReply, keymaps.WriteNote, keymaps.Claim, keymaps.Release, keymaps.Solve, keymaps.SetStatus,
		keymaps.SetPriority, keymaps.AddTag, keymaps.RemoveTag, keymaps.Snooze, keymaps.CopyNumber,
		keymaps.Assign, keymaps.SetGroup, keymaps.Follow, keymaps.Merge, keymaps.LinkTicket, keymaps.UnlinkTicket,
		keymaps.MarkSpam, keymaps.LogCall, keymaps.Escalate, keymaps.Forward, keymaps.HandOver, keymaps.Remind:
		return true
	default:
		return false
	}
}

// Changes reports whether an action does something to the ticket itself that is done to one
// at a time, so that who has marked many may take it for one on all of them. What is written
// on a ticket names it, and what leaves it as it is does no harm.
func Changes(a keymaps.Action) bool {
	switch a {
	case keymaps.Follow, keymaps.Escalate, keymaps.HandOver, keymaps.Remind, keymaps.Merge, keymaps.LinkTicket,
		keymaps.UnlinkTicket, keymaps.LogCall:
		return true
	default:
		return false
	}
}

// Why is the reason why an action cannot be taken on the ticket; none where it can.
// A nil Target is no ticket at all.
func Why(a keymaps.Action, t *Target, me desk.AgentID) desk.Reason {
	if t == nil || t.ID.IsZero() {
		return desk.Reason{Code: desk.NothingSelected}
	}
	if t.Merged && a != keymaps.CopyNumber && a != keymaps.Remind {
		return desk.Reason{Code: desk.TicketMerged}
	}
	switch a {
	case keymaps.UnlinkTicket:
		return refuseIf(len(t.Links) == 0, desk.NothingSelected, "no_links")
	case keymaps.WriteNote, keymaps.AddTag, keymaps.Follow, keymaps.Remind, keymaps.LinkTicket, keymaps.Forward:
		return desk.Reason{}
	case keymaps.CopyNumber:
		return refuseIf(t.Number == 0, desk.NothingSelected, "no_number")
	case keymaps.RemoveTag:
		return refuseIf(len(t.Tags) == 0, desk.NothingSelected, "no_tags")
	default:
	}
	if t.Status == desk.Closed {
		return desk.Reason{Code: desk.TicketClosed}
	}
	switch a {
	case keymaps.Claim:
		return refuseIf(t.Assignee == me, desk.AlreadyYours)
	case keymaps.HandOver:
		return refuseIf(t.Assignee != me, desk.NothingSelected, "not_yours")
	case keymaps.Release:
		return refuseIf(t.Assignee == "", desk.AlreadyThatState, "unassigned")
	case keymaps.MarkSpam:
		return refuseIf(t.Status.Done() && slices.Contains(t.Tags, desk.TagSpam), desk.AlreadyThatState, desk.TagSpam)
	case keymaps.Solve:
		return refuseIf(t.Status.Done(), desk.AlreadyThatState, string(t.Status))
	case keymaps.Snooze:
		return refuseIf(t.Status.Done(), desk.AlreadyThatState, string(t.Status))
	default:
		return desk.Reason{}
	}
}

func refuseIf(stands bool, code desk.Code, args ...string) desk.Reason {
	if !stands {
		return desk.Reason{}
	}
	return desk.Reason{Code: code, Args: args}
}
