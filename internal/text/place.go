package text

import "github.com/heed-desk/heed/desk"

// Span is a piece of a text, as byte offsets: desk.Span, for those who know no desk.
type Span = desk.Span

// Unclustered rewrites the emoji that a terminal without grapheme clustering (mode 2027)
// would draw wider or narrower than Width says, so that every cell keeps its place: a
// family becomes its first member. Other scripts stay as they are. Styles are kept.
func Unclustered(s string) string {
	if asciiRun(s) == len(s) {
		return s
	}
	return uncluster(s)
}
