package wall

import (
	"strings"
	"unicode/utf8"

	"github.com/heed-desk/heed/tui/theme"
)

// dotsHigh is how many dots a letter is high.
const dotsHigh = 5

// dots are those of a letter, a line after the other from the top; none for a letter that there is not.
// Digits are three wide, so that a number keeps its place while it changes.
func dots(r rune) []string {
	if i := strings.IndexRune(letters, r); i >= 0 {
		return strings.Fields(shapes[utf8.RuneCountInString(letters[:i])])
	}
	return nil
}

// letters are those that can be drawn large, in the order of their shapes.
const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ .,:-–%_=/"

var shapes = [...]string{
	"### #.# #.# #.# ###", ".#. ##. .#. .#. ###", "### ..# ### #.. ###", "### ..# ### ..# ###", "#.# #.# ### ..# ..#",
	"### #.. ### ..# ###", "### #.. ### #.# ###", "### ..# ..# .#. .#.", "### #.# ### #.# ###", "### #.# ### ..# ###",
	".#. #.# ### #.# #.#", "##. #.# ##. #.# ##.", ".## #.. #.. #.. .##", "##. #.# #.# #.# ##.", "### #.. ##. #.. ###", "### #.. ##. #.. #..",
	".### #... #.## #..# .###", "#.# #.# ### #.# #.#", "### .#. .#. .#. ###", "..# ..# ..# #.# .#.", "#.# #.# ##. #.# #.#", "#.. #.. #.. #.. ###",
	"#...# ##.## #.#.# #...# #...#", "#..# ##.# #.## #..# #..#", ".#. #.# #.# #.# .#.", "##. #.# ##. #.. #..", ".##. #..# #..# #.## .###", "##. #.# ##. #.# #.#",
	".## #.. .#. ..# ##.", "### .#. .#. .#. .#.", "#.# #.# #.# #.# ###", "#.# #.# #.# #.# .#.", "#...# #...# #.#.# #.#.# .#.#.", "#.# #.# .#. #.# #.#",
	"#.# #.# .#. .#. .#.", "### ..# .#. #.. ###", "#.# .#. #.# ### #.#", "#.# .#. #.# #.# .#.", "#.# ... #.# #.# ###",
	".. .. .. .. ..", ". . . . #", ". . . # #", ". # . # .", "... ... ### ... ...", "... ... ### ... ...", "##..# ##.#. ..#.. .#.## #..##",
	"... ... ... ... ###", "... ### ... ### ...", "..# ..# .#. #.. #..",
}

// drawable reports whether each letter of a text can be drawn large, in capitals.
func drawable(words string) bool {
	for _, r := range strings.ToUpper(words) {
		if dots(r) == nil {
			return false
		}
	}
	return true
}

// size is how large letters are drawn: a dot is 2*size cells wide and size lines high; at 0 it is one
// cell wide and half a line high, and so as square as all others.
type size int

// high is how many lines a letter has.
func (s size) high() int {
	if s == 0 {
		return (dotsHigh + 1) / 2
	}
	return dotsHigh * int(s)
}

// dot is how many cells wide a dot is, and so what stands between two letters.
func (s size) dot() int { return max(2*int(s), 1) }

// wide is how many cells a text takes.
func (s size) wide(words string) (w int) {
	for i, r := range strings.ToUpper(words) {
		if i > 0 {
			w += s.dot()
		}
		w += dotsWide(r) * s.dot()
	}
	return w
}

// draw draws a text, in lines. What is full is ground and no letter: no terminal leaves a gap in it,
// whichever font it has.
func (s size) draw(ink theme.Ink, words string) []string {
	full := ink.Inverse().Render(strings.Repeat(" ", s.dot()))
	return s.drawn(words, [...]string{strings.Repeat(" ", s.dot()), ink.Render("▀"), ink.Render("▄"), full})
}

// onBand draws a text on a ground that is drawn by exchanging it with the letters.
func (s size) onBand(words string) []string {
	return s.drawn(words, [...]string{" ", "▀", "▄", "█"})
}

// drawn draws a text of cells: empty ones, those of which the upper or the lower half is full, and full ones.
func (s size) drawn(words string, cells [4]string) []string {
	lines := make([]strings.Builder, s.high())
	for i, r := range strings.ToUpper(words) {
		for y := range lines {
			if i > 0 {
				lines[y].WriteString(cells[0])
			}
			for x := range dotsWide(r) {
				lines[y].WriteString(cells[s.cell(dots(r), x, y)])
			}
		}
	}
	out := make([]string, len(lines))
	for y := range lines {
		out[y] = lines[y].String()
	}
	return out
}

func dotsWide(r rune) int {
	if d := dots(r); d != nil {
		return len(d[0])
	}
	return 0
}

// cell is what of a letter stands where one of its dots does in a line: 0 for nothing, 1 for the upper
// half, 2 for the lower one, 3 for both.
func (s size) cell(d []string, x, y int) (full int) {
	upper, lower := y/max(int(s), 1), y/max(int(s), 1)
	if s == 0 {
		upper, lower = 2*y, 2*y+1
	}
	if upper < dotsHigh && d[upper][x] == '#' {
		full++
	}
	if lower < dotsHigh && d[lower][x] == '#' {
		full += 2
	}
	return full
}
