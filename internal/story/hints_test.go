package story_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/internal/promise"
)

// gossip is a way to a desk on which the stream of hints is passed on badly, frame by frame.
type gossip struct {
	to     http.RoundTripper
	rng    *rand.Rand
	how    string
	faults int
}

// RoundTrip implements http.RoundTripper.
func (g *gossip) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := g.to.RoundTrip(r)
	if err == nil && r.URL.Path == api.Hints && g.how != "as it is" {
		res.Body = &passed{ReadCloser: res.Body, g: g}
	}
	return res, err
}

// passed is a stream that somebody passes on.
type passed struct {
	io.ReadCloser

	g     *gossip
	whole []byte   // read, and no frame yet
	late  [][]byte // frames that are passed on after the next one
	out   []byte
	over  bool
}

// Read implements io.Reader.
func (p *passed) Read(b []byte) (int, error) {
	for len(p.out) == 0 {
		if p.over {
			return 0, io.ErrUnexpectedEOF
		}
		piece := make([]byte, 512)
		n, err := p.ReadCloser.Read(piece)
		p.whole = append(p.whole, piece[:n]...)
		for {
			at := bytes.Index(p.whole, []byte("\n\n"))
			if at < 0 {
				break
			}
			p.pass(p.whole[:at+2])
			p.whole = p.whole[at+2:]
		}
		if err != nil {
			return 0, err
		}
	}
	n := copy(b, p.out)
	p.out = p.out[n:]
	return n, nil
}

// pass passes one frame on.
func (p *passed) pass(frame []byte) {
	p.g.faults++
	frame = bytes.Clone(frame)
	switch p.g.how {
	case "dropped":
	case "doubled":
		p.out = append(append(p.out, frame...), frame...)
	case "in another order":
		p.late = append(p.late, frame)
		if len(p.late) == 3 {
			p.g.rng.Shuffle(3, func(i, j int) { p.late[i], p.late[j] = p.late[j], p.late[i] })
			p.out = append(p.out, bytes.Join(p.late, nil)...)
			p.late = nil
		}
	case "cut short":
		p.out = append(p.out, frame[:p.g.rng.IntN(len(frame))]...)
		p.over = true
	case "torn":
		p.out = append(append(p.out, frame[:len(frame)/2]...), frame...)
	case "scribbled over":
		for range 4 {
			frame[p.g.rng.IntN(len(frame))] = byte(p.g.rng.IntN(256))
		}
		p.out = append(p.out, frame...)
	}
}

// TestHintsThatAreLostDoubledOrTornCostTimeAndNothingElse has customers write while the stream
// of hints is passed on badly, and holds what the agent sees a minute later.
func TestHintsThatAreLostDoubledOrTornCostTimeAndNothingElse(t *testing.T) {
	ways := []string{"as it is", "dropped", "doubled", "in another order", "cut short", "torn", "scribbled over"}
	n := promise.Size(t, 1, 2, 100)
	c := promise.Counting(t, promise.Network)
	c.Seeds("1-%d", n)
	for seed := 1; seed <= n; seed++ {
		for _, how := range ways {
			t.Run(fmt.Sprintf("%s %d", how, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s := openShop(t)
					g := &gossip{to: s.wire, rng: rand.New(rand.NewPCG(uint64(seed), 21)), how: how}
					l, stop := follows(t, g)
					ids := []desk.TicketID{s.writes("Harper Moore", "Refund", "Where is it?"), s.writes("Mei Kovacs", "Address", "I moved.")}
					pace := rand.New(rand.NewPCG(uint64(seed), 22)) // of its own: the other is the way's
					for round := range 10 {
						s.adds(ids[round%2], fmt.Sprintf("word %d", round))
						time.Sleep(time.Duration(pace.IntN(20)) * time.Second)
					}
					time.Sleep(2 * time.Minute)
					synctest.Wait()
					for at, id := range ids {
						th, err := l.Thread(id, 100)
						if err != nil {
							t.Fatal(err)
						}
						var said []string
						for _, m := range th.Messages {
							if m.Kind == desk.FromCustomer {
								said = append(said, m.Text.Raw())
							}
						}
						want := []string{[]string{"Where is it?", "I moved."}[at]}
						for round := at; round < 10; round += 2 {
							want = append(want, fmt.Sprintf("word %d", round))
						}
						if fmt.Sprint(said) != fmt.Sprint(want) {
							c.Violation()
							t.Errorf("%s: there stands %q, not %q", how, said, want)
						}
					}
					stop()
					s.close()
					c.Run(g.faults)
				})
			})
		}
	}
}

// follows is mia's ledger, kept at what the desk says over a way to it, without a screen.
func follows(t *testing.T, way http.RoundTripper) (l *cache.Ledger, stop func()) {
	t.Helper()
	l, err := cache.Open(cache.Options{Memory: true, Me: desk.Me{ID: mia, Role: desk.RoleAgent}, Rights: desk.RightsOf(desk.RoleAgent)})
	if err != nil {
		t.Fatal(err)
	}
	line, err := client.New(client.Options{URL: "http://localhost", Transport: way})
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	done := make(chan error, 1)
	c := courier.New(l, line, courier.Options{Rand: func() float64 { return 0.5 }})
	go func() { done <- c.Run(ctx) }()
	synctest.Wait()
	return l, func() {
		end()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if err := errors.Join(line.Close(), l.Close()); err != nil {
			t.Error(err)
		}
		synctest.Wait()
	}
}
