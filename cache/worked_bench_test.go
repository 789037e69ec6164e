package cache

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

// BenchmarkADayOfEightHundredTickets is what reading one's day costs: a hundred tickets a day,
// today and the seven days before, of a small desk and of a large one.
func BenchmarkADayOfEightHundredTickets(b *testing.B) {
	for name, n := range map[string]int{"of=2000": 2000, "of=100000": 100_000} {
		b.Run(name, func(b *testing.B) {
			opt := options(b)
			l := filled(b, opt, n)
			var p desk.Page
			for i := range 800 {
				p.Messages = append(p.Messages, ago(i, 2, me, i/100), ago(i, 3, "", i/100), ago(i, 4, me, i/100))
			}
			must(b, l.Take(p))
			waitIndexed(b, l, n)
			b.ResetTimer()
			for range b.N {
				all, err := l.Worked(noon().AddDate(0, 0, -7))
				if err != nil || len(all) != 800 {
					b.Fatalf("%d tickets, %v", len(all), err)
				}
			}
		})
	}
}
