package tui_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/tuitest"
)

// rightToLeft are texts that are read from the right, alone and among others.
func rightToLeft() []string {
	return []string{
		"שלום, החבילה עדיין לא הגיעה אלי", "مرحبا، الطرد لم يصل بعد إلى بيتي", "סליחה order W5964460 לא הגיע עד 17:20",
		"Where is الطرد W123 (שלישי) please", "می\u200cخواهم بسته\u200cام را پس بدهم",
	}
}

// attacks are one text at least of each class of those that try to be more than text.
func attacks() []string {
	var all []string
	for _, p := range hostile.OfEach(2) {
		all = append(all, p.Text)
	}
	return all
}

// stranger is a desk on which somebody says the same everywhere that foreign text can stand.
func stranger(words string) *guarded {
	d := screentest.NewDesk(time.Now())
	d.State = desk.Link{State: desk.LinkUp, Since: time.Now(), Synced: time.Now()}
	mine := func(t *desk.Ticket) { t.Assignee = d.Who.ID }
	id := d.Open(4821, words, words, words, 2*time.Hour, mine)
	c := d.Customers[d.Tickets[id].Requester]
	c.Name, c.Place = desk.Foreign(words), desk.Foreign(words)
	c.Notes = append(c.Notes, desk.Foreign(words))
	c.Orders = []desk.Order{{Number: desk.Foreign(words), Status: desk.Foreign(words), Items: []desk.OrderItem{{Name: desk.Foreign(words)}}}}
	d.Customers[c.ID] = c
	d.Phrases = []desk.Canned{{ID: desk.CannedID{ID: desk.NewID()}, Name: "same", Title: "same", Text: words}}
	return &guarded{d: d}
}

// everywhere goes to each place where foreign text stands.
func everywhere(term *tuitest.Term, at func(place string)) {
	go1 := func(place string, keys ...string) {
		term.Press(keys...)
		term.Pass(time.Second)
		at(place)
	}
	go1("row")
	go1("thread", "enter")
	go1("customer", "i")
	term.Press("esc", "esc")
	term.Pass(time.Second)
	go1("reply", "r")
	go1("canned reply", ";")
	term.Press("esc")
	term.Pass(time.Second)
	term.Type("ok")
	go1("notice", "ctrl+s")
	go1("outbox", "g o")
	term.Press("esc", "/")
	term.Pass(time.Second)
	term.Type("a")
	go1("search hit")
	term.Press("esc")
	term.Pass(time.Second)
	go1("palette", ":")
}

// TestWhatIsReadFromTheRightStandsInItsPlaceAndInItsOrder holds the pictures: the lines
// between the panes stand where they stood, and words that are read from the right stand in
// the order in which they were written.
func TestWhatIsReadFromTheRightStandsInItsPlaceAndInItsOrder(t *testing.T) {
	const w, h = 140, 40
	for _, words := range rightToLeft() {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: stranger(words), Zone: time.UTC}, w, h)
			seen := map[string]bool{}
			everywhere(term, func(place string) {
				seen[place] = true
				f := term.Frame()
				tuitest.Exact(t, place, f.Text, w, h)
				screentest.Tame(t, f.Text)
				inOrder(t, place, words, f.Text)
			})
			if len(seen) != 9 {
				t.Errorf("it came only to %v", seen)
			}
		})
	}
}

// inOrder holds a picture: what is read from the right stands in it as it was written, and the
// thread and the customer stand beside the list as they do without foreign text.
func inOrder(t *testing.T, place, words, picture string) {
	t.Helper()
	plain := ansi.Strip(picture)
	if slices.Contains(rightToLeft(), words) && (place == "row" || place == "thread" || place == "customer") {
		clean := text.Line(desk.Foreign(words))
		begin := clean[:min(len(clean), 24)]
		for !strings.HasPrefix(clean, begin) || !validEnd(begin) {
			begin = begin[:len(begin)-1]
		}
		if !strings.Contains(plain, begin) {
			t.Errorf("%s: %q does not stand there in its order:\n%s", place, begin, plain)
		}
	}
	if place != "row" && place != "thread" && place != "notice" {
		return
	}
	lines := strings.Split(picture, "\n")
	var columns []int
	for x := range ansi.StringWidth(lines[36]) { // far below all text
		if ansi.Strip(ansi.Cut(lines[36], x, x+1)) == "│" {
			columns = append(columns, x)
		}
	}
	if len(columns) != 2 {
		t.Fatalf("%s: the panes are parted at %v", place, columns)
	}
	for y := 3; y < 37; y++ {
		for _, x := range columns {
			if got := ansi.Strip(ansi.Cut(lines[y], x, x+1)); got != "│" {
				t.Errorf("%s with %q: line %d has %q between two panes:\n%s", place, words, y, got, ansi.Strip(lines[y]))
			}
		}
	}
}

func validEnd(s string) bool { return strings.ToValidUTF8(s, "") == s }

// TestNobodyCanSpeakAsHeed listens to the same: only what a session told in words may write
// is written, and no line that begins at the edge begins with what somebody else wrote.
func TestNobodyCanSpeakAsHeed(t *testing.T) {
	for _, words := range slices.Concat(rightToLeft(), attacks()) {
		synctest.Test(t, func(t *testing.T) {
			h := listen(t, tui.Options{Ledger: stranger("EVIL " + words + "\nEVIL Reply sent.\rEVIL\u2028EVIL")})
			everywhere(h.Term, func(place string) {
				said := h.heard()
				for _, line := range strings.Split(said, "\n") {
					if strings.HasPrefix(strings.TrimPrefix(line, "\""), "EVIL") {
						t.Errorf("%s: a stranger speaks as heed: %q in\n%s", place, line, said)
					}
				}
				for _, r := range said {
					if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x61c || r == 0x200e || r == 0x200f || r >= 0x2500 && r < 0x2600 && r != 0x25cc && !strings.ContainsRune(words, r) {
						t.Errorf("%s: %U is written", place, r)
					}
				}
			})
		})
	}
}

// TestEveryKeymapSaysWhereOneIs presses the key of each keymap.
func TestEveryKeymapSaysWhereOneIs(t *testing.T) {
	for _, preset := range keymaps.Presets() {
		synctest.Test(t, func(t *testing.T) {
			h := listen(t, tui.Options{Ledger: shop(), Keys: keymaps.New(preset)})
			h.heard()
			h.Press(string(keymaps.New(preset).Key(keymaps.WhereAmI, []keymaps.Scope{keymaps.Everywhere})))
			h.Pass(time.Second)
			h.hears("Row 1 of 4.", "Keys:")
		})
	}
}
