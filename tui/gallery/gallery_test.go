package gallery_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/tui/gallery"
	"github.com/heed-desk/heed/tui/paint"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// studio draws what it is told to, and counts how often it was asked to draw.
type studio struct {
	*gallery.Gallery
	drawn atomic.Int64
	draws chan func(of gallery.Subject, show func(paint.Frame)) error
}

func open(t *testing.T, most int) *studio {
	s := &studio{draws: make(chan func(gallery.Subject, func(paint.Frame)) error)}
	s.Gallery = gallery.New(most, func(ctx context.Context, of gallery.Subject, show func(paint.Frame)) error {
		s.drawn.Add(1)
		show(paint.Frame{Text: fmt.Sprintf("%dx%d light %t %s", of.W, of.H, of.Light, of.Language)})
		for {
			select {
			case <-ctx.Done():
				return nil
			case draw := <-s.draws:
				if err := draw(of, show); err != nil {
					return err
				}
			}
		}
	})
	t.Cleanup(s.Wait)
	return s
}

// shows has one picture show a text.
func (s *studio) shows(words string) {
	s.draws <- func(_ gallery.Subject, show func(paint.Frame)) error {
		show(paint.Frame{Text: words})
		return nil
	}
}

// seat is a terminal at which somebody looks.
type seat struct {
	t     *testing.T
	keys  *io.PipeWriter
	out   *io.PipeReader
	sizes chan struct{ W, H int }
	left  chan gallery.Left
	err   error
	end   context.CancelFunc
	saw   strings.Builder
}

// sits has somebody look from a terminal of a size; q is what they leave with.
func (s *studio) sits(t *testing.T, w, h int, more ...func(*gallery.Visitor)) *seat {
	in, keys := io.Pipe()
	out, to := io.Pipe()
	ctx, end := context.WithCancel(t.Context())
	at := &seat{t: t, keys: keys, out: out, sizes: make(chan struct{ W, H int }, 1), left: make(chan gallery.Left, 1), end: end}
	v := gallery.Visitor{
		In: in, Out: to, Environ: []string{"TERM=xterm-256color"}, Language: "en", W: w, H: h, Sizes: at.sizes,
		Leaves: func(typed []byte) bool { return strings.Contains(string(typed), "q") },
	}
	for _, m := range more {
		m(&v)
	}
	var work sync.WaitGroup
	work.Go(func() {
		var left gallery.Left
		left, at.err = s.Look(ctx, v)
		_ = to.Close()
		at.left <- left
	})
	t.Cleanup(func() {
		end()
		_, _ = keys.Close(), in.Close()
		_ = out.Close()
		work.Wait()
	})
	return at
}

// sees reads until it has seen something.
func (s *seat) sees(want string) {
	s.t.Helper()
	b := make([]byte, 4096)
	for !strings.Contains(s.saw.String(), want) {
		n, err := s.out.Read(b)
		_, _ = s.saw.Write(b[:n])
		if err != nil && !strings.Contains(s.saw.String(), want) {
			s.t.Fatalf("%q was not seen: %v\n%q", want, err, s.saw.String())
		}
	}
	s.saw.Reset()
}

func (s *seat) types(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.keys, keys); err != nil {
		s.t.Fatal(err)
	}
}

func TestWhoLooksAtTheSameIsShownOneDrawing(t *testing.T) {
	g := open(t, 10)
	var all []*seat
	for range 20 {
		all = append(all, g.sits(t, 80, 24))
	}
	for _, s := range all {
		s.sees("80x24")
	}
	other := g.sits(t, 100, 30)
	other.sees("100x30")
	if n := g.drawn.Load(); n != 2 {
		t.Errorf("%d pictures are drawn", n)
	}
}

func TestASlowTerminalIsShownTheNewestPictureAndHarmsNobody(t *testing.T) {
	g := open(t, 10)
	slow, quick := g.sits(t, 80, 24), g.sits(t, 80, 24)
	slow.sees("80x24")
	quick.sees("80x24")
	for n := range 1000 { // slow takes none of them
		words := strings.Repeat(string(rune('a'+n%26)), 5) // of which no letter stands there already
		g.shows(words)
		quick.sees(words)
	}
	g.shows("NEWEST")
	b := make([]byte, 1<<20)
	var got strings.Builder
	for !strings.Contains(got.String(), "NEWEST") {
		n, err := slow.out.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = got.Write(b[:n])
	}
	if got.Len() > 500 {
		t.Errorf("it was shown %d bytes: %.300q", got.Len(), got.String())
	}
}

func TestATerminalThatChangesIsShownWhatIsDrawnForIt(t *testing.T) {
	g := open(t, 10)
	s := g.sits(t, 80, 24)
	s.sees("80x24 light false")
	s.sizes <- struct{ W, H int }{100, 30}
	s.sees("100x30 light false")
	s.types("\x1b]11;rgb:fafa/fafa/fafa\x1b\\")
	s.sees("100x30 light true")
	s.types("\x1b]11;rgb:1414/1616/1b1b\a")
	s.sees("100x30 light false")
}

func TestWhatIsTypedComesBackAndWhatFollowsIsLeftToBeRead(t *testing.T) {
	g := open(t, 10)
	var in io.Reader
	s := g.sits(t, 80, 24, func(v *gallery.Visitor) { in = v.In })
	s.sees("80x24")
	s.types("j")
	s.sizes <- struct{ W, H int }{100, 30}
	s.sees("100x30")
	s.types("\x1b]11;rgb:1414/1616/1b1b\aq!")
	s.sees("\x1b[?1049l")
	if left := <-s.left; string(left.Typed) != "q!" || left.W != 100 || left.H != 30 || s.err != nil {
		t.Errorf("%+v, %v", left, s.err)
	}
	read := make(chan string)
	go func() {
		b := make([]byte, 10)
		n, _ := in.Read(b)
		read <- string(b[:n])
	}()
	s.types("more")
	if got := <-read; got != "more" {
		t.Errorf("%q", got)
	}
}

func TestWhoHasGoneOrIsSentAwayLooksNoLonger(t *testing.T) {
	g := open(t, 10)
	gone, sent := g.sits(t, 80, 24), g.sits(t, 80, 24)
	gone.sees("80x24")
	sent.sees("80x24")
	_ = gone.keys.Close()
	gone.sees("\x1b[?1049l")
	sent.end()
	sent.sees("\x1b[?1049l")
	if left := <-gone.left; len(left.Typed) > 0 || gone.err != nil {
		t.Errorf("%+v, %v", left, gone.err)
	}
	<-sent.left
	g.Wait() // and nothing is drawn
}

func TestThereAreSoManyPicturesAndThenTheSmallestOne(t *testing.T) {
	g := open(t, 2)
	g.sits(t, 80, 24).sees("80x24")
	last := g.sits(t, 81, 24)
	last.sees("81x24")
	g.sits(t, 80, 24).sees("80x24")
	full := g.sits(t, 82, 24)
	if <-full.left; !errors.Is(full.err, gallery.ErrFull) {
		t.Error(full.err)
	}
	g.sits(t, 83, 24, func(v *gallery.Visitor) { v.Shrink = true }).sees("20x5")
	last.sizes <- struct{ W, H int }{99, 30}
	last.sees("20x5")
	g.sits(t, 84, 24).sees("84x24") // there is room again
}

func TestAPictureThatFailsEndsForThoseWhoLookAtItAndForNobodyElse(t *testing.T) {
	g := open(t, 10)
	s := g.sits(t, 80, 24)
	s.sees("80x24")
	g.draws <- func(gallery.Subject, func(paint.Frame)) error { panic("a bug") }
	s.sees("\x1b[?1049l")
	if <-s.left; s.err == nil || !strings.Contains(s.err.Error(), "a bug") {
		t.Error(s.err)
	}
	g.sits(t, 80, 24).sees("80x24")
}
