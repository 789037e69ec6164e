package composer

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// checked is what the phrasebook says of the text as it was at a revision.
type checked struct {
	revision int
	note     bool // it was looked over as a note
	findings []phrasebook.Finding
	reading  phrasebook.Reading
}

// mostChecked is the length above which nobody waits for a check.
const mostChecked = 32 << 10

// askCheck looks the text over, off the loop.
func (s *Screen) askCheck() screen.Out {
	if s.checkedNow() && s.revision > 0 {
		return screen.Out{}
	}
	words, revision, note := s.editor.Text(), s.revision, s.unchecked()
	about := phrasebook.Situation{Subject: s.facts.Ticket.Subject, Said: slices.Clone(s.said), Answered: s.at.Replies > 0, Language: s.facts.Customer.Language}
	return screen.Out{Ask: []screen.Ask{{Slot: slotChecked, Read: func() (any, error) {
		c := checked{revision: revision, note: note, reading: phrasebook.Read(words)}
		if !note && len(words) <= mostChecked {
			c.findings = phrasebook.Check(words, about)
		}
		return c, nil
	}}}}
}

func (s *Screen) learnChecked(v any) {
	if c, ok := v.(checked); ok {
		s.checked = c
		s.unmarked = true
	}
}

// mark sets off open blanks, and the words that the check means while it is of this text.
// It is done where somebody looks, not for every key: it goes through the whole text.
func (s *Screen) mark() {
	if !s.unmarked {
		return
	}
	s.unmarked = false
	var marks []part.Mark
	blanks := phrasebook.Unfilled(s.editor.Text())
	s.open = len(blanks) > 0
	for _, b := range blanks {
		marks = append(marks, part.Mark{From: b.Span.From, To: b.Span.To, Ink: s.Theme.Blank})
	}
	if s.checkedNow() && !s.unchecked() {
		for _, f := range s.checked.findings {
			if f.Code == phrasebook.NamesIt {
				continue // single words all over the text: a mark under each would shout
			}
			ink := s.Theme.Text.Underline()
			if !f.Met {
				ink = s.Theme.Soon.Underline()
			}
			for _, sp := range f.Spans {
				marks = append(marks, part.Mark{From: sp.From, To: sp.To, Ink: ink})
			}
		}
	}
	slices.SortStableFunc(marks, func(a, b part.Mark) int { return a.From - b.From })
	end := 0
	marks = slices.DeleteFunc(marks, func(m part.Mark) bool {
		if m.From < end {
			return true // where two rest on the same words, one mark is enough
		}
		end = m.To
		return false
	})
	s.editor.Mark(marks)
}

// unchecked reports whether a text is one that no customer reads: a note, or what is sent on.
func (s *Screen) unchecked() bool { return s.note || s.forward != nil }

// checkedNow reports whether the check is of the text as it stands.
func (s *Screen) checkedNow() bool {
	return s.checked.revision == s.revision && s.checked.note == s.unchecked()
}

// missing is the first thing that could be added with a sentence; empty for none.
func (c checked) missing() phrasebook.Code {
	for _, f := range c.findings {
		if !f.Met && f.Code != phrasebook.OpenDoor && f.Code != phrasebook.NamesIt {
			return f.Code
		}
	}
	return ""
}

// whyNotAdd is the reason why no sentence can be added now. What is missing is known of
// the text as it stands only once the check has run on it.
func (s *Screen) whyNotAdd() desk.Reason {
	switch {
	case s.editor.Empty():
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"too_short"}}
	case !s.checkedNow():
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"checking"}}
	case s.checked.reading.Level == phrasebook.ReadsNothing:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"too_short"}}
	case s.checked.missing() == "":
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"complete"}}
	default:
		return desk.Reason{}
	}
}

// addSuggested adds a sentence for what is missing at the end of the text: the caret may
// stand in a word, and a blank may be selected.
func (s *Screen) addSuggested() screen.Out {
	if !s.whyNotAdd().None() {
		return screen.Out{}
	}
	sentence := s.Book.T("check." + string(s.checked.missing()) + ".sentence")
	before := s.editor.Text()
	s.editor.SetCaret(len(before))
	sentence = gapBehind(before) + sentence
	return s.insert(screen.Insert{Text: sentence})
}

// gapBehind is what parts a sentence from the text before it: a line of its own where that
// ends in the middle of one, which is not heed's to end.
func gapBehind(before string) string {
	whole := strings.TrimRight(before, `"'”’)»`)
	switch {
	case before == "", strings.HasSuffix(before, " "), strings.HasSuffix(before, "\n"):
		return ""
	case strings.HasSuffix(whole, "."), strings.HasSuffix(whole, "!"), strings.HasSuffix(whole, "?"), strings.HasSuffix(whole, "…"):
		return " "
	default:
		return "\n"
	}
}

// checkLine is the quiet line under the text in at most w cells: as much of it as fits
// whole, what is missing first where not all does.
func (s *Screen) checkLine(w int) string {
	var said []string
	var met []bool
	add := false
	for _, f := range s.checked.findings {
		label := s.Book.T("check." + string(f.Code))
		mark := s.Theme.Soon.Render("○")
		switch {
		case f.Met:
			mark = s.Theme.Good.Render("✓")
		case f.Code == s.checked.missing() && !add:
			add = true
			label = s.Book.T("composer.add", "what", label, "key", s.Key("add_suggested"))
		}
		said, met = append(said, mark+" "+s.Theme.Dim.Render(label)), append(met, f.Met)
	}
	return strings.Join(fitting(said, met, w), checkGap)
}

// fitting leaves out of the parts of the check line what has no room: first, from the end,
// what is met, then what is not.
func fitting(said []string, met []bool, w int) []string {
	wide := func() bool { return text.Width(strings.Join(said, checkGap)) > w }
	for _, whether := range []bool{true, false} {
		for i := len(said) - 1; i >= 0 && wide(); i-- {
			if met[i] == whether {
				said, met = slices.Delete(said, i, i+1), slices.Delete(met, i, i+1)
			}
		}
	}
	return said
}

// checkGap stands between the parts of the check line.
const checkGap = "   "

// measure is how long the text is and how it reads.
func (s *Screen) measure() string {
	n := s.editor.Len()
	if n > desk.MaxReply*9/10 {
		said := s.Book.T("composer.size", "size", s.Book.Size(int64(n)), "most", s.Book.Size(desk.MaxReply))
		if n > desk.MaxReply {
			return s.Theme.Late.Render(said)
		}
		return s.Theme.Soon.Render(said)
	}
	if sms := s.sms(); sms != "" {
		return sms
	}
	r := s.checked.reading
	if r.Words == 0 {
		return ""
	}
	said := s.Book.N("reading.words", r.Words)
	if r.Level != phrasebook.ReadsNothing {
		said += " · " + s.Book.T("reading."+string(r.Level))
	}
	return s.Theme.Dim.Render(text.Truncate(said, max(s.w-2, 0)))
}
