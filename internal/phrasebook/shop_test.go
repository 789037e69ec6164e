package phrasebook

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// asked is what a customer of the demo's shop writes first, and the replies that fit.
type asked struct {
	subject, said string
	fit, tags     []string
}

const demoShop = "../demo/shop"

func readText(t *testing.T, path ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func shopReplies(t *testing.T) []desk.Canned {
	t.Helper()
	var all []desk.Canned
	for _, chunk := range strings.Split("\n"+readText(t, demoShop, "replies.txt"), "\n# ")[1:] {
		head, body, _ := strings.Cut(chunk, "\n")
		p := strings.Split(head, " | ")
		all = append(all, desk.Canned{ID: cannedID(p[0]), Name: p[0], Title: p[1], Tags: strings.Fields(p[2]), Language: p[3], Text: strings.TrimSpace(body)})
	}
	return all
}

var slot = regexp.MustCompile(`\{[a-z]+([+-]\d+)?\}`)

// plain fills the slots of the shop's texts with a word that says nothing.
func plain(s string) string {
	return slot.ReplaceAllStringFunc(s, func(x string) string {
		switch strings.TrimLeft(x, "{")[:3] {
		case "ite", "nou":
			return "lamp"
		case "var":
			return "brass"
		}
		return "Tuesday"
	})
}

// firstWords are those of the shop's openings that the phrasebook has an answer to.
func firstWords(t *testing.T) []asked {
	t.Helper()
	openings, tags := map[string]string{}, map[string][]string{}
	files, err := filepath.Glob(filepath.Join(demoShop, "themes", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		var theme []string
		for _, line := range strings.Split(readText(t, f), "\n") {
			if name, ok := strings.CutPrefix(line, "# "); ok {
				theme = []string{name}
			}
			if more, ok := strings.CutPrefix(line, "tags: "); ok {
				theme = append(theme, strings.Fields(more)...)
			}
			subject, said, ok := strings.Cut(strings.TrimPrefix(line, "- "), " :: ")
			if !ok {
				continue
			}
			if _, rest, ok := strings.Cut(subject, ") "); ok && subject[0] == '(' {
				subject = rest
			}
			openings[subject], tags[subject] = said, theme
		}
	}
	var all []asked
	for _, line := range strings.Split(readText(t, "testdata", "first_words.txt"), "\n") {
		subject, fit, ok := strings.Cut(line, " | ")
		if !ok {
			continue
		}
		said, ok := openings[subject]
		if !ok {
			t.Errorf("no customer of the shop writes %q", subject)
			continue
		}
		all = append(all, asked{plain(subject), plain(said), strings.Fields(fit), tags[subject]})
	}
	return all
}

func TestTheCustomersFirstWordsSuggestAReplyThatFits(t *testing.T) {
	b, all := New(shopReplies(t)), firstWords(t)
	for _, c := range []struct {
		name       string
		tagged     bool
		half       int
		top1, top3 float64 // what it must not fall below
	}{
		{"no tags, looked at while the weights were tried", false, 0, .4, .55},
		{"no tags, held out", false, 1, .3, .55},
		{"tagged, looked at while the weights were tried", true, 0, .65, .8},
		{"tagged, held out", true, 1, .6, .75},
	} {
		var n, top1, top3 float64
		for i, a := range all {
			if i%2 != c.half {
				continue
			}
			at := Moment{Subject: desk.Foreign(a.subject), Said: desk.Foreign(a.said), Language: "en"}
			if c.tagged {
				at.Tags = a.tags
			}
			n++
			rank := slices.IndexFunc(b.Find("", at, 3), func(m Match) bool { return slices.Contains(a.fit, m.Canned.Name) })
			if rank == 0 {
				top1++
			}
			if rank >= 0 {
				top3++
			}
		}
		t.Logf("%-50s top-1 %.2f, top-3 %.2f of %.0f", c.name, top1/n, top3/n, n)
		if top1/n < c.top1 || top3/n < c.top3 {
			t.Errorf("%s fell below %.2f, %.2f", c.name, c.top1, c.top3)
		}
	}
}
