package first

import (
	"context"
	"time"

	"github.com/heed-desk/heed/tui/screen"
)

// sight is what is known of what is typed for a way.
type sight struct {
	asked string // what is looked at, or was last; nothing where what stands there is to be
	busy  bool
	found Found
	stop  context.CancelFunc // ends the look that is under way; nil where none is
}

// forget drops what was found, and ends the look that is under way.
func (g *sight) forget() {
	if g.stop != nil {
		g.stop()
	}
	*g = sight{}
}

// pause is how long the hands rest before what was typed is looked at.
const pause = 350 * time.Millisecond

const (
	slotLook  = "first.look"
	slotFound = "first.found." // the way stands behind it: one look never waits for another way's
)

// later looks at what is typed when the hands rest.
func (s *Screen) later() screen.Out {
	seen := s.sights[s.chosen()]
	if one, two := s.typed(s.chosen()); one+"\x00"+two == seen.asked {
		return screen.Out{}
	}
	seen.forget()
	seen.busy = true
	return screen.Out{After: []screen.After{{Slot: slotLook, Wait: pause}}}
}

// seen is what was found of a way, and what of it was looked at.
type seen struct {
	typed string
	found Found
}

// look looks at what is typed, unless it has been looked at.
func (s *Screen) look() screen.Out {
	way, looks := s.chosen(), s.looks
	one, two := s.typed(way)
	typed, at := one+"\x00"+two, s.sights[way]
	if s.step != telling || typed == at.asked {
		return screen.Out{}
	}
	at.forget()
	at.asked = typed
	if one == "" {
		return screen.Out{}
	}
	ctx, stop := context.WithCancel(s.ctx)
	at.busy, at.stop = true, stop
	return screen.Out{Ask: []screen.Ask{{Slot: slotFound + string(way), Read: func() (any, error) {
		if way == Served {
			return seen{typed, looks.Served(ctx, one, two)}, nil
		}
		return seen{typed, looks.Folder(ctx, one, two)}, nil
	}}}}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if slot == slotLook {
		return s.look()
	}
	for way, at := range s.sights {
		if slot != slotFound+string(way) {
			continue
		}
		switch v := v.(type) {
		case seen:
			if v.typed == at.asked {
				at.end(v.found)
			}
		case error:
			if at.stop != nil {
				at.end(Found{Said: s.Book.Err(v)})
			}
		}
	}
	return screen.Out{}
}

// end takes in what was found.
func (g *sight) end(found Found) {
	if g.stop != nil {
		g.stop()
	}
	g.found, g.busy, g.stop = found, false, nil
}
