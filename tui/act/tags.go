package act

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// listed are tags as they are said, whatever a desk calls one.
func listed(tags []string, between string) string {
	return text.Line(desk.Foreign(strings.Join(tags, between)))
}

// inUse is how many tickets are looked at for the tags that are in use.
const inUse = 200

// TagsInUse makes what reads the tags that are in use on the desk, for Acts.AllTags. Nothing is
// read before somebody is about to set one.
func TagsInUse(reads interface {
	Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error)
},
) func() ([]string, error) {
	return func() ([]string, error) {
		w, err := reads.Window(desk.ViewAll, desk.Anchor{}, 0, inUse)
		return TagsOf(w.Rows), err
	}
}

// TagsOf are the tags on rows, those on most of them first: what a new tag is completed with.
func TagsOf(rows []desk.Row) []string {
	count := map[string]int{}
	for _, r := range rows {
		for _, tag := range r.Tags {
			count[tag]++
		}
	}
	tags := make([]string, 0, len(count))
	for tag := range count {
		tags = append(tags, tag)
	}
	slices.SortFunc(tags, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return tags
}
