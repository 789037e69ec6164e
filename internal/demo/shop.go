package demo

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"github.com/heed-desk/heed/desk"
)

//go:embed shop
var files embed.FS

// shop is everything that the demo knows of Pellow & Daughters. It is read from the
// files under shop/ and not changed afterwards.
type shop struct {
	goods   []*article
	people  []*person
	stories []*story
	themes  []*theme
	replies []desk.Canned
	manners manners
	crowd   crowd

	byKey   map[string]*person
	byTheme map[string]*theme
	byTale  map[desk.TicketID]*story
}

// openShop reads the shop. It can only fail where a file of the repository is wrong,
// which a test holds.
func openShop() (*shop, error) {
	s := &shop{byKey: map[string]*person{}, byTheme: map[string]*theme{}, byTale: map[desk.TicketID]*story{}}
	var err error
	if s.goods, err = readGoods(file("goods.txt")); err != nil {
		return nil, err
	}
	if s.people, err = readPeople(file("people.txt")); err != nil {
		return nil, err
	}
	for _, p := range s.people {
		s.byKey[p.key] = p
	}
	if s.replies, err = readReplies(file("replies.txt")); err != nil {
		return nil, err
	}
	if s.manners, err = readManners(file("manners.txt")); err != nil {
		return nil, err
	}
	if s.crowd, err = readCrowd(file("crowd.txt")); err != nil {
		return nil, err
	}
	if err := each("themes", s.readThemes); err != nil {
		return nil, err
	}
	for _, t := range s.themes {
		s.byTheme[t.name] = t
	}
	if err := each("stories", s.readStories); err != nil {
		return nil, err
	}
	return s, s.index()
}

// index finds the stories by their ticket, and checks that each has a theme.
func (s *shop) index() error {
	for _, st := range s.stories {
		id := storyID(st.name)
		if s.byTale[id] != nil {
			return fmt.Errorf("two stories are called %s", st.name)
		}
		if s.byTheme[st.theme] == nil {
			return fmt.Errorf("story %s: no theme %q", st.name, st.theme)
		}
		s.byTale[id] = st
	}
	return nil
}

// mustOpenShop opens the shop that is part of the program.
func mustOpenShop() *shop {
	s, err := openShop()
	if err != nil {
		panic("the demo's own files: " + err.Error()) // a broken build: no user's act can bring it about
	}
	return s
}

func (s *shop) person(key string) *person { return s.byKey[key] }

func storyID(name string) desk.TicketID {
	return desk.TicketID{ID: desk.DeriveID("demo", "story", name)}
}

func file(name string) string {
	b, err := files.ReadFile(path.Join("shop", name))
	if err != nil {
		return "" // the reader of the file says what is missing
	}
	return string(b)
}

// each reads the files of a folder in the order of their names.
func each(folder string, read func(string) error) error {
	entries, err := files.ReadDir(path.Join("shop", folder))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := read(file(path.Join(folder, e.Name()))); err != nil {
			return fmt.Errorf("%s: %w", e.Name(), err)
		}
	}
	return nil
}

// readThen reads what sending a reply does.
func readThen(words string) (m desk.Macro) {
	for _, word := range strings.Fields(words) {
		tag, isTag := strings.CutPrefix(word, "+")
		priority, isPriority := strings.CutPrefix(word, "!")
		switch {
		case isTag:
			m.Tags = append(m.Tags, tag)
		case isPriority:
			m.Priority = priority
		case word == "mine":
			m.Mine = true
		default:
			m.Status = desk.Status(word)
		}
	}
	return m
}

// readReplies reads the phrasebook: "# name | title | tags | language", then the text. A
// fifth part says what sending it does: "solved", "+tag", "!high" or "mine".
func readReplies(text string) ([]desk.Canned, error) {
	var all []desk.Canned
	for _, chunk := range strings.Split("\n"+text, "\n# ")[1:] {
		head, body, _ := strings.Cut(chunk, "\n")
		parts := cut(head, "|")
		if len(parts) != 4 && len(parts) != 5 || strings.TrimSpace(body) == "" {
			return nil, fmt.Errorf("reply %q", head)
		}
		then := readThen(strings.Join(parts[4:], " "))
		if !then.Valid() {
			return nil, fmt.Errorf("reply %q", head)
		}
		all = append(all, desk.Canned{
			ID: desk.CannedID{ID: desk.DeriveID("demo", "reply", parts[0])}, Name: parts[0], Title: parts[1],
			Tags: strings.Fields(parts[2]), Language: parts[3], Text: strings.TrimSpace(body), Then: then,
		})
	}
	return all, nil
}
