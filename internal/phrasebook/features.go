package phrasebook

import (
	"strings"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// maxFeatureText is how many bytes of a text the features are taken from.
const maxFeatureText = 1000

// featuresOf returns what a text is compared by: its words, its pairs of words, and all
// runs of two to four letters, which see through endings and slips of the finger.
func featuresOf(u desk.Untrusted) []string { return featuresOfWords(tokensOf(u)) }

func tokensOf(u desk.Untrusted) []string {
	var words []string
	n := 0
	for _, t := range text.Tokens(u) {
		if n += len(t.Text) + 1; n > maxFeatureText {
			break
		}
		words = append(words, t.Text)
	}
	return words
}

func featuresOfWords(words []string) []string {
	if len(words) == 0 {
		return nil
	}
	features := make([]string, 0, 24*len(words))
	before := "^"
	for _, w := range words {
		features = append(features, "w"+w, "b"+before+" "+w)
		before = w
	}
	line := " " + strings.Join(words, " ") + " "
	for n := 2; n <= 4; n++ {
		features = appendRuns(features, line, n)
	}
	return features
}

// appendRuns appends every run of n letters of s.
func appendRuns(features []string, s string, n int) []string {
	end := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	for from := 0; end < len(s); {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
		features = append(features, s[from:end])
		_, size = utf8.DecodeRuneInString(s[from:])
		from += size
	}
	return features
}
