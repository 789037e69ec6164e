package courier_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func reply(t desk.TicketID, text string) desk.Op {
	return desk.Op{ID: desk.NewOpID(), Ticket: t, Actor: "mia", Intent: desk.Reply{Text: desk.Foreign(text)}}
}

// world runs f with a courier between a ledger and a line, in a bubble of its own time.
func world(t *testing.T, prepare func(*ledger, *line), f func(*testing.T, *ledger, *line, *courier.Courier)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l, d := newLedger(), newLine()
		if prepare != nil {
			prepare(l, d)
		}
		c := courier.New(l, d, courier.Options{Rand: func() float64 { return 0.5 }})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- c.Run(ctx) }()
		f(t, l, d, c)
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	})
}

// pass lets time go by, and everybody finish what falls into it.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

var errDown = &desk.Temporary{Err: errors.New("connection refused")}

func down(context.Context, string, desk.Op, int) error { return errDown }

func TestAReplyGoesOutAtOnceAndIsSettled(t *testing.T) {
	world(t, nil, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		synctest.Wait()
		op := reply(desk.NewTicketID(), "Thank you for waiting.")
		l.submit(op)
		synctest.Wait()
		if l.left() != 0 || len(d.has(op.Ticket)) != 1 {
			t.Fatalf("left %d, applied %d", l.left(), d.carried())
		}
		if len(d.lookups) != 0 {
			t.Error("a fresh operation needs no look-up")
		}
	})
}

func TestOperationsOfOneTicketArriveInOrderAndOthersDoNotWait(t *testing.T) {
	a, b := desk.NewTicketID(), desk.NewTicketID()
	var onA []desk.Op
	for range 5 {
		onA = append(onA, reply(a, "a"))
	}
	onB := reply(b, "b")
	world(t, func(l *ledger, d *line) {
		d.latency = time.Second
		d.fault = func(_ context.Context, what string, op desk.Op, n int) error {
			if what == "apply" && op.Ticket == a && n < 3 {
				return &desk.Temporary{Err: errors.New("500")}
			}
			return nil
		}
		l.submit(onA...)
		l.submit(onB)
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(1500 * time.Millisecond)
		if len(d.has(b)) != 1 {
			t.Error("the other ticket waited")
		}
		pass(5 * time.Minute)
		var want []desk.OpID
		for _, op := range onA {
			want = append(want, op.ID)
		}
		if got := d.has(a); !slices.Equal(got, want) {
			t.Errorf("arrived %v, sent %v", got, want)
		}
		if l.left() != 0 {
			t.Errorf("%d left", l.left())
		}
	})
}

func TestAtMostFourTicketsTravelAtOnce(t *testing.T) {
	world(t, func(l *ledger, d *line) {
		d.latency = time.Second
		for range 20 {
			l.submit(reply(desk.NewTicketID(), "x"))
		}
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(5100 * time.Millisecond)
		if l.left() != 0 || d.most != 4 {
			t.Errorf("left %d, most at once %d", l.left(), d.most)
		}
	})
}

func TestALostAnswerIsLookedUpAndNothingIsSentTwice(t *testing.T) {
	op := reply(desk.NewTicketID(), "once")
	world(t, func(l *ledger, d *line) {
		d.deaf = true // this desk would do it again
		d.lost = func(_ desk.Op, n int) error { return desk.ErrAmbiguous }
		l.submit(op)
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Minute)
		if n := len(d.has(op.Ticket)); n != 1 || l.left() != 0 {
			t.Errorf("applied %d times, %d left", n, l.left())
		}
		if len(d.lookups) != 1 {
			t.Errorf("looked up %d times", len(d.lookups))
		}
	})
}

func TestALostRequestIsLookedUpAndThenSentAgain(t *testing.T) {
	op := reply(desk.NewTicketID(), "again")
	world(t, func(l *ledger, d *line) {
		d.deaf = true
		d.fault = func(_ context.Context, what string, _ desk.Op, n int) error {
			if what == "apply" && n == 1 {
				return desk.ErrAmbiguous
			}
			return nil
		}
		l.submit(op)
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Minute)
		if n := len(d.has(op.Ticket)); n != 1 || len(d.lookups) != 1 || l.left() != 0 {
			t.Errorf("applied %d, looked up %d, left %d", n, len(d.lookups), l.left())
		}
	})
}

func TestAnOperationClaimedAtACrashIsLookedUpFirst(t *testing.T) {
	op := reply(desk.NewTicketID(), "crash")
	world(t, func(l *ledger, d *line) {
		d.deaf = true
		d.applied = append(d.applied, op) // it had arrived
		d.verdict[op.ID] = desk.Verdict{Op: op.ID, Outcome: desk.Applied}
		l.submit(op)
		l.ops[0].unsure = true
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		synctest.Wait()
		if n := len(d.has(op.Ticket)); n != 1 || l.left() != 0 {
			t.Errorf("applied %d times, left %d", n, l.left())
		}
	})
}

func TestAfterAnOutageEverythingGoesOutAsSoonAsTheDeskIsBack(t *testing.T) {
	world(t, func(l *ledger, d *line) {
		d.fault = down
		for range 9 {
			l.submit(reply(desk.NewTicketID(), "x"))
		}
	}, func(t *testing.T, l *ledger, d *line, c *courier.Courier) {
		pass(time.Hour)
		k := l.link()
		if k.State != desk.LinkDown || k.Err == nil {
			t.Errorf("link %+v", k)
		}
		if wait := time.Until(k.Next); wait <= 0 || wait > 5*time.Second {
			t.Errorf("while something waits the desk is looked for in %v", wait)
		}
		if n := d.count(func() int { return d.greets }); n < 720 || n > 1500 {
			t.Errorf("asked %d times in an hour; every 5 s at most, half of that on average, is about 1440", n)
		}
		d.set(nil)
		c.Pull()
		synctest.Wait()
		if l.left() != 0 || l.link().State != desk.LinkUp || l.link().Err != nil {
			t.Errorf("left %d, link %+v", l.left(), l.link())
		}
	})
}

func TestADeskThatIsBackIsNoticedThoughNothingWaits(t *testing.T) {
	world(t, func(_ *ledger, d *line) { d.fault = down }, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(7 * time.Hour)
		d.set(nil)
		pass(15 * time.Second)
		if k := l.link(); k.State != desk.LinkUp || !k.Next.IsZero() {
			t.Errorf("link %+v", k)
		}
	})
}

func TestADeskThatOnlyStartsAgainIsLookedForEveryThreeSeconds(t *testing.T) {
	world(t, nil, func(t *testing.T, l *ledger, d *line, c *courier.Courier) {
		synctest.Wait()
		d.set(down)
		c.Pull()
		pass(15 * time.Second)
		// Half of that on average, which is what chance gives here.
		if k := l.link(); k.State != desk.LinkDown || time.Until(k.Next) > 1500*time.Millisecond {
			t.Errorf("after a moment it is looked for in %v", time.Until(k.Next))
		}
		pass(5 * time.Minute)
		if k := l.link(); k.State != desk.LinkDown || time.Until(k.Next) > 7500*time.Millisecond {
			t.Errorf("after minutes it is looked for in %v", time.Until(k.Next))
		}
	})
}

func TestAnOperationThatAlwaysFailsDoesNotTurnTheLoop(t *testing.T) {
	bad := reply(desk.NewTicketID(), "poison")
	world(t, func(l *ledger, d *line) {
		d.fault = func(_ context.Context, what string, op desk.Op, _ int) error {
			if what == "apply" && op.ID == bad.ID {
				return &desk.Temporary{Err: errors.New("500")}
			}
			return nil
		}
		l.submit(bad)
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Hour)
		good := reply(desk.NewTicketID(), "fine")
		l.submit(good)
		synctest.Wait()
		if len(d.has(good.Ticket)) != 1 {
			t.Error("the other ticket waited")
		}
		if n := d.count(func() int { return d.sends[bad.ID] }); n < 20 || n > 40 {
			t.Errorf("tried %d times in an hour", n)
		}
		if l.link().State != desk.LinkUp {
			t.Errorf("link %+v", l.link())
		}
	})
}

func TestARateLimitIsObeyed(t *testing.T) {
	op := reply(desk.NewTicketID(), "slow")
	world(t, func(l *ledger, d *line) {
		d.fault = func(_ context.Context, what string, _ desk.Op, n int) error {
			if what == "apply" && n == 1 {
				return &desk.Temporary{After: 90 * time.Second}
			}
			return nil
		}
		l.submit(op)
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(89 * time.Second)
		if d.count(func() int { return d.sends[op.ID] }) != 1 {
			t.Error("tried too early")
		}
		pass(2 * time.Second)
		if l.left() != 0 {
			t.Error("not tried when it was time")
		}
	})
}

func TestATokenThatIsNotGoodMakesEverythingWaitAndLosesNothing(t *testing.T) {
	world(t, func(l *ledger, d *line) {
		d.fault = func(context.Context, string, desk.Op, int) error { return desk.ErrUnauthorized }
		l.submit(reply(desk.NewTicketID(), "wait"))
	}, func(t *testing.T, l *ledger, d *line, c *courier.Courier) {
		pass(time.Hour)
		if k := l.link(); k.State != desk.LinkDenied || !errors.Is(k.Err, desk.ErrUnauthorized) || l.left() != 1 {
			t.Errorf("link %+v, left %d", k, l.left())
		}
		if n := d.count(func() int { return d.greets }); n > 14 {
			t.Errorf("asked %d times in an hour", n)
		}
		if err := c.Sync(t.Context()); !errors.Is(err, desk.ErrUnauthorized) {
			t.Errorf("Sync said %v", err)
		}
		d.set(nil)
		if err := c.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if l.left() != 0 || l.link().State != desk.LinkUp {
			t.Errorf("left %d, link %+v", l.left(), l.link())
		}
	})
}

func TestARevokedTokenInMidOperationLosesNothing(t *testing.T) {
	op := reply(desk.NewTicketID(), "mine")
	world(t, nil, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		synctest.Wait()
		d.set(func(context.Context, string, desk.Op, int) error { return desk.ErrUnauthorized })
		l.submit(op)
		synctest.Wait()
		if l.link().State != desk.LinkDenied || l.left() != 1 || l.ops[0].claimed || l.ops[0].unsure {
			t.Errorf("link %+v, entry %+v", l.link(), l.ops[0])
		}
	})
}

func TestARefusalIsFinalAtOnce(t *testing.T) {
	cases := map[string]struct {
		err  error
		code desk.Code
	}{
		"forbidden": {desk.ErrForbidden, desk.NotAllowed},
		"gone":      {desk.ErrNotFound, desk.NoSuchTicket},
		"closed":    {desk.Refuse(desk.TicketClosed), desk.TicketClosed},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			op := reply(desk.NewTicketID(), "no")
			world(t, func(l *ledger, d *line) {
				d.fault = func(_ context.Context, what string, _ desk.Op, _ int) error {
					if what == "apply" {
						return tc.err
					}
					return nil
				}
				l.submit(op)
			}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
				pass(time.Hour)
				if len(l.verd) != 1 || l.verd[0].Outcome != desk.Refused || l.verd[0].Problem.Code != tc.code {
					t.Errorf("verdicts %+v", l.verd)
				}
				if d.sends[op.ID] != 1 {
					t.Errorf("sent %d times", d.sends[op.ID])
				}
			})
		})
	}
}

func TestAHeldReplyStandsInTheWayOfItsTicketOnly(t *testing.T) {
	a := desk.NewTicketID()
	held, behind, other := reply(a, "1"), reply(a, "2"), reply(desk.NewTicketID(), "3")
	world(t, func(l *ledger, d *line) {
		d.judge = func(op desk.Op) desk.Verdict {
			v := desk.Verdict{Op: op.ID, Outcome: desk.Applied}
			if op.ID == held.ID {
				v.Outcome, v.Problem = desk.Held, desk.Refuse(desk.NewerMessage)
			}
			return v
		}
		l.submit(held, behind, other)
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Hour)
		if len(d.has(a)) != 0 || len(d.has(other.Ticket)) != 1 || l.left() != 2 || d.sends[held.ID] != 1 {
			t.Errorf("on a %d, left %d, sends %d", len(d.has(a)), l.left(), d.sends[held.ID])
		}
	})
}

func TestAHalfOpenConnectionIsGivenUp(t *testing.T) {
	op := reply(desk.NewTicketID(), "silence")
	world(t, nil, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		synctest.Wait()
		d.set(func(ctx context.Context, _ string, _ desk.Op, _ int) error { <-ctx.Done(); return ctx.Err() })
		l.submit(op)
		pass(2 * time.Minute)
		if l.link().State != desk.LinkDown {
			t.Errorf("link %+v", l.link())
		}
		d.set(nil)
		pass(5 * time.Minute)
		if l.left() != 0 || len(d.has(op.Ticket)) != 1 || l.link().State != desk.LinkUp {
			t.Errorf("left %d, applied %d, link %+v", l.left(), len(d.has(op.Ticket)), l.link())
		}
	})
}

func TestACaptivePortalIsNotADesk(t *testing.T) {
	world(t, func(l *ledger, d *line) {
		d.fault = func(context.Context, string, desk.Op, int) error { return desk.ErrNotADesk }
		l.submit(reply(desk.NewTicketID(), "x"))
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Minute)
		if k := l.link(); k.State != desk.LinkDown || !errors.Is(k.Err, desk.ErrNotADesk) || l.left() != 1 {
			t.Errorf("link %+v left %d", k, l.left())
		}
		d.set(nil)
		pass(5 * time.Minute)
		if l.left() != 0 {
			t.Error("not delivered after the portal")
		}
	})
}

func TestAHintPullsAndADoubledHintDoesNoHarm(t *testing.T) {
	world(t, nil, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Second)
		before := d.count(func() int { return d.pulls })
		d.mu.Lock()
		d.seq = 3
		d.mu.Unlock()
		for range 2 {
			d.hints <- desk.Hint{Seq: 3, Kind: desk.RecordTicket}
		}
		synctest.Wait()
		if l.Cursor() != "3" {
			t.Errorf("cursor %q", l.Cursor())
		}
		if n := d.count(func() int { return d.pulls }) - before; n > 5 {
			t.Errorf("%d pulls for two hints and three pages", n)
		}
	})
}

func TestWhereMuchMovesHintsAreFetchedTogetherAndTheFirstAtOnce(t *testing.T) {
	world(t, nil, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		moves := func(seq int) {
			d.mu.Lock()
			d.seq = seq
			d.mu.Unlock()
			d.hints <- desk.Hint{Seq: 1, Kind: desk.RecordTicket}
			synctest.Wait()
		}
		pass(time.Minute / 2)
		if moves(1); l.Cursor() != "1" {
			t.Errorf("what moves at a quiet desk is not fetched at once: cursor %q", l.Cursor())
		}
		before := d.count(func() int { return d.pulls })
		for range 99 { // of what others may see alone
			pass(20 * time.Millisecond)
			moves(1)
		}
		moves(2)
		pass(courier.Gather)
		if n := d.count(func() int { return d.pulls }) - before; l.Cursor() != "2" || n > 5 {
			t.Errorf("cursor %q after %d pulls for 100 hints in two seconds", l.Cursor(), n)
		}
	})
}

func TestHintsThatEndAreListenedToAgainWithinTwoSecondsHoweverOftenTheyHaveEnded(t *testing.T) {
	world(t, nil, func(t *testing.T, _ *ledger, d *line, _ *courier.Courier) {
		watches := func() int { return d.count(func() int { return d.watches }) }
		for n := range 10 { // as where a desk is started again and again, and pulls find it there
			pass(time.Second / 2)
			before := watches()
			d.set(func(_ context.Context, what string, _ desk.Op, _ int) error {
				if what == "watch" {
					return errDown
				}
				return nil
			})
			d.hints <- desk.Hint{Presence: &desk.Presence{Agent: "tom"}}
			synctest.Wait()
			d.set(nil)
			if pass(2 * time.Second); watches() == before {
				t.Errorf("the end number %d is not listened behind", n+1)
				return // nobody would hear the next hint
			}
		}
	})
}

func TestWithoutHintsNewsComeWithinAMinute(t *testing.T) {
	world(t, func(_ *ledger, d *line) {
		d.fault = func(_ context.Context, what string, _ desk.Op, _ int) error {
			if what == "watch" {
				return errors.New("no stream here")
			}
			return nil
		}
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Hour)
		d.mu.Lock()
		d.seq++
		d.mu.Unlock()
		pass(time.Minute)
		if l.Cursor() != "1" {
			t.Errorf("cursor %q", l.Cursor())
		}
		if n := d.count(func() int { return d.watches }); n > 60 {
			t.Errorf("%d watches in an hour", n)
		}
	})
}

func TestAPresenceHintReachesTheLedgerAndPullsNothing(t *testing.T) {
	world(t, nil, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Second)
		before := d.count(func() int { return d.pulls })
		d.hints <- desk.Hint{Presence: &desk.Presence{Agent: "tom", Doing: desk.Writing}}
		synctest.Wait()
		if len(l.seen) != 1 || l.seen[0].Agent != "tom" || d.pulls != before {
			t.Errorf("seen %v, pulls %d then %d", l.seen, before, d.pulls)
		}
	})
}

func TestTheFirstFillIsShownWhileItGoesOn(t *testing.T) {
	world(t, func(l *ledger, _ *line) { l.cursor = "" }, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		synctest.Wait()
		if d.fills != 1 || l.Cursor() != "1" {
			t.Fatalf("fills %d, cursor %q", d.fills, l.Cursor())
		}
		var filled []int
		for _, k := range l.links {
			if k.Filling && k.FillGoal == 5 {
				filled = append(filled, k.Filled)
			}
		}
		if !slices.Equal(filled, []int{0, 2, 4, 5}) {
			t.Errorf("told %v", filled)
		}
		if l.link().Filling || l.link().State != desk.LinkUp {
			t.Errorf("link %+v", l.link())
		}
		for i, k := range l.links {
			if i > 0 && l.links[i-1].Filling && !k.Filling && k.Synced.IsZero() {
				t.Error("everything is there, and the link says that nothing was ever fetched")
			}
		}
	})
}

func TestAnOldCursorResyncsAndTheOutboxGoesOn(t *testing.T) {
	op := reply(desk.NewTicketID(), "x")
	world(t, func(l *ledger, d *line) {
		l.submit(op)
		d.fault = func(_ context.Context, what string, _ desk.Op, n int) error {
			if what == "changes" && n == 1 {
				return desk.ErrGone
			}
			return nil
		}
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		synctest.Wait()
		if d.fills != 1 || l.left() != 0 || l.link().State != desk.LinkUp {
			t.Errorf("fills %d, left %d, link %+v", d.fills, l.left(), l.link())
		}
	})
}

func TestACutFillDeletesNothingAndIsTriedAgain(t *testing.T) {
	world(t, func(l *ledger, d *line) {
		l.cursor = ""
		d.fault = func(_ context.Context, what string, _ desk.Op, n int) error {
			if what == "snapshot" && n < 4 {
				return errDown
			}
			return nil
		}
	}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		pass(time.Minute)
		if d.fills != 4 || l.Cursor() != "1" {
			t.Errorf("fills %d cursor %q", d.fills, l.Cursor())
		}
	})
}

func TestAFillThatStandsStillIsGivenUp(t *testing.T) {
	world(t, func(l *ledger, d *line) {
		l.cursor = ""
		d.fault = func(ctx context.Context, what string, _ desk.Op, n int) error {
			if what == "snapshot" && n == 1 {
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}
	}, func(t *testing.T, l *ledger, _ *line, _ *courier.Courier) {
		pass(2 * time.Minute)
		if l.Cursor() != "1" {
			t.Errorf("cursor %q", l.Cursor())
		}
	})
}

func TestAFullDiskIsSaidWhereTheConnectionStands(t *testing.T) {
	world(t, nil, func(t *testing.T, l *ledger, d *line, c *courier.Courier) {
		synctest.Wait()
		l.fail = func(what string) error {
			if what == "take" {
				return errors.New("no space left on device")
			}
			return nil
		}
		if err := c.Sync(t.Context()); err == nil || !strings.Contains(err.Error(), "no space") {
			t.Errorf("Sync said %v", err)
		}
		if l.link().Err == nil {
			t.Error("nobody heard of it")
		}
	})
}

func TestAFeedThatPromisesMoreForEverDoesNotKeepUsTurning(t *testing.T) {
	world(t, nil, func(t *testing.T, l *ledger, d *line, c *courier.Courier) {
		synctest.Wait()
		d.mu.Lock()
		d.stuck = true
		d.mu.Unlock()
		if err := c.Sync(t.Context()); err == nil {
			t.Error("Sync said that all was well")
		}
		d.set(func(_ context.Context, what string, _ desk.Op, _ int) error {
			if what == "apply" {
				return errDown
			}
			return nil
		})
		for range 3 {
			l.submit(reply(desk.NewTicketID(), "x"))
		}
		pass(time.Hour)
		if n := d.count(func() int { return d.pulls }); n > 60 {
			t.Errorf("%d pulls in an hour", n)
		}
		if l.link().Err == nil {
			t.Error("nobody heard of it")
		}
	})
}

func TestABrokenDiskIsTriedWithPatienceAndSettlesOnceItWorks(t *testing.T) {
	for _, broken := range []string{"ready", "claim", "settle", "release"} {
		t.Run(broken, func(t *testing.T) {
			op := reply(desk.NewTicketID(), "x")
			calls := 0 // under the ledger's lock
			world(t, func(l *ledger, d *line) {
				d.deaf = true
				l.fail = func(what string) error {
					if what == broken || what == "settle" && broken == "release" {
						calls++
						return errors.New("input/output error")
					}
					return nil
				}
				l.submit(op)
			}, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
				pass(time.Hour)
				l.mu.Lock()
				if calls > 60 {
					t.Errorf("%d calls of a broken disk in an hour", calls)
				}
				l.fail = nil
				l.mu.Unlock()
				pass(10 * time.Minute)
				if l.left() != 0 || len(d.has(op.Ticket)) != 1 {
					t.Errorf("left %d, applied %d", l.left(), len(d.has(op.Ticket)))
				}
			})
		})
	}
}

func TestTheDesksClockIsPassedOn(t *testing.T) {
	world(t, func(_ *ledger, d *line) { d.skew = -10 * 365 * 24 * time.Hour }, func(t *testing.T, l *ledger, d *line, _ *courier.Courier) {
		synctest.Wait()
		k := l.link()
		if k.Skew != d.skew || time.Since(k.Synced).Round(time.Hour) != -d.skew {
			t.Errorf("link %+v", k)
		}
	})
}

func TestColleaguesHearWhereTheAgentIs(t *testing.T) {
	a, b := desk.NewTicketID(), desk.NewTicketID()
	world(t, nil, func(t *testing.T, _ *ledger, d *line, c *courier.Courier) {
		synctest.Wait()
		c.At(desk.Presence{Agent: "mia", Ticket: a, Doing: desk.Viewing})
		pass(25 * time.Second)
		c.At(desk.Presence{Agent: "mia", Ticket: b, Doing: desk.Writing})
		synctest.Wait()
		c.At(desk.Presence{Agent: "mia", Ticket: b, Doing: desk.Left})
		pass(time.Minute)
		var got []desk.Doing
		for _, p := range d.told {
			got = append(got, p.Doing)
		}
		want := []desk.Doing{desk.Viewing, desk.Viewing, desk.Viewing, desk.Left, desk.Writing, desk.Left}
		if !slices.Equal(got, want) {
			t.Errorf("told %v, want %v", got, want)
		}
	})
}

func TestStoppingInMidFlightGivesBackWhatMayHaveArrived(t *testing.T) {
	op := reply(desk.NewTicketID(), "x")
	l := newLedger()
	synctest.Test(t, func(t *testing.T) {
		l.wake = make(chan struct{}, 1)
		d := newLine()
		d.fault = func(ctx context.Context, what string, _ desk.Op, _ int) error {
			if what == "apply" {
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}
		ctx, cancel := context.WithCancel(t.Context())
		l.submit(op)
		c := courier.New(l, d, courier.Options{})
		done := make(chan error)
		go func() { done <- c.Run(ctx) }()
		synctest.Wait()
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
		if e := l.ops[0]; e.claimed || !e.unsure {
			t.Errorf("entry %+v", e)
		}
		if err := c.Sync(t.Context()); err == nil {
			t.Error("Sync after the end says that it worked")
		}
	})
}

// The clock that timers run by stands still while the machine sleeps; that of the wall does not.
func TestWhatIsPutOffGoesOutWithinAMinuteOfASleepThatItsMomentFellInto(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slept atomic.Int64
		l, d := newLedger(), newLine()
		op := reply(desk.NewTicketID(), "Good morning.")
		l.submit(op)
		l.ops[0].after = time.Now().Add(15 * time.Hour)
		now := func() time.Time { return time.Now().Add(time.Duration(slept.Load())).Round(0) }
		c := courier.New(l, d, courier.Options{Rand: func() float64 { return 0.5 }, Now: now})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- c.Run(ctx) }()
		pass(10 * time.Minute)
		if l.left() != 1 {
			t.Error("it went out before its time")
		}
		slept.Store(int64(15 * time.Hour))
		pass(time.Minute)
		if l.left() != 0 {
			t.Error("its moment has passed, and it still waits")
		}
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	})
}

func TestADeskThatSaysSomethingElseOfItselfIsAskedAtOnceAndOnce(t *testing.T) {
	world(t, func(_ *ledger, d *line) { d.about = "as it was" }, func(t *testing.T, _ *ledger, d *line, c *courier.Courier) {
		synctest.Wait()
		if d.greets != 1 {
			t.Fatalf("at first it is asked %d times", d.greets)
		}
		d.mu.Lock()
		d.about = "other promises"
		d.mu.Unlock()
		if err := c.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d.greets != 2 {
			t.Errorf("with the first news after that it was asked %d times", d.greets-1)
		}
		if err := c.Sync(t.Context()); err != nil || d.greets != 2 {
			t.Errorf("once more it is asked %d times, %v", d.greets-2, err)
		}
	})
}
