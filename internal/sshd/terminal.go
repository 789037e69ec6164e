package sshd

import (
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// Terminal is what a session has of the terminal at the other end.
type Terminal struct {
	In      io.Reader // keys, as they come
	Out     io.Writer
	Environ []string // TERM, and COLORTERM and LANG where they were sent
	Size    Size     // to begin with
	Sizes   <-chan Size
}

// Size is that of a terminal, in cells.
type Size = struct{ W, H int }

// The sizes that a terminal may have; what is beyond them is not drawn.
const (
	leastW, mostW = 20, 400
	leastH, mostH = 5, 150
)

// clamped is a size as it may be, whatever is said.
func clamped(w, h uint32) Size {
	return Size{int(min(max(w, leastW), mostW)), int(min(max(h, leastH), mostH))}
}

// resizeEvery is how often a session hears of another size at most.
const resizeEvery = 100 * time.Millisecond

// sizes hands on the newest size, and not each.
type sizes struct {
	out chan Size // with room for one

	mu      sync.Mutex
	next    Size
	pending bool
	last    time.Time
}

func newSizes() *sizes { return &sizes{out: make(chan Size, 1)} }

// put takes a size that is handed on soon.
func (s *sizes) put(to Size) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = to
	if s.pending {
		return
	}
	s.pending = true
	time.AfterFunc(max(resizeEvery-time.Since(s.last), 0), s.hand)
}

func (s *sizes) hand() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pending, s.last = false, time.Now()
	select {
	case <-s.out: // nobody has looked at it
	default:
	}
	s.out <- s.next
}

// poorest is the terminal that one of an unknown name is taken for.
const poorest = "vt100"

// termOf is the name of a terminal where it is one of those that heed knows; any other is taken
// for a poor one, so that no name from outside is looked up or written anywhere.
func termOf(name string) string {
	families := []string{
		"xterm", "screen", "tmux", "rxvt", "vt100", "vt220", "linux", "alacritty", "foot", "kitty", "ghostty", "wezterm", "konsole", "st", "iterm2", "putty", "contour", "rio",
	}
	variants := []string{
		"", "-256color", "-direct", "-color", "-16color", "-unicode", "-unicode-256color", "-kitty", "-ghostty", "-extra", "-bce", "-truecolor", "-mono",
	}
	for _, family := range families {
		if rest, ok := strings.CutPrefix(name, family); ok && slices.Contains(variants, rest) {
			return name
		}
	}
	return poorest
}

// mostValue is the most letters of a variable that is taken.
const mostValue = 32

// mayPass reports whether a variable is one that a session takes, in letters that say nothing else.
func mayPass(name, value string) bool {
	return (name == "LANG" || name == "COLORTERM") && len(value) <= mostValue && !strings.ContainsFunc(value, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && !strings.ContainsRune("_.-@", r)
	})
}
