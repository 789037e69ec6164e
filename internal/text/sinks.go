package text

import (
	"strings"

	"github.com/heed-desk/heed/desk"
)

// The most that the short sinks hold, in cells.
const (
	MaxTitle  = 80
	MaxNotice = 120
	MaxLog    = 400
)

// Line returns one line: newlines and tabs are spaces, other controls are pictures such
// as ␛, bidi controls and what cannot be seen are gone. At most 64 KiB.
func Line(u desk.Untrusted) string {
	raw := u.Raw()
	if isPlain(raw) && len(raw) <= maxLine {
		return raw
	}
	return clean(raw, lineRules())
}

// Block returns lines parted by \n and nothing else that moves a caret: tabs are four
// spaces, bidi controls are named as in ⟦RLO⟧. A line holds at most 64 KiB.
func Block(u desk.Untrusted) string { return clean(u.Raw(), blockRules()) }

// Editable is Block for a text that goes on being written: nothing of it is cut off.
func Editable(u desk.Untrusted) string { return clean(u.Raw(), fieldRules()) }

// EditableAt is the place in Editable of an offset in what it was made of, in bytes: what cannot be
// shown stands there by its name, which is longer.
func EditableAt(u desk.Untrusted, offset int) int {
	raw := u.Raw()
	if offset >= len(raw) {
		return len(clean(raw, fieldRules()))
	}
	return len(clean(raw[:max(offset, 0)], fieldRules()))
}

// Paste cleans what was pasted into a field of several lines; nothing is cut off.
func Paste(s string) string { return clean(s, fieldRules()) }

// PasteLine cleans what was pasted into a field of one line.
func PasteLine(s string) string { return clean(s, lineRules()) }

// Copy returns what may go to the clipboard: lines without bidi controls, and no newline
// at the end, which a shell would take for the enter key.
func Copy(u desk.Untrusted) string {
	return strings.TrimRight(clean(u.Raw(), copyRules()), "\n")
}

// Title returns what may stand in a window's title: one line of at most MaxTitle cells.
func Title(u desk.Untrusted) string { return Truncate(Line(u), MaxTitle) }

// Notice returns what may stand in a notification: one line of at most MaxNotice cells.
func Notice(u desk.Untrusted) string { return Truncate(Line(u), MaxNotice) }

// Log returns what may stand in a log: one line of at most MaxLog cells. Logs do without
// what customers write wherever they can.
func Log(u desk.Untrusted) string { return Truncate(Line(u), MaxLog) }

// LineSpans is Line with the places of spans in the cleaned line, for marking what a
// search found. Spans that nothing is left of are dropped.
func LineSpans(u desk.Untrusted, spans []desk.Span) (string, []desk.Span) {
	raw, line := u.Raw(), Line(u)
	if line == raw {
		return line, spans
	}
	var out []desk.Span
	for _, sp := range spans {
		from := placeIn(raw, line, sp.From, false)
		to := placeIn(raw, line, sp.To, true)
		if from < to {
			out = append(out, desk.Span{From: from, To: to})
		}
	}
	return line, out
}

// placeIn finds where offset at of raw went in line, at the edge of a letter.
func placeIn(raw, line string, at int, end bool) int {
	at = min(max(at, 0), len(raw))
	r := lineRules()
	r.open = true
	to := min(len(clean(raw[:at], r)), len(line))
	edge := 0
	for cluster := range Graphemes(line) {
		next := edge + len(cluster)
		if next > to {
			break
		}
		edge = next
	}
	if end && edge < to {
		edge = Next(line, edge)
	}
	return edge
}
