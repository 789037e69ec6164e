package desk

import (
	"errors"
	"slices"
	"time"
)

// MostDeeds is how many of the last things that an agent did can be undone.
const MostDeeds = 50

// DeedsLast is how long a deed can be undone, and is remembered: it says who and what it was
// about. By then it is no slip of the hand any more.
const DeedsLast = 7 * 24 * time.Hour

// Deed is something that an agent did and that undo begins with.
type Deed struct {
	Op   OpID   `json:"op"`
	Said string `json:"said"` // what was done, in the words that said so
	// Name is what was done as a noun, and Then a sentence of how it is once that is taken back.
	Name string `json:"name,omitempty"`
	Then string `json:"then,omitempty"`
	Did  *Op    `json:"did,omitempty"`  // the operation, where Back sets it back
	Back *Op    `json:"back,omitempty"` // what sets it back once the desk has it; nil where nothing does
	// Kept is a filter of the agent's own that was dropped: undo keeps it again.
	Kept *Filter `json:"kept,omitempty"`
	// Many are the operations of one deed on several tickets, which are undone together.
	Many []Deed    `json:"many,omitempty"`
	At   time.Time `json:"at,omitzero"` // when it was remembered
}

// Past reports whether a deed can no longer be undone because it was long ago.
func (d Deed) Past(now time.Time) bool {
	at := d.At
	if at.IsZero() && d.Did != nil {
		at = d.Did.At
	}
	return now.Sub(at) > DeedsLast
}

// Stands says why a deed can no longer be set back on the ticket as it is: somebody, or the
// agent, has changed since what it had changed. Nil where it can.
func (d Deed) Stands(t Ticket, now time.Time) *Problem {
	if d.Back == nil {
		return Refuse(TooLateToUndo)
	}
	if d.Did != nil {
		if _, merged := d.Did.Intent.(Merge); merged && t.MergedInto.IsZero() {
			return Refuse(AlreadyThatState) // somebody has taken it apart
		}
		if f, current, stands := left(t, d.Did.Intent); !stands {
			return Refuse(ChangedSince, f, t.Touched[f].By, current)
		}
	}
	_, _, err := Apply(t, *d.Back, Facts{Now: now, Rights: AllRights()})
	var p *Problem
	if errors.As(err, &p) && p.Code == FieldConflict {
		p.Code = ChangedSince
	}
	return p
}

// left reports whether a field is as an intent left it; with the field, and its value now.
func left(t Ticket, in Intent) (f Field, current string, stands bool) {
	switch in := in.(type) {
	case Assign:
		return FieldAssignee, string(t.Assignee), t.Assignee == in.To
	case HandOver:
		return FieldAssignee, string(t.Assignee), t.Assignee == in.To && (in.Group == "" || t.Group == in.Group)
	case SetGroup:
		return FieldGroup, string(t.Group), t.Group == in.Group
	case SetStatus:
		return FieldStatus, string(t.Status), t.Status == in.Status
	case MarkSpam:
		return FieldStatus, string(t.Status), t.Status.Done() && slices.Contains(t.Tags, TagSpam)
	case SetPriority:
		return FieldPriority, t.Priority().String(), t.Priority() == PriorityOf(in.Urgency, in.Impact)
	case Snooze:
		return FieldSnooze, instant(t.SnoozedUntil), t.SnoozedUntil.Equal(in.Until)
	default:
		return "", "", true // what merges as a set never conflicts
	}
}
