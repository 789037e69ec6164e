// Package gallery shows the same pictures to everybody who only looks: what is looked at is drawn
// once for all terminals of a size, with the same colours and in the same language, however many
// they are. Each terminal has the newest picture and never each: one that is slow harms nobody.
package gallery

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/charmbracelet/colorprofile"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/paint"
)

// Subject is what a picture depends on: who looks at the same subject sees the same.
type Subject struct {
	W, H     int
	Colours  colorprofile.Profile
	Light    bool // the terminals' background is a light one
	Language words.Language
}

// Paints draws a subject, one picture after the other, until ctx ends. It never waits for who looks.
type Paints func(ctx context.Context, of Subject, show func(paint.Frame)) error

// ErrFull says that there are as many different pictures as there may be.
var ErrFull = errors.New("there are too many different pictures")

// The size that every terminal can show: there is a picture in it however many others there are.
const leastW, leastH = 20, 5

// Gallery keeps the pictures that somebody looks at.
type Gallery struct {
	paints Paints
	most   int

	mu       sync.Mutex
	pictures map[Subject]*picture
	work     sync.WaitGroup
}

// New makes a gallery of at most so many pictures, but for the smallest ones. Each is drawn by paints
// from when the first one looks at it until the last one has gone.
func New(most int, paints Paints) *Gallery {
	return &Gallery{paints: paints, most: most, pictures: map[Subject]*picture{}}
}

// Wait waits until nothing is drawn any more, once nobody looks.
func (g *Gallery) Wait() { g.work.Wait() }

// enter has somebody look at a subject. Where there is no room for one more picture it is ErrFull, or
// with shrink the same in the smallest size.
func (g *Gallery) enter(of Subject, shrink bool) (*picture, *looker, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.pictures[of]
	if p == nil && g.counted() >= g.most {
		if !shrink {
			return nil, nil, ErrFull
		}
		of.W, of.H = leastW, leastH
		p = g.pictures[of]
	}
	if p == nil {
		p = g.hang(of)
	}
	l := &looker{bell: make(chan struct{}, 1)}
	p.admit(l)
	return p, l, nil
}

// counted is how many pictures there are but for the smallest ones.
func (g *Gallery) counted() (n int) {
	for of := range g.pictures {
		if of.W != leastW || of.H != leastH {
			n++
		}
	}
	return n
}

// hang begins a picture.
func (g *Gallery) hang(of Subject) *picture {
	ctx, end := context.WithCancel(context.Background())
	p := &picture{of: of, end: end, film: paint.NewFilm(of.Colours, of.W, of.H), lookers: map[*looker]struct{}{}}
	g.pictures[of] = p
	g.work.Go(func() {
		defer end()
		err := safely(func() error { return g.paints(ctx, of, p.show) })
		g.mu.Lock()
		if g.pictures[of] == p { // who comes now has a new one
			delete(g.pictures, of)
		}
		g.mu.Unlock()
		p.close(err)
	})
	return p
}

// leave has somebody look no longer. The last one to go ends the picture.
func (g *Gallery) leave(p *picture, l *looker) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p.dismiss(l) > 0 {
		return
	}
	p.end()
	if g.pictures[p.of] == p {
		delete(g.pictures, p.of)
	}
}

// safely turns a bug into the end of one picture.
func safely(run func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it failed: %v\n%s", r, debug.Stack())
		}
	}()
	return run()
}
