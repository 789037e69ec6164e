package pipe_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func change(what pipe.What, value string) pipe.WriteAsk {
	return pipe.WriteAsk{Number: 4821, Zone: "UTC", Changes: []pipe.Change{{What: what, Value: value}}}
}

func exit(err error) pipe.Exit {
	if err == nil {
		return pipe.OK
	}
	return pipe.FaultOf(err).Exit
}

func TestAReplyThatTheDeskTookIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		got, err := l.local().Write(t.Context(), change(pipe.Reply, "Thank you."))
		if err != nil || len(got) != 1 || got[0].State != pipe.Applied || got[0].Kind != desk.KindReply {
			t.Fatalf("got %+v, %v", got, err)
		}
	})
}

func TestAReplyCarriesWhatWasSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.pull = func(context.Context, *ledger) error { return &desk.Temporary{} }
		if _, err := l.local().Show(t.Context(), 4821); err != nil {
			t.Fatal(err)
		}
		_, err := l.local().Write(t.Context(), change(pipe.Reply, "Thank you."))
		if exit(err) != pipe.Later {
			t.Fatal(err)
		}
		if op := l.ops[0].Op; op.Base != 3 || op.Seen != 8 || op.Actor != "mia" || op.Ticket != ticket || op.ID.IsZero() {
			t.Errorf("op %+v", op)
		}
	})
}

func TestWhatTheLedgerHoldsAndNobodyWasShownCountsAsUnseen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.read = 5
		l.judge = func(desk.Op) desk.OpState { return desk.OpHeld }
		_, err := l.local().Write(t.Context(), change(pipe.Reply, "Thank you."))
		f := pipe.FaultOf(err)
		if f == nil || f.Exit != pipe.Conflict || f.Key != "pipe.held" || f.Args["number"] != "4821" || l.ops[0].Op.Seen != 5 {
			t.Fatalf("got %+v, seen %v", f, l.ops[0].Op.Seen)
		}
	})
}

func TestTheSameReplyAfterReadingTakesThePlaceOfTheHeldOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.judge = func(op desk.Op) desk.OpState {
			if op.Seen < 8 {
				return desk.OpHeld
			}
			return ""
		}
		for range 2 { // impatience makes no second one
			if _, err := l.local().Write(t.Context(), change(pipe.Reply, "Thank you.")); exit(err) != pipe.Conflict || len(l.ops) != 1 {
				t.Fatalf("%v, %d in the outbox", err, len(l.ops))
			}
		}
		if _, err := l.local().Show(t.Context(), 4821); err != nil {
			t.Fatal(err)
		}
		got, err := l.local().Write(t.Context(), change(pipe.Reply, "Thank you."))
		if err != nil || got[0].State != pipe.Applied || len(l.ops) != 0 {
			t.Errorf("got %+v, %v, %d in the outbox", got, err, len(l.ops))
		}
	})
}

func TestWhatTheWriterSaysToHaveSeenCountsAndCannotBeMadeUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		var op desk.Op
		l.judge = func(o desk.Op) desk.OpState { op = o; return "" }
		ask := change(pipe.Reply, "Thank you.")
		ask.Seen = 7
		if _, err := l.local().Write(t.Context(), ask); err != nil || op.Seen != 7 || l.read != 7 {
			t.Errorf("%v, seen %v, read %v", err, op.Seen, l.read)
		}
		for _, made := range []desk.MessageID{9, 1 << 40, -1} {
			ask.Seen = made
			if _, err := l.local().Write(t.Context(), ask); exit(err) != pipe.Usage {
				t.Errorf("%d gave %v", made, err)
			}
		}
	})
}

func TestWhatIsTakenBackInTheWorkstationMeanwhileWasNotDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.pull = func(_ context.Context, l *ledger) error {
			if _, err := l.Cancel(l.ops[0].Op.ID); err != nil {
				return err
			}
			l.deliver()
			return nil
		}
		got, err := l.local().Write(t.Context(), change(pipe.Reply, "Thank you."))
		if f := pipe.FaultOf(err); f == nil || f.Exit != pipe.Conflict || f.Key != "pipe.withdrawn" || got[0].State != pipe.Withdrawn {
			t.Errorf("got %+v, %+v", got, f)
		}
	})
}

func TestAReplyWrittenOfflineSaysAtOnceThatItIsQueuedAndAsWhat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.pull = func(context.Context, *ledger) error { return &desk.Temporary{} }
		began := time.Now()
		got, err := l.local().Write(t.Context(), change(pipe.Reply, "Thank you."))
		f := pipe.FaultOf(err)
		if f.Exit != pipe.Later || f.Key != "pipe.queued" || f.Args["op"] != got[0].Op.String() || got[0].State != pipe.Queued {
			t.Errorf("got %+v, %+v", got, f)
		}
		if time.Since(began) > 0 {
			t.Errorf("it took %v", time.Since(began))
		}
	})
}

func TestADeskThatTakesItsTimeIsWaitedForTenSeconds(t *testing.T) {
	for _, tc := range []struct {
		takes time.Duration
		exit  pipe.Exit
	}{{9 * time.Second, pipe.OK}, {11 * time.Second, pipe.Later}} {
		synctest.Test(t, func(t *testing.T) {
			l := newLedger()
			l.pull = func(ctx context.Context, l *ledger) error {
				select {
				case <-time.After(tc.takes):
					l.deliver()
					return nil
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			if _, err := l.local().Write(t.Context(), change(pipe.Note, "x")); exit(err) != tc.exit {
				t.Errorf("after %v: %v", tc.takes, err)
			}
		})
	}
}

func TestWithoutAKeyNothingIsSaidToBeQueued(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.pull = func(context.Context, *ledger) error { return &desk.Temporary{} }
		local := l.local()
		local.Kept = false
		_, err := local.Write(t.Context(), change(pipe.Reply, "Thank you."))
		if f := pipe.FaultOf(err); f.Exit != pipe.Later || f.Key != "pipe.not_kept" || len(l.ops) != 0 {
			t.Errorf("got %+v, %d left", f, len(l.ops))
		}
	})
}

func TestWithoutAKeyWhatIsOnItsWayIsNotSaidToBeLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.pull = func(_ context.Context, l *ledger) error {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.ops[0].State = desk.OpSending
			return &desk.Temporary{}
		}
		local := l.local()
		local.Kept = false
		got, err := local.Write(t.Context(), change(pipe.Reply, "Thank you."))
		if f := pipe.FaultOf(err); f.Exit != pipe.Later || f.Key != "pipe.unknown" || got[0].State != pipe.Unknown {
			t.Errorf("got %+v, %+v", got, f)
		}
	})
}

func TestWhatOthersDidEndsWithSix(t *testing.T) {
	for state, want := range map[desk.OpState]pipe.State{desk.OpHeld: pipe.Held, desk.OpRefused: pipe.Refused} {
		synctest.Test(t, func(t *testing.T) {
			l := newLedger()
			l.judge = func(desk.Op) desk.OpState { return state }
			got, err := l.local().Write(t.Context(), change(pipe.Status, "solved"))
			if exit(err) != pipe.Conflict || got[0].State != want || got[0].Problem == nil {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestAWrongTokenIsNotAllowedAndKeepsWhatWasWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.pull = func(context.Context, *ledger) error { return desk.ErrUnauthorized }
		_, err := l.local().Write(t.Context(), change(pipe.Reply, "x"))
		if f := pipe.FaultOf(err); f.Exit != pipe.NotAllowed || f.Key != "pipe.queued_denied" || len(l.ops) != 1 {
			t.Errorf("got %+v, %d in the outbox", f, len(l.ops))
		}
	})
}

func TestWhatIsWrongIsFoundBeforeAnythingIsWritten(t *testing.T) {
	for name, ask := range map[string]pipe.WriteAsk{
		"no such status":  change(pipe.Status, "done"),
		"new is no goal":  change(pipe.Status, "new"),
		"no priority":     change(pipe.Priority, "!!"),
		"no colleague":    change(pipe.Assignee, "nobody-here"),
		"gone colleague":  change(pipe.Assignee, "left"),
		"no tag":          change(pipe.Tag, "Not A Tag"),
		"no time":         change(pipe.Snooze, "whenever"),
		"past":            change(pipe.Snooze, "2020-01-01"),
		"empty":           change(pipe.Reply, " \n"),
		"too long":        change(pipe.Note, strings.Repeat("x", desk.MaxReply+1)),
		"no group":        change(pipe.Group, "nowhere"),
		"following how":   change(pipe.Follow, "perhaps"),
		"spam after all":  change(pipe.Spam, "no"),
		"no number":       change(pipe.Merge, "first"),
		"no such ticket":  change(pipe.Link, "99999"),
		"itself":          change(pipe.Merge, "4821"),
		"no field":        change("colour", "red"),
		"nothing":         {Number: 4821},
		"good, then bad":  {Number: 4821, Changes: []pipe.Change{{pipe.Status, "open"}, {pipe.Priority, "x"}}},
		"escape sequence": change(pipe.Status, "\x1b[2J"),
	} {
		l := newLedger()
		_, err := l.local().Write(t.Context(), ask)
		f := pipe.FaultOf(err)
		if f == nil || f.Exit != pipe.Usage || len(l.ops) != 0 {
			t.Errorf("%s: %v, %d written", name, err, len(l.ops))
		}
		for _, v := range f.Args {
			if strings.ContainsRune(v, '\x1b') {
				t.Errorf("%s: %q would reach the terminal", name, v)
			}
		}
	}
}

func TestFieldsAreReadInTheWordsOfTheCommandLine(t *testing.T) {
	for ask, want := range map[pipe.Change]desk.Intent{
		{pipe.Status, "on_hold"}:       desk.SetStatus{Status: desk.OnHold},
		{pipe.Priority, "urgent"}:      desk.SetPriority{Urgency: desk.High, Impact: desk.High},
		{pipe.Assignee, "me"}:          desk.Assign{To: "mia"},
		{pipe.Assignee, "tom"}:         desk.Assign{To: "tom"},
		{pipe.Assignee, "none"}:        desk.Assign{},
		{pipe.Snooze, "none"}:          desk.Snooze{},
		{pipe.Group, "parts"}:          desk.SetGroup{Group: "parts"},
		{pipe.Group, "none"}:           desk.SetGroup{},
		{pipe.Follow, "yes"}:           desk.Follow{},
		{pipe.Follow, "no"}:            desk.Unfollow{},
		{pipe.Spam, "yes"}:             desk.MarkSpam{},
		{pipe.Merge, "#4822"}:          desk.Merge{Into: otherTicket, IntoNumber: 4822},
		{pipe.Link, "4822"}:            desk.LinkTo{To: otherTicket, Number: 4822},
		{pipe.Unlink, "4822"}:          desk.Unlink{To: otherTicket, Number: 4822},
		{pipe.Snooze, "tomorrow 9:30"}: desk.Snooze{Until: time.Date(2026, 3, 3, 9, 30, 0, 0, time.UTC)},
	} {
		synctest.Test(t, func(t *testing.T) {
			l := newLedger()
			var got desk.Intent
			l.judge = func(op desk.Op) desk.OpState { got = op.Intent; return "" }
			if _, err := l.local().Write(t.Context(), change(ask.What, ask.Value)); err != nil || got != want {
				t.Errorf("%v gave %+v, %v", ask, got, err)
			}
		})
	}
}

func TestAnEmptyLedgerPullsBeforeItAnswers(t *testing.T) {
	l := newLedger()
	l.cursor = ""
	l.pull = func(_ context.Context, l *ledger) error { l.cursor = "1"; return nil }
	rows, err := l.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewOpen, Limit: 1})
	if err != nil || l.pulls != 1 || len(rows.Rows) != 1 || rows.Total != 2 {
		t.Errorf("rows %+v, pulls %d, %v", rows, l.pulls, err)
	}
	l.cursor = ""
	l.pull = func(context.Context, *ledger) error { return desk.ErrNotADesk }
	if _, err := l.local().Show(t.Context(), 4821); exit(err) != pipe.Later {
		t.Errorf("an empty ledger without a desk gave %v", err)
	}
}

func TestWithoutADeskWhatWasDamagedIsNamedAndNotTakenForWhatNeverCame(t *testing.T) {
	l := newLedger()
	l.cursor = ""
	l.pull = func(context.Context, *ledger) error { return &desk.Temporary{} }
	for bare, key := range map[desk.Bare]string{desk.BareNew: "pipe.never_filled", desk.BareLost: "pipe.lost"} {
		l.bare = bare
		_, err := l.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewOpen})
		if f := pipe.FaultOf(err); f == nil || f.Key != key || f.Exit != pipe.Later {
			t.Errorf("bare %d: %+v", bare, f)
		}
	}
}

func TestRecordsThatTurnOutDamagedAreFetchedAndReadOnceMore(t *testing.T) {
	l := newLedger()
	l.frail = true
	l.pull = func(_ context.Context, l *ledger) error { l.cursor = "2"; return nil }
	rows, err := l.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewOpen})
	if err != nil || l.pulls != 1 || len(rows.Rows) != 2 {
		t.Errorf("rows %+v, pulls %d, %v", rows, l.pulls, err)
	}
	l.frail = true
	if _, err := l.local().Show(t.Context(), 4821); err != nil || l.pulls != 2 {
		t.Errorf("show: %v, pulls %d", err, l.pulls)
	}
	l.frail = true
	l.pull = func(context.Context, *ledger) error { return &desk.Temporary{} }
	if _, err := l.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewOpen}); exit(err) != pipe.Later {
		t.Errorf("without the desk a few rows passed for all: %v", err)
	}
}

func TestRecordsThatAreGivenUpBeforeTheyAreReadAreNoEmptyQueue(t *testing.T) {
	l := newLedger()
	fills := 0
	l.pull = func(_ context.Context, l *ledger) error { fills++; l.cursor, l.brief = "2", fills == 1; return nil }
	l.brief = true
	rows, err := l.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewOpen})
	if err != nil || fills != 2 || len(rows.Rows) != 2 {
		t.Errorf("rows %+v, %d fills, %v", rows, fills, err)
	}
	l.pull = func(_ context.Context, l *ledger) error { l.cursor, l.brief = "2", true; return nil }
	l.brief = true
	if _, err := l.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewOpen}); exit(err) != pipe.Failed || pipe.FaultOf(err).Key != "pipe.keeps_failing" {
		t.Errorf("records that do not stay gave %v", err)
	}
}

func TestAFilledLedgerAnswersWithoutTheDesk(t *testing.T) {
	l := newLedger()
	if _, err := l.local().Show(t.Context(), 4821); err != nil || l.pulls != 0 {
		t.Errorf("%v, %d pulls", err, l.pulls)
	}
	if _, err := l.local().Show(t.Context(), 1); exit(err) != pipe.NotFound {
		t.Errorf("an unknown number gave %v", err)
	}
	if _, err := l.local().Queue(t.Context(), pipe.QueueAsk{View: "yours"}); exit(err) != pipe.Usage {
		t.Errorf("an unknown view gave %v", err)
	}
	if _, err := l.local().Search(t.Context(), pipe.SearchAsk{Query: "x"}); exit(err) != pipe.Failed {
		t.Errorf("a broken disk gave %v", err)
	}
}

func TestSyncSaysHowManyStillWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		op := desk.Op{ID: desk.NewOpID(), Ticket: ticket, Intent: desk.Follow{}}
		if err := l.Submit(op, 0); err != nil {
			t.Fatal(err)
		}
		l.pull = func(context.Context, *ledger) error { return &desk.Temporary{} }
		s, err := l.local().Sync(t.Context())
		if f := pipe.FaultOf(err); f == nil || f.Key != "pipe.sync_waiting" || f.Args["n"] != "1" || s.Waiting != 1 {
			t.Errorf("%+v, %+v", s, f)
		}
		l.pull = func(_ context.Context, l *ledger) error { l.deliver(); return nil }
		if s, err := l.local().Sync(t.Context()); err != nil || s.Waiting != 0 || s.Tickets != 2 {
			t.Errorf("%+v, %v", s, err)
		}
	})
}

func TestSyncSaysWhatIsGoneWithACustomerWhoIsErased(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.missed = 2
		l.pull = func(context.Context, *ledger) error { return nil }
		if _, err := l.local().Sync(t.Context()); err != nil {
			t.Error("of before:", err)
		}
		l.pull = func(_ context.Context, l *ledger) error { l.missed++; return nil }
		s, err := l.local().Sync(t.Context())
		if f := pipe.FaultOf(err); f == nil || f.Key != pipe.MissedKey || f.Args["n"] != "1" || f.Exit != pipe.Conflict || s.Dropped != 1 {
			t.Errorf("%+v and %+v", s, f)
		}
		l.pull = func(_ context.Context, l *ledger) error { l.missed += 2; return desk.ErrNotADesk }
		if s, err := l.local().Sync(t.Context()); err == nil || s.Dropped != 2 {
			t.Errorf("before the desk was lost sight of: %+v, %v", s, err)
		}
	})
}

func TestWhatAnswersAndIsNoDeskIsSaidHoweverMuchWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.pull = func(context.Context, *ledger) error { return desk.ErrNotADesk }
		for _, key := range []string{"pipe.not_a_desk", "pipe.sync_waiting_elsewhere"} {
			if _, err := l.local().Sync(t.Context()); exit(err) != pipe.Later || pipe.FaultOf(err).Key != key {
				t.Errorf("sync gave %v, want %s", err, key)
			}
			if _, err := l.local().Write(t.Context(), change(pipe.Note, "x")); exit(err) != pipe.Later || pipe.FaultOf(err).Key != "pipe.queued_elsewhere" {
				t.Errorf("a note gave %v", err)
			}
		}
		l.cursor = ""
		if _, err := l.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewOpen}); exit(err) != pipe.Later || pipe.FaultOf(err).Key != "pipe.not_a_desk" {
			t.Errorf("an empty ledger gave %v", err)
		}
	})
}

func TestEveryErrorHasItsExitStatus(t *testing.T) {
	for want, errs := range map[pipe.Exit][]error{
		pipe.NotAllowed: {desk.ErrUnauthorized, desk.ErrForbidden, desk.Refuse(desk.NotAllowed), desk.Refuse(desk.AccountDisabled)},
		pipe.Later:      {&desk.Temporary{}, desk.ErrNotADesk, desk.ErrAmbiguous, context.DeadlineExceeded},
		pipe.NotFound:   {desk.ErrNotFound, desk.Refuse(desk.NoSuchTicket)},
		pipe.Conflict:   {desk.Refuse(desk.NewerMessage), desk.Refuse(desk.FieldConflict), desk.Refuse(desk.TicketMerged)},
		pipe.Usage:      {desk.Refuse(desk.EmptyText), desk.Refuse(desk.BadTag)},
		pipe.Failed:     {errors.New("anything"), desk.Refuse(desk.ServerRefused)},
	} {
		for _, err := range errs {
			if got := exit(err); got != want {
				t.Errorf("%v ends with %d, want %d", err, got, want)
			}
		}
	}
}

func TestWhatAnOwnerThatWentAwayMayHaveHadIsAskedForUnderTheSameId(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.pull = func(context.Context, *ledger) error { return &desk.Temporary{} }
		ask := change(pipe.Reply, "Thank you.").WithIDs()
		if got, err := l.local().Write(t.Context(), ask); exit(err) != pipe.Later || got[0].Op != ask.Ops[0] {
			t.Fatalf("%+v, %v", got, err)
		}
		ask.Again = true
		got, err := l.local().Write(t.Context(), ask)
		if f := pipe.FaultOf(err); f == nil || f.Key != "pipe.queued" || f.Args["op"] != ask.Ops[0].String() || len(got) != 1 {
			t.Errorf("%+v, %+v", got, f)
		}
		if len(l.ops) != 1 || len(l.resumed) != 1 {
			t.Errorf("%d in the outbox, %v", len(l.ops), l.resumed)
		}
	})
}

func TestAFullDiskIsToldInWordsOfTheCommandThatMetIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger()
		l.cursor = "" // nothing was ever fetched
		l.pull = func(context.Context, *ledger) error { return desk.Refuse(desk.DiskFull) }
		_, read := l.local().Queue(t.Context(), pipe.QueueAsk{View: desk.ViewMine})
		_, sync := l.local().Sync(t.Context())
		_, wrote := l.local().Write(t.Context(), change(pipe.Reply, "Thank you."))
		for key, err := range map[string]error{
			"pipe.disk_full": errors.Join(read), "pipe.disk_full_write": wrote, "pipe.disk_full_compact": pipe.Uncompacted(desk.Refuse(desk.DiskFull)),
		} {
			if f := pipe.FaultOf(err); f == nil || f.Key != key || f.Exit != pipe.Failed {
				t.Errorf("%+v, want %s", f, key)
			}
		}
		if f := pipe.FaultOf(sync); f == nil || f.Key != "pipe.disk_full" {
			t.Errorf("sync: %+v", f)
		}
	})
}
