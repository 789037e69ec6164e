package act

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Words is a dialog for a text of several lines. It ends with what was read of it under its slot. Where
// its words are left they are kept first, and it stays where that cannot be. While it is open the root
// keeps them.
type Words struct {
	*screen.Session
	screen.NoNews
	screen.InField
	asked  Asked
	most   int
	left   Left
	label  string // what accepting is called
	editor *part.Editor
	safe   string // what stands elsewhere too
	told   string // the slot under which is told that they are kept
	w, h   int
}

// Left is what becomes of words that are left.
type Left struct {
	Keep  func(words string) screen.Out // keeps them elsewhere, by one Write; what comes of that is learnt under its slot
	Here  func() bool                   // they stay begun in the dialog, as there is nowhere else; nil for never
	Spare bool                          // nobody misses them
}

// NewWords makes the dialog, for at most so many bytes.
func NewWords(s *screen.Session, a Asked, most int, accept string, left Left) *Words {
	w := &Words{Session: s, asked: a, most: most, label: accept, left: left, editor: part.NewEditor(s.Theme, a.Hint)}
	w.editor.SetText(a.Begun)
	w.safe, w.Field = w.editor.Text(), w.editor
	return w
}

// Title implements screen.Screen.
func (d *Words) Title() string { return d.asked.Title }

// Scopes implements screen.Screen.
func (d *Words) Scopes() []keymaps.Scope {
	if d.asked.Flaw != nil {
		return []keymaps.Scope{keymaps.Lines, keymaps.Field}
	}
	return []keymaps.Scope{keymaps.Dialog, keymaps.Field}
}

// Why implements screen.Screen.
func (d *Words) Why(a keymaps.Action) desk.Reason {
	switch a {
	case keymaps.Accept:
		return d.whyNotAccept()
	case keymaps.Cancel, keymaps.GoBack:
		return d.stays()
	default:
		return desk.Reason{}
	}
}

// stays is the reason why the words cannot be left.
func (d *Words) stays() desk.Reason {
	switch n := d.editor.Len(); {
	case !d.unkept():
		return desk.Reason{}
	case n > desk.MaxReply: // no draft takes them
		return desk.Reason{Code: desk.TextTooLong, Args: []string{strconv.Itoa(n)}}
	default:
		return desk.Reason{}
	}
}

func (d *Words) whyNotAccept() desk.Reason {
	if n := d.editor.Len(); n > d.most {
		return desk.Reason{Code: desk.TextTooLong, Args: []string{strconv.Itoa(n)}}
	}
	_, why := d.asked.Read(d.words())
	return why
}

// Label implements screen.Labelled.
func (d *Words) Label(a keymaps.Action) string {
	switch {
	case a == keymaps.Cancel && d.unkept() && d.here():
		return d.Book.T("action.back.composer")
	case a == keymaps.Cancel && d.unkept():
		return d.Book.T("choose.keep_as_note")
	case a == keymaps.Accept:
		return d.label
	default:
		return ""
	}
}

// Act implements screen.Screen.
func (d *Words) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		v, _ := d.asked.Read(d.words())
		return screen.Out{Close: &screen.Closed{Slot: d.asked.Slot, Value: v}}
	case keymaps.Cancel, keymaps.GoBack:
		switch {
		case !d.unkept():
			return screen.Out{Close: &screen.Closed{}}
		case d.here():
			return screen.Out{Close: &screen.Closed{}, Say: &screen.Notice{Text: d.Book.T("act.words_stay")}}
		}
		out := d.left.Keep(d.words())
		for i := range out.Write {
			d.told, out.Write[i].Slot = out.Write[i].Slot, slotLeft
		}
		return out
	default:
		return screen.Out{}
	}
}

// Unready implements screen.Unready: what is pressed behind leaving is meant for what stands below.
func (d *Words) Unready() bool { return d.told != "" }

// Learn implements screen.Screen: whether the words that were left are kept.
func (d *Words) Learn(slot string, v any) screen.Out {
	if slot != slotLeft || d.told == "" {
		return screen.Out{}
	}
	told := d.told
	d.told = ""
	if err, failed := v.(error); failed {
		return screen.Out{Say: &screen.Notice{Text: unkeptSaid(d.Book, err), Level: screen.Failure, Unkept: true}, Spill: true}
	}
	d.editor.SetText("") // they are there now, and no draft of this dialog
	return screen.Out{Close: &screen.Closed{Slot: told, Value: v}}
}

// unkeptSaid is why words that were left are not kept.
func unkeptSaid(b *words.Book, err error) string {
	if p := (*desk.Problem)(nil); errors.As(err, &p) && p.Code == desk.TextTooLong {
		return b.T("act.no_room_for_words", "most", b.Size(desk.MaxDraft))
	}
	return b.Err(err)
}

func (d *Words) words() string { return text.Paste(d.editor.Text()) }

// unkept reports whether words would be lost with the dialog.
func (d *Words) unkept() bool { return !d.left.Spare && d.drafts() }

// drafts reports whether there is anything that Drafted would return.
func (d *Words) drafts() bool {
	return !d.editor.Empty() && (d.editor.Len() != len(d.safe) || d.editor.Text() != d.safe)
}

// Revision implements screen.Revised.
func (d *Words) Revision() int { return d.editor.Revision() }

// here reports whether words that are left stay begun in the dialog.
func (d *Words) here() bool { return d.left.Here != nil && d.left.Here() }

// Drafting implements screen.Drafting.
func (d *Words) Drafting() desk.Asked { return d.asked.In }

// Drafted implements screen.Drafting.
func (d *Words) Drafted() string {
	if !d.drafts() {
		return ""
	}
	return d.editor.Text()
}

// Redraft implements screen.Drafting.
func (d *Words) Redraft(words string) screen.Out {
	d.editor.SetText(words)
	d.editor.SetCaret(d.editor.Len())
	return screen.Out{}
}

// Inherits implements screen.Heir.
func (d *Words) Inherits(from desk.Asked) bool { return d.asked.Heir != nil && d.asked.Heir(from) }

// Stands implements screen.Replacing.
func (d *Words) Stands() string { return d.asked.Begun }

// Resize implements screen.Screen.
func (d *Words) Resize(w, h int) {
	d.w, d.h = w, h
	d.editor.Resize(max(w-2, 1), max(h-d.feet(), 1))
}

// feet are the lines below the text.
func (d *Words) feet() int {
	if d.asked.Flaw != nil && d.h >= 4 {
		return 2
	}
	return 0
}

// foot is what stands there, and whether that is wrong.
func (d *Words) foot() (said string, wrong bool) {
	if d.asked.Flaw == nil {
		return "", false
	}
	if flaw := d.asked.Flaw(d.words()); flaw != "" {
		return flaw, true
	}
	return d.asked.About, false
}

// Wish implements screen.Sized.
func (d *Words) Wish(maxW, maxH int) (w, h int) {
	if d.asked.Flaw == nil {
		return min(64, maxW), min(6, maxH)
	}
	return min(84, maxW), min(max(strings.Count(d.asked.Begun, "\n")+5, 8), maxH)
}

// View implements screen.Screen.
func (d *Words) View(time.Time) paint.Frame {
	if d.w <= 0 || d.h <= 0 {
		return paint.Frame{}
	}
	picture, x, y := d.editor.View()
	lines := strings.Split(picture, "\n")
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	if d.feet() > 0 {
		said, wrong := d.foot()
		ink := d.Theme.Dim
		if wrong {
			ink = d.Theme.Soon
		}
		lines = append(lines[:min(len(lines), d.h-d.feet())], "", " "+ink.Render(text.Truncate(said, max(d.w-2, 1))))
	}
	return paint.Frame{Text: part.Fit(lines, d.w, d.h), Caret: &paint.Point{X: min(x+1, d.w-1), Y: min(y, d.h-1)}}
}

// Tell implements screen.Teller.
func (d *Words) Tell(time.Time) screen.Speech {
	words, caret, row, above := d.editor.Line()
	sp := screen.Speech{
		Head: []screen.Sentence{screen.Say(d.Book.T("linear.title", "title", d.Title()))},
		Live: &screen.Live{Label: d.Book.T("linear.write.field"), Text: words, Caret: caret, Row: row, Above: above},
	}
	switch said, wrong := d.foot(); {
	case wrong:
		sp.Here = append(sp.Here, screen.Say(text.Sentence(said)))
	case said != "":
		sp.More = append(sp.More, screen.Say(text.Sentence(said)))
	}
	return sp
}
