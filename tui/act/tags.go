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
