package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// script is a text in some script, and what stands in each cell for it: the letters in their
// order, ▸ for the second half of a wide one, ␠ for a gap.
type script struct{ name, words, cells string }

// scripts are taken apart by hand.
func scripts() []script {
	return []script{
		{"Arabic", "شُكرًا، أين W59؟", "شُ ك رً ا ، ␠ أ ي ن ␠ W 5 9 ؟"},
		{"Persian with what parts letters", "می\u200cخواهم", "م ی\u200c خ و ا ه م"},
		{"Hebrew among Latin and numbers", "שָׁלוֹם order 17:20", "שָׁ ל וֹ ם ␠ o r d e r ␠ 1 7 : 2 0"},
		{"Devanagari", "नमस्ते हिन्दी", "न म स्ते ␠ हि न्दी"},
		{"Thai", "ขอน้ำ ที่นี่ค่ะ", "ข อ น้ำ ␠ ที่ นี่ ค่ ะ"},
		{"Japanese", "カギが「壊れた」ｶﾞ", "カ ▸ ギ ▸ が ▸ 「 ▸ 壊 ▸ れ ▸ た ▸ 」 ▸ ｶﾞ"},
		{"Chinese", "你好，世界 W1", "你 ▸ 好 ▸ ， ▸ 世 ▸ 界 ▸ ␠ W 1"},
		{"Korean, whole and in pieces", "한국 \u1112\u1161\u11ab", "한 ▸ 국 ▸ ␠ 한 ▸"},
		{"emoji of several", "👩\u200d🌾👍🏽 🇩🇪❤\ufe0f1\ufe0f\u20e3", "👩\u200d🌾 ▸ 👍🏽 ▸ ␠ 🇩🇪 ▸ ❤\ufe0f ▸ 1\ufe0f\u20e3 ▸"},
		{"accents on letters", "Cafe\u0301 e\u0323\u0301t", "C a f é ␠ ẹ\u0301 t"},
	}
}

// spot is a cell at which the words begin, with what stands before them and behind them.
type spot struct {
	x, y           int
	before, behind string
}

// glance is a place, the keys that lead there, and what is seen of the words there. Whatever
// they are, at the edge columns stand lines that part two panes.
type glance struct {
	place, keys string
	spots       []spot
	edge        []int
	marked      bool // what was searched for is set off in it
}

func glances(words string) []glance {
	return []glance{
		{"two lines", "", []spot{{10, 4, "8 2 1 ␠ ␠", "␠ ␠"}, {6, 5, "▌ ␠ ␠ ␠ ␠ ␠", "␠ · ␠ m a i l"}, {52, 2, "│ ␠ ␠", "␠ ␠"}}, []int{49}, false},
		{"one line", "v", []spot{{10, 4, "8 2 1 ␠ ␠", "␠ ␠"}}, []int{49}, false},
		{"thread", "v enter", []spot{{52, 2, "│ ␠ ␠", "␠ ␠"}, {52, 4, "│ ␠ ␠", "␠ · ␠ 1"}, {53, 6, "│ ␠ ␠ ▏", "␠ ␠"}, {53, 7, "│ ␠ ␠ ▏", "␠ ␠"}}, []int{49}, false},
		{"customer", "i", []spot{{1, 2, "␠", "␠ ␠"}, {71, 2, "│ ␠ ␠", "␠ ␠"}, {2, 6, "▏", "␠ ␠"}}, []int{68}, false},
		{"reply", "esc esc r", []spot{{1, 2, "␠", "␠ ␠"}, {2, 4, "▏", "␠ ␠"}, {10, 13, "R e p l y ␠ t o ␠", "␠ · ␠ m a i l"}}, nil, false},
		{"written", "'" + words + "'", []spot{{1, 15, "␠", "␠ ␠"}}, nil, false},
		{"search", "esc esc / '" + words + "'", []spot{{10, 4, "8 2 1 ␠ ␠", "␠ ␠"}, {4, 5, "▌ ␠ ␠ ␠", "␠ · ␠"}, {52, 2, "│ ␠ ␠", "␠ ␠"}, {53, 7, "│ ␠ ␠ ▏", "␠ ␠"}}, []int{49}, true},
	}
}

// cellsAt are n cells of a line, written as those of a script.
func cellsAt(g *tuitest.Grid, x, y, n int) string {
	cells := make([]string, n)
	for i := range cells {
		switch letter := g.At(x+i, y).Letter; letter {
		case tuitest.Rest:
			cells[i] = "▸"
		case " ":
			cells[i] = "␠"
		default:
			cells[i] = letter
		}
	}
	return strings.Join(cells, " ")
}

// holds finds what is not as it was written down by hand.
func (s glance) holds(g *tuitest.Grid, cells string) error {
	for _, at := range s.spots {
		want := strings.Join([]string{at.before, cells, at.behind}, " ")
		x := at.x - len(strings.Fields(at.before))
		if is := cellsAt(g, x, at.y, len(strings.Fields(want))); is != want {
			return fmt.Errorf("line %d from %d is\n%s, wants\n%s", at.y, x, is, want)
		}
		for i := range strings.Fields(cells) {
			if !s.marked && g.At(at.x+i, at.y).Style != g.At(at.x, at.y).Style {
				return fmt.Errorf("line %d: cell %d has other colours than the first letter", at.y, at.x+i)
			}
		}
	}
	for _, x := range s.edge {
		for y := 2; y < g.H-2; y++ {
			if g.At(x, y).Letter != "│" {
				return fmt.Errorf("line %d has %q between two panes", y, g.At(x, y).Letter)
			}
		}
	}
	return nil
}

// TestEachScriptStandsInItsCells goes to the places where people read and write, with one
// text after the other in every field.
func TestEachScriptStandsInItsCells(t *testing.T) {
	for _, mode := range []theme.Name{theme.Dark, theme.Light} {
		for _, s := range scripts() {
			synctest.Test(t, func(t *testing.T) {
				term := tuitest.Start(t, tui.Options{Ledger: stranger(s.words), Zone: time.UTC, Theme: mode}, 100, 30)
				term.Send("\x1b[?2027;2$y") // it counts cells by letters
				term.Settle()
				g := tuitest.NewGrid(100, 30, tuitest.ByLetters)
				for _, at := range glances(s.words) {
					step{at.place, at.keys}.take(term)
					if err := g.Write(term.Wire()); err != nil {
						t.Fatal(err)
					}
					if err := at.holds(g, s.cells); err != nil {
						t.Errorf("%s, %s, %v: %v\n%s", s.name, at.place, mode, err, term.Screen())
					}
				}
			})
		}
	}
}

// TestTheCaretStandsBetweenLetters writes each text, goes through it to the left and back,
// and takes it away: a key is a letter, however many pieces that has and whatever its width.
func TestTheCaretStandsBetweenLetters(t *testing.T) {
	const left = 1
	for _, s := range scripts() {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Zone: time.UTC}, 100, 30)
			term.Press("r")
			term.Type(s.words)
			_, y := term.Caret()
			cells := strings.Fields(s.cells)
			var edges []int // the columns between letters, from the left
			for i, c := range append(cells, "") {
				if c != "▸" {
					edges = append(edges, left+i)
				}
			}
			stands := func(key string, column int) {
				t.Helper()
				if x, at := term.Caret(); x != column || at != y {
					t.Errorf("%s: after %s the caret stands at %d,%d, wants %d,%d\n%s", s.name, key, x, at, column, y, term.Screen())
				}
			}
			stands("typing", edges[len(edges)-1])
			for _, column := range slices.Backward(edges[:len(edges)-1]) {
				term.Press("left")
				stands("left", column)
			}
			for _, column := range edges[1:] {
				term.Press("right")
				stands("right", column)
			}
			for _, column := range slices.Backward(edges[:len(edges)-1]) {
				term.Press("backspace")
				stands("backspace", column)
			}
		})
	}
}
