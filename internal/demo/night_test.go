package demo

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// At whatever hour the demo is opened, nobody answers a letter in the second in which it came.
func TestTheDayOfWhoOpensTheDemoIsPlausibleAtAnyHour(t *testing.T) {
	midnight := today().Truncate(24 * time.Hour)
	for day := range 7 {
		for hour := range 24 {
			now := midnight.AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour + 7*time.Minute)
			mine, hasty, solved := 0, 0, 0
			for r := range Generate(1, 200, now, "sam") {
				if r.Ticket == nil {
					continue
				}
				var asked time.Time
				for _, m := range r.Ticket.Messages {
					switch {
					case m.At.After(now):
						t.Fatalf("%v: %d says something at %v", now, r.Ticket.Number, m.At)
					case m.Kind == desk.FromCustomer && asked.IsZero():
						asked = m.At
					case m.Kind == desk.FromAgent && m.Author.Agent == "sam":
						if !asked.IsZero() && r.Ticket.Channel != desk.Chat {
							mine++
							if m.At.Sub(asked) < time.Minute {
								hasty++
							}
						}
						asked = time.Time{}
					case m.Kind == desk.FromAgent:
						asked = time.Time{}
					}
				}
				if r.Ticket.Assignee == "sam" && r.Ticket.Status == desk.Solved && now.Sub(r.Ticket.SolvedAt) < 24*time.Hour {
					solved++
				}
			}
			if hasty > 0 || mine < 20 || solved < 3 {
				t.Errorf("%s %02d:07: %d of %d answers within a minute, %d solved within a day", now.Weekday(), hour, hasty, mine, solved)
			}
		}
	}
}
