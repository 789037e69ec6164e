package wall_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/wall"
)

// busy is a desk with much to tell.
func busy(now time.Time) metrics.Wall {
	w := metrics.Wall{
		At: now, Open: 1184, Unassigned: 37, Waiting: 212, Late: 4, Due15: 3, Due60: 11, Longest: now.Add(-27 * time.Hour), LateSince: now.Add(-130 * time.Minute),
		Arrived: 318, Solved: 296, FirstReply: metrics.Typical{N: 281, P50: 14 * time.Minute, P90: 3 * time.Hour}, Resolution: metrics.Typical{N: 296, P50: 30 * time.Hour, P90: 80 * time.Hour},
		ServiceLevel: metrics.Share{N: 262, Of: 281}, Satisfied: metrics.Share{N: 61, Of: 66},
	}
	for i := range w.ArrivedByHour {
		w.ArrivedByHour[i], w.SolvedByHour[i] = i*i%17, i*7%13
	}
	for i := range 8 {
		w.Groups = append(w.Groups, metrics.WallGroup{Name: fmt.Sprintf("group-%d", i), Open: 12 * i, Waiting: i, Late: i % 2})
	}
	return w
}

func looks(l words.Language) wall.Looks {
	return wall.Looks{Book: words.In(l), Theme: theme.New(theme.Dark), Zone: time.UTC}
}

// noon is when the first page is shown, of however many there are up to ten.
func noon() time.Time { return time.Unix(15*2520*1000, 0) }

// drawn are the pages of a wall, what is full in them as blocks.
func drawn(l words.Language, w metrics.Wall, pages, wide, high int) string {
	var all strings.Builder
	for page := range pages {
		all.WriteString(wall.Draw(looks(l), w, noon().Add(time.Duration(page)*wall.Turns), wide, high).Text + "\n")
	}
	full := regexp.MustCompile("\x1b\\[([0-9;]*;)?7(;[0-9;]*)?m( +)\x1b\\[m")
	return ansi.Strip(full.ReplaceAllStringFunc(all.String(), func(run string) string {
		return strings.Repeat("█", strings.Count(run, " "))
	}))
}

func TestAWallFitsEveryTerminalWithEveryPage(t *testing.T) {
	for _, language := range words.Languages() {
		for _, c := range []struct {
			wall  metrics.Wall
			pages int
		}{{busy(noon()), 5}, {metrics.Wall{}, 3}, {metrics.Wall{Stale: true, At: noon()}, 1}, {metrics.Wall{Counting: &metrics.Counting{}}, 1}, {metrics.Wall{Counting: &metrics.Counting{Done: 5, Of: 9}}, 1}} {
			for _, wide := range []int{1, 20, 80, 160, 400} {
				for _, high := range []int{1, 5, 12, 24, 45, 150} {
					lines := strings.Split(strings.TrimSuffix(drawn(language, c.wall, c.pages, wide, high), "\n"), "\n")
					if len(lines) != high*c.pages {
						t.Fatalf("%dx%d has %d lines", wide, high, len(lines)/c.pages)
					}
					for _, line := range lines {
						if n := ansi.StringWidth(line); n != wide {
							t.Fatalf("%dx%d has a line of %d: %q", wide, high, n, line)
						}
					}
				}
			}
		}
	}
}

func TestAWallTurnsItsPagesAndTellsAllThatThereIs(t *testing.T) {
	all := drawn(words.LanguageEnglish, busy(noon()), 5, 100, 30) + drawn(words.LanguageEnglish, busy(noon()), 5, 80, 20)
	for _, want := range []string{
		"Late: 4 tickets, oldest 2 h 10", "Longest", "Unassigned", "Arrived", "Service level", "%", "262 of 281", "First reply", "9 of 10 within 3 h 00 · n = 281",
		"by the hour, up to 16", "12 ", "1184 tickets are not done", "since midnight", "half of them", "group-0", "group-7", "1 waiting · 1 late",
		"● ○ ○ ○ ○", "○ ○ ○ ○ ●", "██████",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
}

func TestNumbersAreDrawnAsLargeAsThereIsRoomForAndWordsWithThem(t *testing.T) {
	w := metrics.Wall{Open: 484, Late: 484, Waiting: 484, Unassigned: 484, Due15: 484, Due60: 484}
	for size, want := range map[[2]int]string{
		{60, 16}: "█ █", {80, 24}: "██  ██", {160, 45}: "████    ████", {220, 60}: "██████      ██████",
	} {
		got := drawn(words.LanguageEnglish, w, 1, size[0], size[1])
		if !strings.Contains(got, want) {
			t.Errorf("%v is\n%s", size, got)
		}
		if small := size[1] < 40; strings.Contains(got, "Unassigned") != small {
			t.Errorf("in %v the words are\n%s", size, got)
		}
	}
}

func TestAWallThatHearsNothingNewSaysSoInsteadOfThatAllIsWell(t *testing.T) {
	w := metrics.Wall{Open: 4, Stale: true, At: noon().Add(-time.Hour)}
	got := drawn(words.LanguageEnglish, w, 1, 80, 24)
	if !strings.Contains(got, "the figures stand still: as of") || strings.Contains(got, "Calm") {
		t.Error(got)
	}
}

func TestAChartThatDoesNotFitIsNotSpokenOf(t *testing.T) {
	small, large := drawn(words.LanguageEnglish, busy(noon()), 2, 60, 16), drawn(words.LanguageEnglish, busy(noon()), 2, 80, 24)
	if strings.Contains(small, "by the hour") || !strings.Contains(large, "by the hour") {
		t.Errorf("%s\n%s", small, large)
	}
}
