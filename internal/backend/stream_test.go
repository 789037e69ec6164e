package backend_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// listens watches in the background.
func listens(ctx context.Context, line *client.Line) (hints chan desk.Hint, ended chan error) {
	hints, ended = make(chan desk.Hint, 100), make(chan error, 1)
	go func() { ended <- line.Watch(ctx, func(h desk.Hint) { hints <- h }) }()
	return hints, ended
}

func TestHintsGoOnForHoursOfSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		line, _ := b.overPipe(t)
		ctx, cancel := context.WithCancel(t.Context())
		hints, ended := listens(ctx, line)
		if h := <-hints; !h.Reset {
			t.Errorf("%+v", h)
		}
		time.Sleep(12 * time.Hour)
		synctest.Wait()
		select {
		case err := <-ended:
			t.Fatal("the stream ended by itself:", err)
		case h := <-hints:
			t.Fatalf("a hint out of nothing: %+v", h)
		default:
		}
		k := b.ticket(t, "good morning")
		for _, want := range []desk.RecordKind{desk.RecordCustomer, desk.RecordTicket} {
			if h := <-hints; h.Kind != want || h.Ticket != k.ID && want == desk.RecordTicket {
				t.Errorf("%+v", h)
			}
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestOneAccountNeverTakesAllHintStreams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		ctx, cancel := context.WithCancel(t.Context())
		var streams []chan error
		for range 16 {
			_, ended := listens(ctx, b.line)
			streams = append(streams, ended)
		}
		synctest.Wait()
		var later *desk.Temporary
		if err := b.line.Watch(ctx, func(desk.Hint) {}); !errors.As(err, &later) || later.Why != desk.AwayBusy || later.After == 0 {
			t.Errorf("one more: %v", err)
		}
		bens, err := client.New(client.Options{URL: "http://localhost", Transport: b.server.Transport("ben")})
		if err != nil {
			t.Fatal(err)
		}
		hints, ended := listens(ctx, bens)
		<-hints
		cancel()
		for _, s := range append(streams, ended) {
			if err := <-s; !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		synctest.Wait()
		again, stop := context.WithCancel(t.Context())
		_, ended = listens(again, b.line)
		synctest.Wait()
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the places are not free again: %v", err)
		}
		b.close(t)
	})
}

func TestAStreamSaysSomethingEveryFifteenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://desk"+api.Hints, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := b.server.Transport("ann").RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(res.Body)
		beats := 0
		began := time.Now()
		for beats < 4 && lines.Scan() {
			if strings.HasPrefix(lines.Text(), ":") {
				beats++
			}
		}
		if took := time.Since(began); took != 4*api.Heartbeat {
			t.Error("four heartbeats in", took)
		}
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestAStreamEndsWhenItsTokenDoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		token := b.token(t, "ann", time.Hour)
		line, err := client.New(client.Options{URL: "http://localhost", Token: token, Transport: b.server.Transport("")})
		if err != nil {
			t.Fatal(err)
		}
		hints, ended := listens(t.Context(), line)
		<-hints
		began := time.Now()
		var later *desk.Temporary
		if err := <-ended; !errors.As(err, &later) || time.Since(began) > time.Hour+api.Heartbeat {
			t.Errorf("expired: %v after %v", err, time.Since(began))
		}
		if err := line.Watch(t.Context(), func(desk.Hint) {}); !errors.Is(err, desk.ErrUnauthorized) {
			t.Error(err)
		}
		line, _ = b.overPipe(t) // with a token that is labelled "test"
		hints, ended = listens(t.Context(), line)
		<-hints
		began = time.Now()
		if _, err := b.store.NewToken(t.Context(), "ann", "test", 0); err != nil {
			t.Fatal(err)
		}
		if err := <-ended; !errors.As(err, &later) || time.Since(began) > 0 {
			t.Errorf("replaced: %v after %v", err, time.Since(began))
		}
	})
}

func TestWhoAsksAndDoesNotTakeTheAnswerIsCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		for range 50 {
			b.ticket(t, "hello")
		}
		_, w := b.overPipe(t)
		conn, err := w.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		token := b.token(t, "ann", 0)
		if _, err := io.WriteString(conn, "GET "+api.Tickets+" HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer "+token+"\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(api.AnswerTimeout)
		synctest.Wait()
		if rest, err := io.ReadAll(conn); err != nil || len(rest) > 0 {
			t.Errorf("%d bytes still came, %v", len(rest), err)
		}
	})
}

func TestWhoListensAndTakesNothingIsCutOffAndOthersHear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		_, w := b.overPipe(t)
		conn, err := w.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		token := b.token(t, "ann", 0)
		if _, err := io.WriteString(conn, "GET "+api.Hints+" HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer "+token+"\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		hints, ended := listens(ctx, b.line)
		<-hints
		k := b.ticket(t, "hello")
		<-hints
		if h := <-hints; h.Ticket != k.ID {
			t.Errorf("%+v", h)
		}
		time.Sleep(api.SnapshotStalled + time.Second)
		synctest.Wait()
		if rest, err := io.ReadAll(conn); err != nil || len(rest) > 0 {
			t.Errorf("%d bytes still came, %v", len(rest), err)
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestAStreamEndsAtOnceForWhoMayNoLongerListen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, end := range map[string]func(*bench) error{
			"revoked": func(b *bench) error { return b.store.RevokeTokens(t.Context(), "ann") },
			"disabled": func(b *bench) error {
				return b.store.AddAgent(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleAgent, Disabled: true})
			},
			"the desk closes": func(b *bench) error { b.server.Close(); return nil },
		} {
			b := newBench(t)
			line, _ := b.overPipe(t)
			hints, ended := listens(t.Context(), line)
			<-hints
			began := time.Now()
			if err := end(b); err != nil {
				t.Fatal(err)
			}
			var later *desk.Temporary
			if err := <-ended; !errors.As(err, &later) || time.Since(began) > 0 {
				t.Errorf("%s: %v after %v", name, err, time.Since(began))
			}
			if name == "the desk closes" {
				continue
			}
			if err := line.Watch(t.Context(), func(desk.Hint) {}); !errors.Is(err, desk.ErrUnauthorized) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestWhoComesBackIsToldOnlyWhatWasMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		line, wire := b.overPipe(t)
		hints, ended := listens(t.Context(), line)
		<-hints
		b.ticket(t, "one")
		<-hints
		last := <-hints
		wire.mu.Lock()
		for _, c := range wire.open {
			_ = c.Close() // the network is cut
		}
		wire.mu.Unlock()
		var later *desk.Temporary
		if err := <-ended; !errors.As(err, &later) {
			t.Error(err)
		}
		two := b.ticket(t, "two")
		ctx, cancel := context.WithCancel(t.Context())
		hints, ended = listens(ctx, line)
		if h := <-hints; h.Reset || h.Seq != last.Seq+1 {
			t.Errorf("%+v after %+v", h, last)
		}
		if h := <-hints; h.Ticket != two.ID {
			t.Errorf("%+v", h)
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestColleaguesHearWhereOneIsAndNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		bens, err := client.New(client.Options{URL: "http://localhost", Transport: b.server.Transport("ben")})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		hints, ended := listens(ctx, bens)
		<-hints
		k := b.ticket(t, "hello")
		<-hints
		<-hints
		// What a client says of who and how long counts for nothing.
		said := desk.Presence{Agent: "ben", Ticket: k.ID, Doing: desk.Writing, Until: time.Now().Add(time.Hour)}
		if err := b.line.Announce(ctx, said); err != nil {
			t.Fatal(err)
		}
		h := <-hints
		want := desk.Presence{Agent: "ann", Ticket: k.ID, Doing: desk.Writing, Until: time.Now().Add(desk.PresenceHolds).UTC()}
		if h.Presence == nil || !h.Presence.Until.Equal(want.Until) || h.Presence.Agent != want.Agent || h.Presence.Ticket != want.Ticket {
			t.Errorf("%+v, want %+v", h.Presence, want)
		}
		if err := b.line.Announce(ctx, desk.Presence{Ticket: k.ID, Doing: "sings"}); err == nil {
			t.Error("one can do anything on a ticket")
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestAReaderThatStandsStillIsCutOffAndNobodyElseWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		if _, err := b.store.Import(t.Context(), manyRecords(3000)); err != nil {
			t.Fatal(err)
		}
		line, _ := b.overPipe(t)
		began := time.Now()
		_, _, err := line.Snapshot(t.Context(), func(int) {}, func(desk.Page) error {
			time.Sleep(10 * time.Minute)
			return nil
		})
		var later *desk.Temporary
		if !errors.As(err, &later) {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		k := b.ticket(t, "and the desk works on")
		if v := b.do(t, by(k, desk.Follow{})); v.Outcome != desk.Applied {
			t.Error(v.Outcome)
		}
	})
}
