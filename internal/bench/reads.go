package main

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/desk"
)

// Words for the search figures: one that stands in very many of the demo's tickets, one
// that stands in few.
const (
	commonWord = "lamp"
	rareWord   = "gannets"
)

// reads measures the ledger's answers without any screen.
func reads(ctx context.Context, r *report, l *cache.Ledger) error {
	rng := rand.New(rand.NewPCG(1, 2))
	ids, err := somewhere(l, rng, 400)
	if err != nil {
		return err
	}
	windows, err := sample(len(ids), func(i int) error {
		_, err := l.Window(desk.ViewAll, desk.Anchor{Ticket: ids[i]}, 40, 80)
		return err
	})
	if err != nil {
		return err
	}
	r.spread("ledger: window of 120 rows", windows, 0, 0)
	threads, err := sample(len(ids), func(i int) error {
		_, err := l.Thread(ids[i], 200)
		return err
	})
	if err != nil {
		return err
	}
	r.spread("ledger: thread", threads, 0, 0)
	for _, q := range []struct {
		name, word string
		goal       float64
	}{{"search, common word", commonWord, 20}, {"search, rare word", rareWord, 10}} {
		var found desk.Found
		took, err := sample(200, func(int) (err error) {
			found, err = l.Search(ctx, q.word, 50)
			return err
		})
		if err != nil {
			return err
		}
		r.spread(q.name, took, 0, q.goal)
		r.add(q.name+": found", float64(found.Total), "tickets", 1)
	}
	return nil
}

// somewhere picks tickets all over the view of all.
func somewhere(l *cache.Ledger, rng *rand.Rand, n int) ([]desk.TicketID, error) {
	var ids []desk.TicketID
	w, err := l.Window(desk.ViewAll, desk.Anchor{}, 0, 400)
	if err != nil {
		return nil, err
	}
	for len(ids) < n && len(w.Rows) > 0 {
		last := w.Rows[len(w.Rows)-1]
		ids = append(ids, w.Rows[rng.IntN(len(w.Rows))].ID)
		if w, err = l.Window(desk.ViewAll, desk.Anchor{Ticket: last.ID}, 0, 200+rng.IntN(200)); err != nil {
			return nil, err
		}
		if len(w.Rows) < 3 {
			w, err = l.Window(desk.ViewAll, desk.Anchor{}, 0, 100)
			if err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

func sample(n int, do func(i int) error) ([]time.Duration, error) {
	took := make([]time.Duration, 0, n)
	for i := range n {
		begun := time.Now()
		if err := do(i); err != nil {
			return nil, err
		}
		took = append(took, time.Since(begun))
	}
	return took, nil
}
