package act_test

import (
	"slices"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// counted counts what is written to an outbox.
type counted struct {
	*screentest.Desk
	writes int
}

func (c *counted) Cancel(id desk.OpID) (desk.Op, error) { c.writes++; return c.Desk.Cancel(id) }
func (c *counted) SaveDraft(d desk.Draft) error         { c.writes++; return c.Desk.SaveDraft(d) }
func (c *counted) Discard(id desk.OpID) error           { c.writes++; return c.Desk.Discard(id) }

func mailTo(value string, role desk.AddressRole) desk.Address {
	return desk.Address{Channel: desk.Mail, Value: desk.Foreign(value), Role: role}
}

func TestEditingAgainKeepsWhichRepliesTheWordsCameFrom(t *testing.T) {
	mine, other := desk.CannedID{ID: desk.NewID()}, desk.CannedID{ID: desk.NewID()}
	for state, steps := range map[desk.OpState]int{desk.OpHeld: 1, desk.OpRefused: 1, desk.OpUnknown: 2} {
		d := screentest.NewDesk(now)
		id := d.Open(4821, "Refund", "Harper Moore", "x", 0)
		op := desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "kim", At: now, Intent: desk.Reply{Text: desk.Foreign("It left us."), Canned: []desk.CannedID{mine}}}
		op.Recipients = []desk.Address{mailTo("harper@example.org", desk.AddressTo)}
		copied := append(slices.Clone(op.Recipients), mailTo("tom@example.org", desk.AddressCc))
		files := []desk.Attachment{{ID: desk.FileID{1}, Name: desk.Foreign("a.txt"), Size: 1}}
		d.Ops = []desk.PendingOp{{Op: op, State: state}}
		_ = d.SaveDraft(desk.Draft{Ticket: id, Text: desk.Foreign("P.S."), Canned: []desk.CannedID{other}, To: copied, Attachments: files})
		c := &counted{Desk: d}
		decisions := &act.Decisions{Session: screentest.NewSession(d), Outbox: c}
		write := decisions.Act(keymaps.EditAgain, d.Ops[0], 1, 1).Write[0]
		v, err := write.Run()
		if err != nil {
			t.Fatal(err)
		}
		draft := d.Drafts[id][0]
		if draft == nil || draft.Text != desk.Foreign("It left us.\n\nP.S.") || !slices.Equal(draft.Canned, []desk.CannedID{mine, other}) {
			t.Errorf("%s: the draft is %+v", state, draft)
		}
		if draft != nil && (!slices.Equal(draft.To, copied) || !slices.Equal(draft.Attachments, files)) {
			t.Errorf("%s: of what was begun, the draft has only %+v", state, draft)
		}
		if len(d.Ops) != 0 || c.writes != steps {
			t.Errorf("%s: %d operations are left after %d steps", state, len(d.Ops), c.writes)
		}
		if out, _ := decisions.Learn(write.Slot, v); out.Go == nil || out.Go.To != screen.Compose || out.Go.Ticket != id {
			t.Errorf("%s: gone to %+v", state, out.Go)
		}
	}
}
