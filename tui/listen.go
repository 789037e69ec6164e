package tui

import (
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/voice"
)

// display is where a session is shown or said.
type display interface {
	terminal
	Title(string)
	Resize(w, h int)
	Together(bool)
	ByLetters()
	Release() error
	Resume() error
	Reclaim() error
	Start() error
	Close() error
	Wire() io.Writer // for what is no picture
	Err() error
}

// Listen makes the model of a program that says what the root shows. The root must have
// been made with Linear.
func Listen(root *Root, v *voice.Voice) *Shown {
	s := show(root, v)
	s.voice = v
	return s
}

// The room that is laid out for somebody who hears it: one screen at a time. What is said
// is as wide as the terminal.
const (
	linearW     = 80
	linearH     = 24
	linearLeast = 40
)

// gather is how long it is waited after something happened for what follows from it: what
// belongs together is said together. Letters that are typed stand there at once.
const gather = 30 * time.Millisecond

// tell says what is new, at the pace at which it may be said.
func (s *Shown) tell() tea.Cmd {
	now := time.Now()
	if s.touched.IsZero() {
		s.touched = now
	}
	if wait := gather - now.Sub(s.touched); wait > 0 && !s.root.quit {
		if live, same := s.root.liveNow(); same {
			s.voice.Say(nil, live)
		}
		return s.soon(now, wait)
	}
	s.touched = time.Time{}
	said := s.root.tellNow(now)
	if !said.later {
		s.voice.Say(said.lines, said.live)
	}
	if s.voice.Err() != nil {
		s.root.leave()
	}
	return s.soon(now, said.wait)
}

// soon looks once more when a time has passed.
func (s *Shown) soon(now time.Time, wait time.Duration) tea.Cmd {
	at := now.Add(wait)
	if wait <= 0 || s.next.After(now) && !s.next.After(at) {
		return nil
	}
	s.next = at
	return s.root.laterCmd(wait, overdue{})
}

// speech is what a screen says: in its own words, else by its picture.
func (r *Root) speech(st *seat, now time.Time) screen.Speech {
	if t, ok := st.screen.(screen.Teller); ok {
		sp := t.Tell(now)
		if _, dialog := st.screen.(screen.Sized); dialog && len(sp.Head) > 0 { // its title names the ticket that it is about
			sp.Head[0].Text = text.Sentence(ticketed(r.session.Book, sp.Head[0].Text))
		}
		return sp
	}
	return r.byPicture(st, st.screen.View(now))
}

// picture is never drawn for somebody who hears it; a screen that does not tell is told by it.
func (r *Root) byPicture(st *seat, f paint.Frame) screen.Speech {
	sp := readPicture(r.session.Book, f)
	sp.Head = append([]screen.Sentence{screen.Say(ticketed(r.session.Book, r.session.Book.T("linear.title", "title", st.screen.Title())))}, sp.Head...)
	if p, ok := st.screen.(screen.Placed); ok && p.Standing() != "" {
		sp.More = append(sp.More, screen.Say(r.session.Book.T("linear.sentence", "said", p.Standing())))
	}
	return sp
}
