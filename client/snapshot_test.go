package client_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/desk"
)

func TestASnapshotCountsOnlyWhenItIsWhole(t *testing.T) {
	const (
		begin = `{"begin":{"epoch":"e","tickets":2}}`
		one   = `{"page":{"tickets":[{"id":"00000000000000000000000000000001"}]}}`
		two   = `{"page":{"tickets":[{"id":"00000000000000000000000000000002"}],"messages":[]}}`
		end   = `{"end":{"tickets":2,"next":"c"}}`
	)
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"whole":                   {[]string{begin, one, two, end}, "fine"},
		"in one page":             {[]string{begin, strings.Replace(one, `}]`, `},{"id":"00000000000000000000000000000002"}]`, 1), end}, "fine"},
		"a line nobody knows":     {[]string{begin, one, `{"music":1}`, two, end}, "fine"},
		"one is missing":          {[]string{begin, one, end}, "temporary"},
		"no end":                  {[]string{begin, one, two}, "temporary"},
		"nothing":                 {nil, "temporary"},
		"no cursor":               {[]string{begin, one, two, `{"end":{"tickets":2}}`}, "temporary"},
		"a line that breaks off":  {[]string{begin, one, two, `{"end":{"tickets":2,`}, "not a desk"},
		"something else entirely": {[]string{"<html>"}, "not a desk"},
	} {
		synctest.Test(t, func(t *testing.T) {
			body := strings.Join(append(c.lines, ""), "\n")
			line := lineTo(t, says(200, "Heed-Desk: 1\r\nContent-Type: application/x-ndjson\r\n", body))
			pages, announced := 0, 0
			n, next, err := line.Snapshot(t.Context(), func(n int) { announced = n }, func(desk.Page) error { pages++; return nil })
			if what(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
			if err == nil && (n != 2 || next != "c" || announced != 2) || err != nil && (n != 0 || next != "") {
				t.Errorf("%s: %d tickets of %d, cursor %q", name, n, announced, next)
			}
		})
	}
}

func TestASnapshotStopsWhereItsTakerFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body := strings.Repeat(`{"page":{"tickets":[{"id":"00000000000000000000000000000001"}]}}`+"\n", 1000)
		line := lineTo(t, says(200, "Heed-Desk: 1\r\nContent-Type: application/x-ndjson\r\n", body))
		full, taken := errors.New("the disk is full"), 0
		_, _, err := line.Snapshot(t.Context(), func(int) {}, func(desk.Page) error {
			if taken++; taken == 3 {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) || taken != 3 {
			t.Errorf("%d taken, %v", taken, err)
		}
	})
}
