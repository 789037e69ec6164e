package gallery

import (
	"context"
	"io"

	"github.com/charmbracelet/colorprofile"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/paint"
)

// Visitor is a terminal at which somebody looks.
type Visitor struct {
	In       io.Reader
	Out      io.Writer
	Environ  []string
	Language words.Language
	Title    string // of the terminal's window
	W, H     int
	Sizes    <-chan struct{ W, H int }
	// Shrink has them see the smallest picture where there is no room for one in their size as they
	// come; else it is ErrFull, and nothing was shown or read. Later on it is always so.
	Shrink bool
	// Leaves reports whether what was typed ends the looking. Nothing else is done with it.
	Leaves func(typed []byte) bool
}

// Left is how somebody left: what they typed last, and the terminal as it was then.
type Left struct {
	Typed []byte
	W, H  int
}

// Look shows a visitor what there is to see until they leave or ctx ends. The terminal is then as it
// was before. What is typed after that is still to be read.
func (g *Gallery) Look(ctx context.Context, v Visitor) (left Left, err error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	s := &sitting{
		gallery: g, visitor: v,
		of: Subject{W: v.W, H: v.H, Colours: colorprofile.Env(v.Environ), Language: v.Language},
	}
	defer s.leave()
	if err := s.turn(s.of, v.Shrink); err != nil {
		return Left{}, err
	}
	if _, err := io.WriteString(v.Out, paint.Hang(v.Title)); err != nil {
		return Left{}, err
	}
	left, err = s.look(ctx, listen(ctx, v.In, v.Leaves))
	if _, down := io.WriteString(v.Out, paint.TakeDown()); err == nil && ctx.Err() == nil {
		err = down
	}
	return left, err
}

// sitting is a visitor before a picture.
type sitting struct {
	gallery *Gallery
	visitor Visitor
	of      Subject // as their terminal is
	picture *picture
	looker  *looker
}

// turn has them look at another subject, or the first one.
func (s *sitting) turn(to Subject, shrink bool) error {
	p, l, err := s.gallery.enter(to, shrink)
	if err != nil {
		return err
	}
	s.leave()
	s.of, s.picture, s.looker = to, p, l
	return nil
}

func (s *sitting) leave() {
	if s.picture != nil {
		s.gallery.leave(s.picture, s.looker)
	}
}

func (s *sitting) look(ctx context.Context, heard <-chan heard) (Left, error) {
	for {
		to := s.of
		select {
		case <-ctx.Done():
			return Left{}, nil
		case size := <-s.visitor.Sizes:
			to.W, to.H = size.W, size.H
		case h := <-heard:
			if h.gone || len(h.typed) > 0 {
				return Left{Typed: h.typed, W: s.of.W, H: s.of.H}, nil
			}
			to.Light = h.light
		case <-s.looker.bell:
			b, err := s.picture.next(s.looker)
			if err == nil && len(b) > 0 {
				_, err = s.visitor.Out.Write(b)
			}
			if err != nil {
				return Left{}, err
			}
		}
		if to == s.of {
			continue
		}
		if err := s.turn(to, true); err != nil {
			return Left{}, err
		}
	}
}
