package gallery

import (
	"bytes"
	"context"
	"io"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// heard is what comes from a terminal: how its background is, or what was typed with which somebody
// leaves; or that nothing will come any more.
type heard struct {
	light bool
	typed []byte
	gone  bool
}

// mostHeard is how much of what a terminal says is looked at in one piece.
const mostHeard = 4 << 10

// listen reads what comes from a terminal, until something was typed with which somebody leaves: what
// follows that is left to be read.
func listen(ctx context.Context, in io.Reader, leaves func([]byte) bool) <-chan heard {
	out := make(chan heard)
	tell := func(h heard) bool {
		select {
		case out <- h:
			return true
		case <-ctx.Done():
			return false
		}
	}
	go func() { // until in has nothing more, at the latest
		buf := make([]byte, mostHeard)
		for {
			n, err := in.Read(buf)
			typed, ground, answered := background(buf[:n])
			if answered && !tell(heard{light: !ground.IsDark()}) {
				return
			}
			if len(typed) > 0 && leaves(typed) {
				tell(heard{typed: bytes.Clone(typed)})
				return
			}
			if err != nil {
				tell(heard{gone: true})
				return
			}
			if ctx.Err() != nil {
				return
			}
		}
	}()
	return out
}

// answer is how a terminal begins to say which background it has.
const answer = "\x1b]11;"

// background takes the answer for the background out of what came from a terminal.
func background(b []byte) (rest []byte, ground tea.BackgroundColorMsg, answered bool) {
	from := bytes.Index(b, []byte(answer))
	if from < 0 {
		return b, ground, false
	}
	said := b[from+len(answer):]
	end := bytes.IndexAny(said, "\a\x1b")
	if end < 0 {
		return b[:from], ground, false // cut off: it is let go
	}
	after := said[end+1:]
	if said[end] == '\x1b' {
		after = bytes.TrimPrefix(after, []byte(`\`))
	}
	ground.Color = ansi.XParseColor(string(said[:end]))
	return append(bytes.Clone(b[:from]), after...), ground, ground.Color != nil
}
