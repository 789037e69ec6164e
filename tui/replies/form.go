package replies

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// place is a field of the form, in the order in which the keys go through them.
type place int

const (
	inName place = iota
	inTitle
	inTags
	inLanguage
	inStatus
	inPriority
	inAdds
	inMine
	inText
	places
)

// key names a field in the catalogue.
func (p place) key() string {
	return "phrase." + [places]string{"name", "title", "tags", "language", "status", "priority", "adds", "mine", "text"}[p]
}

// placeOf is the field in which something of a reply is written.
func placeOf(f desk.ReplyField) place {
	switch f {
	case desk.ReplyName:
		return inName
	case desk.ReplyTitle:
		return inTitle
	case desk.ReplyLanguage:
		return inLanguage
	case desk.ReplyTags:
		return inTags
	case desk.ReplyThen:
		return inAdds // of what a macro does, only tags are typed
	case desk.ReplyText:
		return inText
	default:
		return inText
	}
}

// choice is a field that takes one of a few values; the first is none.
type choice struct {
	values []string
	at     int
}

func (c *choice) value() string { return c.values[c.at] }

func (c *choice) to(value string) { c.at = max(slices.Index(c.values, value), 0) }

func (c *choice) by(n int) { c.at = (c.at + n + len(c.values)) % len(c.values) }

// form is a canned reply as it is written: its lines, what it does, and its text.
type form struct {
	lines   map[place]*part.Field
	choices map[place]*choice
	editor  *part.Editor
	at      place
}

func newForm(s *screen.Session) *form {
	statuses, priorities := []string{""}, []string{""}
	for _, st := range desk.Statuses() {
		if st != desk.New {
			statuses = append(statuses, string(st))
		}
	}
	for p := desk.PriorityLow; p <= desk.PriorityUrgent; p++ {
		priorities = append(priorities, p.String())
	}
	f := &form{
		lines: map[place]*part.Field{}, editor: part.NewEditor(s.Theme, s.Book.T("phrase.text.hint", "fact", "{{customer.first}}", "ask", "{{?"+s.Book.T("phrase.text.ask")+"}}")),
		choices: map[place]*choice{inStatus: {values: statuses}, inPriority: {values: priorities}, inMine: {values: []string{"", "mine"}}},
	}
	for _, p := range []place{inName, inTitle, inTags, inLanguage, inAdds} {
		f.lines[p] = part.NewField(s.Theme, s.Book.T(p.key()+".hint"))
	}
	return f
}

// fill begins with a reply, and the words that are its text.
func (f *form) fill(c desk.Canned, words desk.Untrusted) {
	line := func(s string) string { return text.Line(desk.Foreign(s)) }
	f.lines[inName].SetText(line(c.Name))
	f.lines[inTitle].SetText(line(c.Title))
	f.lines[inTags].SetText(line(strings.Join(c.Tags, " ")))
	f.lines[inLanguage].SetText(line(c.Language))
	f.lines[inAdds].SetText(line(strings.Join(c.Then.Tags, " ")))
	f.choices[inStatus].to(string(c.Then.Status))
	f.choices[inPriority].to(c.Then.Priority)
	f.choices[inMine].to("")
	if c.Then.Mine {
		f.choices[inMine].to("mine")
	}
	f.editor.SetText(text.Editable(words))
	f.editor.SetCaret(0)
}

// reply is what stands in the form, as a reply with that id.
func (f *form) reply(id desk.CannedID) desk.Canned {
	line := func(p place) string { return strings.TrimSpace(f.lines[p].Text()) }
	return desk.Canned{
		ID: id, Name: line(inName), Title: line(inTitle), Tags: tagsIn(line(inTags)), Language: line(inLanguage),
		Text: text.Paste(f.editor.Text()),
		Then: desk.Macro{
			Status: desk.Status(f.choices[inStatus].value()), Priority: f.choices[inPriority].value(),
			Tags: tagsIn(line(inAdds)), Mine: f.choices[inMine].value() != "",
		},
	}
}

// tagsIn are the tags of a line, with blanks or commas between them.
func tagsIn(line string) []string {
	return strings.Fields(strings.ToLower(strings.ReplaceAll(line, ",", " ")))
}

// step goes to the next field, or the one before; behind the last is the first.
func (f *form) step(n place) { f.at = (f.at + n + places) % places }

// typed takes a key for the field with the focus.
func (f *form) typed(k tea.KeyPressMsg) {
	if f.at == inText {
		f.editor.Type(k)
		return
	}
	if k.String() == "enter" {
		f.step(1)
		return
	}
	c := f.choices[f.at]
	if c == nil {
		f.lines[f.at].Type(k)
		return
	}
	switch k.String() {
	case "left":
		c.by(-1)
	case "right", "space":
		c.by(1)
	case "backspace", "delete", "ctrl+u", "ctrl+k":
		c.at = 0
	}
}

// pasted takes pasted words; a choice takes none.
func (f *form) pasted(words string) {
	switch field := f.lines[f.at]; {
	case f.at == inText:
		f.editor.Paste(words)
	case field != nil:
		field.Paste(words)
	}
}
