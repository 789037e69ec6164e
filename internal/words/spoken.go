package words

import (
	"maps"
	"strings"
	"time"
)

// Spoken returns the book of a session that is heard instead of seen: the text under a key
// with ".spoken" behind it stands for the one under the key itself, and spans are spelt out.
func (b *Book) Spoken() *Book {
	texts := maps.Clone(b.texts)
	for key, text := range b.texts {
		if plain, ok := strings.CutSuffix(key, ".spoken"); ok {
			texts[plain] = text
		}
	}
	spoken := *b
	spoken.texts, spoken.spelt = texts, true
	return &spoken
}

func (b *Book) longSpelt(d time.Duration) string {
	switch {
	case d < day && d%time.Hour >= time.Minute:
		return b.unit("span.h", d/time.Hour) + " " + b.unit("span.m", d%time.Hour/time.Minute)
	case d >= day && d%day >= time.Hour:
		return b.unit("span.d", d/day) + " " + b.unit("span.h", d%day/time.Hour)
	default:
		return b.Short(d)
	}
}
