package act

import (
	"time"

	"github.com/heed-desk/heed/internal/when"
	"github.com/heed-desk/heed/internal/words"
)

// moment reads a moment as somebody types it who writes dates as the book does.
func moment(b *words.Book, typed string, now time.Time) (time.Time, error) {
	if b.MonthFirst() {
		return when.ParseMonthFirst(typed, now)
	}
	return when.Parse(typed, now)
}

// half is half past two as it is written: a time of day to show by example.
func half(b *words.Book) string { return b.Clock(time.Date(2026, 1, 1, 14, 30, 0, 0, time.UTC)) }
