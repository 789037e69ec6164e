// Package files asks for paths: which file is to go with a message, and where one that came
// is to be saved. It reads and writes nothing itself.
package files

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotLook  = "look"
	slotPlace = "place"
	slotAdded = "added"
	slotSaved = "saved"
	slotFetch = "fetch"
	slotOpen  = "open"
	slotGone  = "gone"
)

// paths is a path that is being typed, with what it can go on to.
type paths struct {
	*screen.Session
	files   screen.Files
	picker  *part.Picker
	found   desk.Paths
	known   bool   // found is of what is typed
	trouble string // why nothing can be listed, or what went wrong last
	busy    bool   // a file is on its way
	wrong   string // why the last one did not come
	done    *atomic.Int64
	in      desk.Asked // where what is typed is kept
	begun   string     // what stood there first
	over    bool       // it came to where it leads, or was left
}

func newPaths(s *screen.Session, prompt string, in desk.Asked) paths {
	return paths{Session: s, files: s.Files, in: in, picker: part.NewPicker(s.Theme, s.Book.T(prompt)), done: &atomic.Int64{}}
}

// Drafting implements screen.Drafting.
func (p *paths) Drafting() desk.Asked { return p.in }

// Drafted implements screen.Drafting.
func (p *paths) Drafted() string {
	if typed := p.typed(); !p.over && typed != p.begun {
		return typed
	}
	return ""
}

// Redraft implements screen.Drafting: what the path leads to is looked for again.
func (p *paths) Redraft(words string) screen.Out {
	p.picker.Field.SetText(text.Line(desk.Foreign(words)))
	return p.look()
}

// leave ends with nothing: a path that was left has led nowhere.
func (p *paths) leave() screen.Out {
	p.over = true
	return screen.Out{Close: &screen.Closed{}}
}

// Scopes implements screen.Screen.
func (p *paths) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Paths, keymaps.Picker, keymaps.Field}
}

// Typing implements screen.Typist.
func (p *paths) Typing() bool { return true }

// Unready implements screen.Unready: what is pressed behind a file that is on its way is meant
// for where that leads, and what is pressed before the list is there for what will be in it.
func (p *paths) Unready() bool { return p.busy || !p.known }

// Jots implements screen.Jotter: a path is typed on while what it can be is looked for.
func (p *paths) Jots(tea.Msg) bool { return !p.busy }

// Type implements screen.Screen.
func (p *paths) Type(k tea.KeyPressMsg) screen.Out {
	if p.anew(k.Text) {
		p.picker.Field.SetText("")
	}
	if p.picker.Type(k) {
		return p.look()
	}
	return screen.Out{}
}

// anew reports whether a letter behind a folder begins another path.
func (p *paths) anew(letter string) bool {
	typed := p.typed()
	return (letter == "~" || letter == "/") && strings.HasSuffix(typed, "/") && p.picker.Field.Caret() == len(typed)
}

// Paste implements screen.Screen. A path that was copied or dragged here may come in quotes.
func (p *paths) Paste(s string) screen.Out {
	s = strings.TrimSpace(s)
	if n := len(s); n > 1 && (s[0] == '\'' || s[0] == '"') && s[n-1] == s[0] {
		s = s[1 : n-1]
	}
	s = strings.ReplaceAll(strings.TrimPrefix(s, "file://"), `\ `, " ")
	if strings.HasPrefix(s, "/") || strings.HasPrefix(s, "~") {
		p.picker.Field.SetText("")
	}
	p.picker.Field.Paste(s)
	return p.look()
}

func (p *paths) typed() string { return p.picker.Field.Text() }

// look lists what is typed; what was looked for before is given up.
func (p *paths) look() screen.Out {
	p.known, p.trouble = false, ""
	files, typed := p.files, p.typed()
	return away(slotLook, func(ctx context.Context) (any, error) { return files.Look(ctx, typed) })
}

// away is an errand.
func away(slot string, run func(context.Context) (any, error)) screen.Out {
	return screen.Out{Errand: []screen.Errand{{Slot: slot, Run: run}}}
}

// bring brings a file, off the loop; how far it has come stands in done.
func (p *paths) bring(slot string, run func(ctx context.Context, done *atomic.Int64) (any, error)) screen.Out {
	if p.busy {
		return screen.Out{}
	}
	done := &atomic.Int64{}
	p.busy, p.wrong, p.done = true, "", done
	return away(slot, func(ctx context.Context) (any, error) { return run(ctx, done) })
}

// Ages implements screen.Ageing: progress moves by itself.
func (p *paths) Ages(now time.Time) time.Time {
	if !p.busy {
		return time.Time{}
	}
	return now.Add(200 * time.Millisecond)
}

func (p *paths) learnLook(v any) {
	switch v := v.(type) {
	case desk.Paths:
		if v.Typed != p.typed() {
			return
		}
		p.known, p.found = true, v
	case error:
		p.known, p.found, p.trouble = true, desk.Paths{}, act.FileTrouble(p.Session, v)
	}
	p.picker.Found(len(p.found.All))
}

// under is what the cursor is on; nil where that is nothing.
func (p *paths) under() *desk.Path {
	if at := p.picker.List.At(); p.known && at >= 0 && at < len(p.found.All) {
		return &p.found.All[at]
	}
	return nil
}

// complete types on what all that was found begin with, else what is under the cursor.
func (p *paths) complete() screen.Out {
	at := p.under()
	if at == nil {
		return screen.Out{}
	}
	next := at.Typed
	if common := p.common(); len(common) > len(p.typed()) && !p.found.More {
		next = common
	}
	if next == p.typed() {
		return screen.Out{}
	}
	p.picker.Field.SetText(next)
	return p.look()
}

// common is what all that was found begin with.
func (p *paths) common() string {
	all := p.found.All
	same := all[0].Typed
	for _, f := range all[1:] {
		for !strings.HasPrefix(f.Typed, same) {
			same = same[:len(same)-1]
		}
	}
	return strings.ToValidUTF8(same, "")
}

// into goes into the folder under the cursor.
func (p *paths) into(folder string) screen.Out {
	p.picker.Field.SetText(folder)
	return p.look()
}

// row draws one entry.
func (p *paths) row(i, w int, selected bool) []string {
	e := p.found.All[i]
	label, hint := text.Line(e.Name), p.Book.FileSize(e.Size)
	if e.Folder {
		label, hint = label+"/", ""
	}
	if selected {
		label = p.Theme.Strong.Render(label)
	}
	return []string{part.Spread(" "+label, p.Theme.Dim.Render(hint)+" ", w)}
}

// nothing is why nothing is listed.
func (p *paths) nothing() string {
	switch {
	case p.trouble != "":
		return p.trouble
	case !p.known:
		return p.Book.T("choose.reading")
	default:
		return p.Book.T("files.no_fit")
	}
}

// foot is how far a file of a size has come, or what went wrong.
func (p *paths) foot(size int64, w int) string {
	if !p.busy {
		return part.Pad(" "+p.Theme.Soon.Render(text.Truncate(p.wrong, max(w-2, 0))), w)
	}
	done := p.done.Load()
	said := p.Book.T("files.fetched", "done", p.Book.FileSize(done), "size", p.Book.FileSize(size))
	bar := part.Progress(p.Theme, int(done), int(size), min(max(w-text.Width(said)-4, 0), 24))
	return part.Pad(" "+text.Truncate(bar+"  "+said, max(w-2, 0)), w)
}

// count says that not all is listed.
func (p *paths) count() string {
	if p.found.More && p.known {
		return p.Book.T("files.more", "n", len(p.found.All))
	}
	return ""
}
