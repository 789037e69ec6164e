package metrics

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// ofReal reads a file of HEED_DATA line by line; it skips the test where there is none.
func ofReal[T any](t *testing.T, name string) []T {
	t.Helper()
	dir := os.Getenv("HEED_DATA")
	if dir == "" {
		t.Skip("HEED_DATA is not set: no figures of real desks were checked")
	}
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<24)
	var all []T
	for lines.Scan() {
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if err := lines.Err(); err != nil || len(all) == 0 {
		t.Fatalf("%d records, %v", len(all), err)
	}
	return all
}

func numbered(n int) desk.TicketID {
	var id desk.TicketID
	binary.BigEndian.PutUint64(id.ID[:], uint64(n)+1)
	return id
}

func TestTheTimesOfRealChatsAreThoseThatTheirDeskMeasured(t *testing.T) {
	type chat struct {
		Opened   int64 `json:"opened_at"`
		Closed   int64 `json:"closed_at"`
		First    int64 `json:"frt_s"`
		Handle   int64 `json:"handle_s"`
		Agent    string
		Messages []struct {
			From string
			At   int64
		}
	}
	y := NewTally(desk.SLA{}, time.UTC, Period{time.Unix(0, 0), time.Unix(1<<40, 0)}, ByAgent)
	var first, handled []int64
	replies := map[string]int{}
	for n, c := range ofReal[chat](t, "conversations.jsonl.gz") {
		k := desk.Ticket{
			ID: numbered(n), Channel: desk.Chat, Status: desk.Solved,
			CreatedAt: time.Unix(c.Opened, 0), UpdatedAt: time.Unix(c.Closed, 0), SolvedAt: time.Unix(c.Closed, 0),
		}
		var thread []desk.Message
		for i, m := range c.Messages {
			said := desk.Message{ID: desk.MessageID(i + 1), At: time.Unix(m.At, 0), Kind: desk.FromCustomer}
			switch m.From {
			case "agent":
				said.Kind, said.Author.Agent = desk.FromAgent, desk.AgentID(c.Agent)
				replies[c.Agent]++
			case "action":
				said.Kind = desk.Happening
			}
			thread = append(thread, said)
		}
		s := Of(k, thread)
		reply, _ := s.FirstReply()
		full, _ := s.FullResolution()
		if reply.Took != time.Duration(c.First)*time.Second || full.Took != time.Duration(c.Handle)*time.Second {
			t.Fatalf("chat %d was answered in %v and solved in %v, not %d and %d s", n, reply.Took, full.Took, c.First, c.Handle)
		}
		y.Add(k, thread)
		first, handled = append(first, c.First), append(handled, c.Handle)
	}
	all := y.Report()
	for _, c := range []struct {
		name string
		of   []int64
		got  Times
	}{{"first replies", first, all.Desk.FirstReply}, {"resolutions", handled, all.Desk.Resolution}} {
		slices.Sort(c.of)
		sum := int64(0)
		for _, s := range c.of {
			sum += s
		}
		n := len(c.of)
		p50, p90, mean := time.Duration(c.of[n/2-1])*time.Second, time.Duration(c.of[n*9/10-1])*time.Second, time.Duration(sum)*time.Second/time.Duration(n)
		if got := c.got.Calendar; c.got.N != 3000 || got.P50 != p50 || got.P90 != p90 || got.Mean != mean.Truncate(time.Millisecond) {
			t.Errorf("%d %s with %+v, want %v, %v and %v", c.got.N, c.name, got, p50, p90, mean)
		}
	}
	for _, part := range all.Parts {
		if replies[part.Scope.Name] != part.Sums.Replies {
			t.Errorf("%s gave %d replies, want %d", part.Scope.Name, part.Sums.Replies, replies[part.Scope.Name])
		}
		delete(replies, part.Scope.Name)
	}
	if len(replies) > 0 {
		t.Errorf("agents are missing: %v", replies)
	}
}

// incident is what an IT desk recorded of a matter: after how many minutes it was in which state.
type incident struct {
	Opened   string
	Resolved *int `json:"resolved_min"`
	Reopened int
	Trace    [][]any
}

// statusOf is what the states of that desk are called here.
func statusOf(state string) desk.Status {
	switch state {
	case "New":
		return desk.New
	case "Active":
		return desk.Open
	case "Awaiting User Info":
		return desk.Pending
	case "Resolved":
		return desk.Solved
	case "Closed":
		return desk.Closed
	default:
		return desk.OnHold // a problem, a vendor, evidence
	}
}

func TestTheCourseOfRealIncidentsIsWhatTheirDeskRecorded(t *testing.T) {
	same, later, unsaid := 0, 0, 0
	for n, c := range ofReal[incident](t, "incident_timing.jsonl.gz") {
		opened, err := time.Parse("2006-01-02T15:04:05", c.Opened)
		if err != nil {
			t.Fatal(err)
		}
		k := desk.Ticket{ID: numbered(n), CreatedAt: opened}
		var thread []desk.Message
		spent := map[desk.Status]int{}
		status, at := desk.New, 0
		solved, also := 0, map[int]bool{} // when it was solved last, and when it was said again that it is
		for _, entry := range c.Trace {
			minute, next := int(entry[0].(float64)), statusOf(entry[1].(string))
			switch {
			case next.Done() && !status.Done():
				solved, also = minute, map[int]bool{}
			case next.Done():
				also[minute] = true
			}
			if next == status {
				continue
			}
			thread = append(thread, desk.Message{
				ID: desk.MessageID(len(thread) + 1), Kind: desk.Happening, At: opened.Add(time.Duration(minute) * time.Minute),
				Change: &desk.FieldChange{Field: string(desk.FieldStatus), From: string(status), To: string(next)},
			})
			spent[status] += max(minute-at, 0)
			status, at = next, max(minute, at)
		}
		k.Status = status
		s := Of(k, thread)
		full, ok := s.FullResolution()
		if !ok || full.Took != time.Duration(solved)*time.Minute || s.Reopens() != c.Reopened {
			t.Fatalf("incident %d took %v and %d reopens, want %d m and %d", n, full.Took, s.Reopens(), solved, c.Reopened)
		}
		switch {
		case c.Resolved == nil:
			unsaid++
		case *c.Resolved == solved:
			same++
		case also[*c.Resolved]:
			later++
		default:
			t.Fatalf("incident %d was resolved after %d m, not after %d", n, *c.Resolved, solved)
		}
		for _, of := range [][]desk.Status{{desk.New, desk.Open, desk.OnHold}, {desk.Pending}, {desk.OnHold}, {desk.New, desk.Open}} {
			want := 0
			for _, st := range of {
				want += spent[st]
			}
			if got := s.In(full.At, desk.Calendar{}, of...); got != time.Duration(want)*time.Minute {
				t.Fatalf("incident %d was %v in %v, want %d m", n, got, of, want)
			}
		}
	}
	// That desk moves its stamp when somebody says again that it is resolved, and sets none at all where it was from the start.
	if same != 844 || later != 17 || unsaid != 29 {
		t.Errorf("%d are resolved to the minute, %d said again later, %d said nowhere", same, later, unsaid)
	}
}
