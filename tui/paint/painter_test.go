package paint_test

import (
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	uv "github.com/charmbracelet/ultraviolet"

	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// screen is a virtual terminal that notes what is written to it, and can be slow or dead.
type screen struct {
	vt    *vt.Emulator
	mu    sync.Mutex
	wrote []string
	slow  time.Duration
	dead  error
	stuck chan struct{}
}

func newScreen(w, h int) *screen {
	s := &screen{vt: vt.NewEmulator(w, h)}
	return s
}

func (s *screen) Write(b []byte) (int, error) {
	if s.stuck != nil {
		<-s.stuck
	}
	time.Sleep(s.slow)
	if s.dead != nil {
		return 0, s.dead
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrote = append(s.wrote, string(b))
	return s.vt.Write(b)
}

func (s *screen) taken() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.wrote
	s.wrote = nil
	return w
}

func (s *screen) lines() []string {
	lines := make([]string, s.vt.Height())
	for y := range lines {
		var b strings.Builder
		for x := range s.vt.Width() {
			if c := s.vt.CellAt(x, y); c != nil && c.Content != "" {
				b.WriteString(c.Content)
			} else if c == nil || c.Width > 0 {
				b.WriteByte(' ')
			}
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

func settings(s *screen) paint.Settings {
	return paint.Settings{
		Out: s, Environ: []string{"TERM=xterm-256color"}, Colours: colorprofile.TrueColor, W: s.vt.Width(), H: s.vt.Height(),
	}
}

// painted runs a test with a painter at work on a terminal of 40x6.
func painted(t *testing.T, change func(*paint.Settings), test func(*screen, *paint.Painter)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newScreen(40, 6)
		set := settings(s)
		if change != nil {
			change(&set)
		}
		p := paint.New(set)
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		test(s, p)
		if err := p.Close(); err != nil && s.dead == nil {
			t.Error(err)
		}
		synctest.Wait()
	})
}

// rest lets time pass until all that it brings is painted.
func rest(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func frame(lines ...string) paint.Frame { return paint.Frame{Text: strings.Join(lines, "\n")} }

func TestAPictureIsPaintedAtOnce(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		began := time.Now()
		p.Show(frame("hello", "there"))
		synctest.Wait()
		if got := s.lines(); got[0] != "hello" || got[1] != "there" {
			t.Errorf("painted %q", got)
		}
		if d := time.Since(began); d != 0 {
			t.Errorf("it took %v", d)
		}
	})
}

func TestAPictureThatComesRightAfterAnotherIsPaintedAtOnceToo(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		synctest.Wait()
		began := time.Now()
		for i := range 2 {
			p.Show(frame(fmt.Sprintf("picture %d", i)))
			synctest.Wait()
		}
		if got := s.lines()[0]; got != "picture 1" {
			t.Errorf("painted %q", got)
		}
		if d := time.Since(began); d != 0 {
			t.Errorf("it took %v", d)
		}
	})
}

func TestNothingIsWrittenForTheSamePicture(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Show(frame("hello"))
		synctest.Wait()
		s.taken()
		p.Show(frame("hello"))
		rest(time.Second)
		if w := s.taken(); len(w) != 0 {
			t.Errorf("wrote %q", w)
		}
	})
}

func TestASlowTerminalGetsTheNewestPicture(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		synctest.Wait()
		s.slow = 300 * time.Millisecond
		s.taken()
		for i := range 100 {
			p.Show(frame(fmt.Sprintf("picture %d", i))) // never waits
			time.Sleep(5 * time.Millisecond)
		}
		rest(time.Second)
		if n := len(s.taken()); n > 4 {
			t.Errorf("%d pictures were painted in half a second", n)
		}
		if got := s.lines()[0]; got != "picture 99" {
			t.Errorf("the last one is %q", got)
		}
	})
}

func TestWhatIsWrittenIsTheDifference(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		lines := []string{"one", "two", "three", "four", "five", "six"}
		p.Show(frame(lines...))
		synctest.Wait()
		s.taken()
		lines[2] = "tree"
		rest(time.Second)
		p.Show(frame(lines...))
		synctest.Wait()
		w := s.taken()
		if len(w) != 1 || len(w[0]) > 24 || strings.Contains(w[0], "six") {
			t.Errorf("wrote %q", w)
		}
	})
}

func TestAFullRepaintDrawsEveryCell(t *testing.T) {
	painted(t, func(s *paint.Settings) { s.FullRepaint = true }, func(s *screen, p *paint.Painter) {
		p.Show(frame("one", "two"))
		synctest.Wait()
		s.taken()
		rest(time.Second)
		p.Show(frame("one", "tree"))
		synctest.Wait()
		if w := strings.Join(s.taken(), ""); !strings.Contains(w, "one") || !strings.Contains(w, ansi.EraseEntireScreen) {
			t.Errorf("wrote %q", w)
		}
	})
}

func TestRedrawMendsAScreenThatSomebodyElseWroteOn(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Show(frame("one", "two"))
		synctest.Wait()
		if _, err := s.vt.WriteString("\x1b[1;1Hwall: the machine goes down\x1b[3;9H"); err != nil {
			t.Fatal(err)
		}
		rest(time.Second)
		p.Redraw()
		synctest.Wait()
		if got := s.lines(); got[0] != "one" || got[1] != "two" {
			t.Errorf("painted %q", got)
		}
	})
}

func TestTheCaretStandsWhereTheFrameSaysAndIsHiddenElse(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		visible := false
		s.vt.SetCallbacks(vt.Callbacks{CursorVisibility: func(v bool) { visible = v }})
		f := frame("name: mei")
		f.Caret = &paint.Point{X: 9, Y: 0}
		p.Show(f)
		synctest.Wait()
		if pos := s.vt.CursorPosition(); pos.X != 9 || pos.Y != 0 || !visible {
			t.Errorf("the caret is at %v, visible %v", pos, visible)
		}
		rest(time.Second)
		p.Show(frame("name: mei"))
		synctest.Wait()
		if visible {
			t.Error("a caret is shown though nobody types")
		}
	})
}

func TestATerminalThatCanShowsAPictureAllAtOnce(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Show(frame("one"))
		synctest.Wait()
		if w := strings.Join(s.taken(), ""); strings.Contains(w, ansi.SetModeSynchronizedOutput) {
			t.Errorf("nobody said that it can: %q", w)
		}
		p.Together(true)
		rest(time.Second)
		p.Show(frame("two"))
		synctest.Wait()
		w := strings.Join(s.taken(), "")
		if !strings.HasPrefix(w, ansi.SetModeSynchronizedOutput) || !strings.HasSuffix(w, ansi.ResetModeSynchronizedOutput) {
			t.Errorf("wrote %q", w)
		}
	})
}

func TestATerminalThatCountsByLettersIsToldTo(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Show(frame("👩‍👩‍👧 family"))
		synctest.Wait()
		s.taken()
		p.ByLetters()
		p.ByLetters()
		rest(time.Second)
		if w := strings.Join(s.taken(), ""); strings.Count(w, ansi.SetModeUnicodeCore) != 1 {
			t.Errorf("wrote %q", w)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		if w := strings.Join(s.taken(), ""); !strings.Contains(w, ansi.ResetModeUnicodeCore) {
			t.Errorf("at the end wrote %q", w)
		}
	})
}

func TestTheTerminalIsAskedWhatItCanDoUnlessItWouldPrintTheQuestion(t *testing.T) {
	for _, c := range []struct {
		environ []string
		asked   bool
	}{
		{[]string{"TERM=xterm-256color"}, true},
		{[]string{"TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal"}, false},
		{[]string{"TERM=xterm-256color", "TERM_PROGRAM=iTerm.app"}, true},
		{[]string{"TERM=xterm-256color", "SSH_TTY=/dev/pts/3"}, false},
		{[]string{"TERM=xterm-kitty", "SSH_TTY=/dev/pts/3"}, true},
	} {
		s := &strings.Builder{}
		p := paint.New(paint.Settings{Out: s, Environ: c.environ, W: 10, H: 2, Ask: true})
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(s.String(), ansi.RequestModeSynchronizedOutput+ansi.RequestModeUnicodeCore); got != c.asked {
			t.Errorf("%v: asked %v", c.environ, got)
		}
	}
}

func TestTheTerminalIsGivenBackAsItWas(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Title("heed")
		p.Show(frame("one"))
		synctest.Wait()
		took := strings.Join(s.taken(), "")
		if !s.vt.IsAltScreen() {
			t.Error("heed draws over the shell's screen")
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		gave := strings.Join(s.taken(), "")
		if s.vt.IsAltScreen() {
			t.Error("the shell's screen did not come back")
		}
		for _, mode := range []struct{ on, off string }{
			{ansi.SetModeBracketedPaste, ansi.ResetModeBracketedPaste},
			{ansi.SetModeFocusEvent, ansi.ResetModeFocusEvent},
			{ansi.PushKittyKeyboard(5), ansi.PopKittyKeyboard(1)},
			{ansi.SetModifyOtherKeys2, ansi.ResetModifyOtherKeys},
			{ansi.ResetModeTextCursorEnable, ansi.SetModeTextCursorEnable},
			{"\x1b[22;0t", "\x1b[23;0t"},
			{ansi.SetCursorStyle(6), ansi.SetCursorStyle(0)},
		} {
			if strings.Count(took, mode.on) != 1 || strings.Count(gave, mode.off) != 1 {
				t.Errorf("%q was set %d times and %q given back %d times", mode.on, strings.Count(took, mode.on), mode.off, strings.Count(gave, mode.off))
			}
		}
	})
}

func TestWhatIsShownWhileTheTerminalIsAwayIsPaintedWhenItIsBack(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Show(frame("before", "all"))
		synctest.Wait()
		if err := p.Release(); err != nil {
			t.Fatal(err)
		}
		s.taken()
		p.Show(frame("after", "all"))
		p.Title("other")
		rest(time.Second)
		if w := s.taken(); len(w) != 0 || s.vt.IsAltScreen() {
			t.Errorf("somebody else has the terminal, and %q was written to it", w)
		}
		if _, err := s.vt.WriteString("$ ls\r\nREADME"); err != nil {
			t.Fatal(err)
		}
		if err := p.Resume(); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got := s.lines(); got[0] != "after" || got[1] != "all" || got[2] != "" {
			t.Errorf("painted %q", got)
		}
	})
}

func TestTitleAndClipboardHoldNothingThatATerminalActsOn(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		synctest.Wait()
		s.taken()
		p.Title("mine 12\x07\x1b]52;c;ZXZpbA==\x07\u009c\nend")
		p.Copy("4821\x1b]0;evil\x07")
		synctest.Wait()
		w := strings.Join(s.taken(), "")
		if want := "\x1b]2;mine 12]52;c;ZXZpbA==end\x07\x1b]52;c;NDgyMRtdMDtldmlsBw==\x07"; w != want {
			t.Errorf("wrote %q", w)
		}
	})
}

func TestAClipboardUnderScreenIsWrappedForIt(t *testing.T) {
	painted(t, func(s *paint.Settings) { s.Environ = []string{"TERM=screen-256color"} }, func(s *screen, p *paint.Painter) {
		synctest.Wait()
		s.taken()
		p.Copy("4821")
		synctest.Wait()
		if w := strings.Join(s.taken(), ""); !strings.HasPrefix(w, "\x1bP\x1b]52;c;") {
			t.Errorf("wrote %q", w)
		}
	})
}

func TestAnotherSizeIsPaintedWhole(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Show(frame("one", "two"))
		synctest.Wait()
		s.vt.Resize(20, 3)
		p.Resize(20, 3)
		p.Show(frame("one", "two", "three"))
		rest(time.Second)
		if got := s.lines(); strings.Join(got, " ") != "one two three" {
			t.Errorf("painted %q", got)
		}
		s.vt.Resize(50, 9)
		p.Resize(50, 9)
		p.Show(frame("one", "two", "three", "", "", "", "", "", "nine"))
		rest(time.Second)
		if got := s.lines(); got[8] != "nine" || got[0] != "one" {
			t.Errorf("painted %q", got)
		}
	})
}

func TestColoursAreThoseThatTheTerminalHas(t *testing.T) {
	for _, c := range []struct {
		profile colorprofile.Profile
		want    string
	}{{colorprofile.TrueColor, "\x1b[38;2;255;0;95m"}, {colorprofile.ANSI256, "\x1b[38;5;197m"}, {colorprofile.Ascii, "red"}} {
		painted(t, func(s *paint.Settings) { s.Colours = c.profile }, func(s *screen, p *paint.Painter) {
			synctest.Wait()
			s.taken()
			var ink theme.Ink
			p.Show(frame(ink.Fg(color.RGBA{R: 255, B: 95, A: 255}).Render("red")))
			synctest.Wait()
			w := strings.Join(s.taken(), "")
			if !strings.Contains(w, c.want) || c.profile == colorprofile.Ascii && strings.Contains(w, "38;") {
				t.Errorf("%v: wrote %q", c.profile, w)
			}
		})
	}
}

func TestATerminalThatIsGoneIsSaidToBeGone(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		synctest.Wait()
		s.dead = errors.New("input/output error")
		p.Show(frame("one"))
		synctest.Wait()
		if p.Err() == nil {
			t.Error("nobody knows that nothing is painted")
		}
		p.Show(frame("two"))
	})
}

func TestATerminalThatHangsDoesNotKeepTheProgramFromEnding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen(40, 6)
		p := paint.New(settings(s))
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		s.stuck = make(chan struct{})
		p.Show(frame("one"))
		synctest.Wait()
		began := time.Now()
		if err := p.Close(); err == nil || time.Since(began) != 2*time.Second {
			t.Errorf("closed with %v after %v", err, time.Since(began))
		}
		close(s.stuck)
		synctest.Wait()
	})
}

// TestAnyPictureAfterAnyOtherIsPaintedRight compares what stands on the terminal after
// each of many pictures with the picture drawn on an empty one.
func TestAnyPictureAfterAnyOtherIsPaintedRight(t *testing.T) {
	pieces := []string{"a", "漢", " ", "\x1b[1;38;5;111mbold\x1b[m", "\x1b[48;5;236m  row  \x1b[m", "│", "é", "·", "e\u0301", "long words that go on", "\x1b[4mx\x1b[m"}
	rapid.Check(t, func(rt *rapid.T) {
		w, h := rapid.IntRange(2, 24).Draw(rt, "w"), rapid.IntRange(1, 7).Draw(rt, "h")
		letters := rapid.Bool().Draw(rt, "by letters")
		var frames []paint.Frame
		for range rapid.IntRange(1, 8).Draw(rt, "pictures") {
			lines := make([]string, h)
			for i := range lines {
				lines[i] = ansi.Truncate(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6).Draw(rt, "line"), ""), w, "")
			}
			if len(frames) > 0 && rapid.Bool().Draw(rt, "scrolled") {
				before := strings.Split(frames[len(frames)-1].Text, "\n")
				lines = slices.Concat(before[1:], lines[:1])
			}
			frames = append(frames, frame(lines...))
		}
		var wrong string
		synctest.Test(t, func(t *testing.T) {
			s := newScreen(w, h)
			p := paint.New(settings(s))
			if err := p.Start(); err != nil {
				t.Fatal(err)
			}
			if letters {
				p.ByLetters()
			}
			for i, f := range frames {
				p.Show(f)
				rest(10 * time.Millisecond)
				want := uv.NewScreenBuffer(w, h)
				want.Method = ansi.GraphemeWidth
				uv.NewStyledString(f.Text).Draw(want, want.Bounds())
				if diff := differs(s.vt, want); diff != "" {
					wrong = fmt.Sprintf("picture %d %q: %s", i, f.Text, diff)
					break
				}
			}
			_ = p.Close()
			synctest.Wait()
			if wrong != "" {
				wrong += fmt.Sprintf("\n%q", s.taken())
			}
		})
		if wrong != "" {
			rt.Fatal(wrong)
		}
	})
}

// differs compares letters and styles cell by cell.
func differs(got *vt.Emulator, want uv.ScreenBuffer) string {
	for y := range want.Height() {
		for x := range want.Width() {
			a, b := got.CellAt(x, y), want.CellAt(x, y)
			ca, cb := content(a), content(b)
			if ca != cb || style(a) != style(b) {
				return fmt.Sprintf("at %d,%d stands %q %s and should %q %s", x, y, ca, style(a), cb, style(b))
			}
		}
	}
	return ""
}

func content(c *uv.Cell) string {
	if c == nil || c.Content == "" && c.Width > 0 {
		return " "
	}
	return c.Content
}

func style(c *uv.Cell) string {
	if c == nil || c.Width == 0 {
		return ""
	}
	if strings.TrimSpace(c.Content) == "" {
		return fmt.Sprint(c.Style.Bg) // of a space only its ground is seen
	}
	return fmt.Sprint(c.Style.Fg, c.Style.Bg, c.Style.Attrs, c.Style.Underline)
}

// BenchmarkARow is what it costs to paint a cursor that moves in a list, of 120x40 cells.
func BenchmarkARow(b *testing.B) {
	th := theme.New(theme.Dark)
	pictures := make([]string, 2)
	for n := range pictures {
		lines := make([]string, 40)
		for i := range lines {
			line := fmt.Sprintf(" %4d  %-40s %s", i, "Refund still not on my card", th.Dim.Render("12 m"))
			if i == 10+n {
				line = th.Selected.Render(line)
			}
			lines[i] = line + strings.Repeat(" ", 50) + th.Rule.Render("│") + th.Text.Render(" nothing moves")
		}
		pictures[n] = strings.Join(lines, "\n")
	}
	c := paint.NewCanvas(paint.Settings{Environ: []string{"TERM=xterm-256color"}, Colours: colorprofile.TrueColor, W: 120, H: 40})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c.Draw(paint.Frame{Text: pictures[i%2]}, 120, 40)
	}
}

func TestABugInTheDrawingCostsOneRepaintAndNoSession(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Show(frame("one", "two"))
		rest(time.Second)
		p.Spoil()
		p.Show(frame("one", "tree"))
		rest(time.Second)
		if got := s.lines(); got[0] != "one" || got[1] != "tree" || p.Err() != nil {
			t.Errorf("painted %q, %v", got, p.Err())
		}
	})
}

func TestLettersKeepTheirCellsOnTerminalsThatCountByRunes(t *testing.T) {
	for _, byLetters := range []bool{false, true} {
		painted(t, nil, func(s *screen, p *paint.Painter) {
			if byLetters {
				p.ByLetters()
			}
			p.Show(frame("👩‍👩‍👧 family │", "❤️ heart  │", "plain     │"))
			rest(time.Second)
			for y := range 3 {
				if c := s.vt.CellAt(10, y); c == nil || c.Content != "│" {
					t.Errorf("by letters %v: line %d is %q", byLetters, y, s.lines()[y])
				}
			}
		})
	}
}

func TestAScreenThatWasAnotherSizeForAMomentIsPaintedWhole(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		p.Show(frame("hello", "there"))
		synctest.Wait()
		_, _ = s.vt.Write([]byte("\x1b[2J"))
		p.Resize(10, 2)
		p.Resize(40, 6)
		p.Title("said before the picture")
		synctest.Wait()
		p.Show(frame("hello", "there"))
		synctest.Wait()
		if got := s.lines()[0]; got != "hello" {
			t.Errorf("painted %q", got)
		}
	})
}

func TestAPainterThatNeverBeganIsClosedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		if err := paint.New(settings(newScreen(40, 6))).Close(); err != nil || time.Since(began) > 0 {
			t.Errorf("it took %v: %v", time.Since(began), err)
		}
	})
}

func TestANotificationSaysOnlyWhatItIsGivenAndComesThroughMultiplexers(t *testing.T) {
	const plain = "\x1b]777;notify;heed;2 new]0,x,y\x1b\\\x1b]9;heed: 2 new]0,x,y\a"
	for name, c := range map[string]struct {
		environ []string
		want    string
	}{
		"xterm":   {[]string{"TERM=xterm-256color"}, plain},
		"ghostty": {[]string{"TERM=xterm-ghostty"}, "\x1b]777;notify;heed;2 new]0,x,y\x1b\\"},
		"tmux":    {[]string{"TERM=screen-256color", "TMUX=/tmp/1"}, "\x1bPtmux;" + strings.ReplaceAll(plain, "\x1b", "\x1b\x1b") + "\x1b\\"},
		"screen":  {[]string{"TERM=screen-256color"}, "\x1bP" + strings.ReplaceAll(plain, "\x1b\\", "\a") + "\x1b\\"},
	} {
		painted(t, func(s *paint.Settings) { s.Environ = c.environ }, func(s *screen, p *paint.Painter) {
			synctest.Wait()
			s.taken()
			p.Notify("heed", "2 new\x1b]0;x;y\a\u009c\n")
			p.Ring()
			synctest.Wait()
			if w := strings.Join(s.taken(), ""); w != c.want+"\a" {
				t.Errorf("%s: wrote %q", name, w)
			}
			if err := p.Release(); err != nil {
				t.Error(err)
			}
			s.taken()
			p.Ring()
			p.Notify("heed", "later")
			if err := p.Resume(); err != nil {
				t.Error(err)
			}
			synctest.Wait()
			if w := strings.Join(s.taken(), ""); strings.Contains(w, "later") {
				t.Errorf("%s: what was said while another program had the terminal came after it: %q", name, w)
			}
		})
	}
}

func TestAPictureThatHoldsMoreThanLettersIsSentAsLetters(t *testing.T) {
	painted(t, nil, func(s *screen, p *paint.Painter) {
		s.taken()
		p.Show(frame("a\u009b31mb\u0085c", "x\u202ey\u2066z\u200f", "one\u2028two", "\x1b]8;;http://evil.example\x07bank\x1b]8;;\x07", "\x1b[31mred\x1b[m"))
		rest(time.Second)
		wire := strings.Join(s.taken(), "")
		if _, err := tuitest.Read(wire); err != nil {
			t.Errorf("%v in %q", err, wire)
		}
		if !strings.Contains(wire, "bank") || !strings.Contains(wire, "red") || !strings.Contains(wire, "\ufffd") {
			t.Errorf("it sent %q", wire)
		}
	})
}
