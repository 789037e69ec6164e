package listing

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/deskfile"
	"github.com/heed-desk/heed/internal/text"
)

// Differences writes what changes as a diff does: a sign before each thing and each line of
// it, in the colours that people know.
func (t *Text) Differences(all []deskfile.Difference) error {
	var out strings.Builder
	for _, d := range all {
		out.WriteString(t.ink(d.Sign, sign(d.Sign)+" "+t.thing(d)) + "\n")
		for _, l := range d.Lines {
			out.WriteString(t.ink(l.Sign, strings.TrimRight("    "+sign(l.Sign)+" "+text.Line(desk.Foreign(l.Text)), " ")) + "\n")
		}
	}
	return t.print(out.String())
}

// thing is what a difference is about. Names are foreign, and set off by their marks.
func (t *Text) thing(d deskfile.Difference) string {
	if d.Name == "" {
		return t.Book.T("deskfile.order." + d.Kind)
	}
	return t.Book.T("deskfile.thing", "kind", t.Book.T("deskfile.kind."+d.Kind), "name", clean(d.Name))
}

func sign(s deskfile.Sign) string {
	switch s {
	case deskfile.Comes:
		return "+"
	case deskfile.Changes:
		return "~"
	case deskfile.Goes:
		return "-"
	case deskfile.Stays:
	}
	return " "
}

func (t *Text) ink(s deskfile.Sign, line string) string {
	style := t.Out.String(line)
	switch s {
	case deskfile.Comes:
		return style.Foreground(t.Out.Color("2")).String()
	case deskfile.Goes:
		return style.Foreground(t.Out.Color("1")).String()
	case deskfile.Changes:
		return style.Bold().String()
	case deskfile.Stays:
	}
	return line
}

// Difference writes one that changes as one line.
func (j *JSON) Difference(d deskfile.Difference) error {
	var o object
	o.str("change", map[deskfile.Sign]string{deskfile.Comes: "new", deskfile.Changes: "changed", deskfile.Goes: "gone"}[d.Sign])
	o.str("kind", d.Kind)
	o.str("name", d.Name)
	var lines []string
	for _, l := range d.Lines {
		lines = append(lines, sign(l.Sign)+" "+l.Text)
	}
	o.list("lines", lines)
	return o.line(j.w)
}
