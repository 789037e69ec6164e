package demo

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

func today() time.Time { return time.Date(2026, 11, 18, 14, 32, 0, 0, time.UTC) }

// made is everything that a run yields.
type made struct {
	agents    []desk.Agent
	replies   []desk.Canned
	customers []desk.Customer
	tickets   []*archive.Ticket
}

func generate(seed uint64, n int) made {
	var m made
	for r := range Generate(seed, n, today(), "sam") {
		switch {
		case r.Agent != nil:
			m.agents = append(m.agents, *r.Agent)
		case r.Reply != nil:
			m.replies = append(m.replies, *r.Reply)
		case r.Customer != nil:
			m.customers = append(m.customers, *r.Customer)
		case r.Ticket != nil:
			m.tickets = append(m.tickets, r.Ticket)
		}
	}
	return m
}

func TestADeskOfTwoHundredHasWhatWasPromised(t *testing.T) {
	for seed := range uint64(20) {
		m := generate(seed, 200)
		if len(m.tickets) != 200 || len(m.customers) != 60 || len(m.agents) != 4 || len(m.replies) != 40 {
			t.Fatalf("seed %d: %d tickets, %d customers, %d agents, %d replies",
				seed, len(m.tickets), len(m.customers), len(m.agents), len(m.replies))
		}
		count := map[any]int{}
		for _, k := range m.tickets {
			count[k.Channel]++
			count[k.Status]++
			count[k.Priority()]++
			if !k.Status.Done() {
				count["not done"]++
				count["of "+string(k.Assignee)]++
			}
			if k.Snoozed(today()) {
				count["snoozed"]++
			}
			if k.Rating != nil {
				count["rated"]++
			}
		}
		for what, want := range map[any]int{"not done": 90, "of sam": 12, "of ": 30, "of tom": 16, "of ines": 16, "of priya": 16, "rated": 33} {
			if count[what] != want {
				t.Errorf("seed %d: %v %v, want %d", seed, count[what], what, want)
			}
		}
		for _, c := range []desk.Channel{desk.Mail, desk.Chat, desk.Phone, desk.SMS, desk.Social, desk.Form, desk.API} {
			if count[c] == 0 {
				t.Errorf("seed %d: nobody came by %s", seed, c)
			}
		}
		for _, s := range desk.Statuses() {
			if count[s] == 0 {
				t.Errorf("seed %d: no ticket is %s", seed, s)
			}
		}
		for p := desk.PriorityLow; p <= desk.PriorityUrgent; p++ {
			if count[p] == 0 {
				t.Errorf("seed %d: no ticket is %s", seed, p)
			}
		}
		if count["snoozed"] == 0 {
			t.Errorf("seed %d: no ticket sleeps", seed)
		}
	}
}

func TestTheOwnersQueueIsWorthLookingAt(t *testing.T) {
	var late, soon, waiting int
	for _, k := range generate(1, 200).tickets {
		if k.Assignee != "sam" || k.Status.Done() || k.WaitingSince.IsZero() {
			continue
		}
		waiting++
		switch left := desk.Reckon(k.Ticket).Due.Sub(today()); {
		case left < 0:
			late++
		case left < time.Hour:
			soon++
		}
	}
	if late < 1 || late > 3 || soon < 4 || waiting < 9 {
		t.Fatalf("%d late, %d due within the hour, of %d that wait", late, soon, waiting)
	}
}

func TestTheSameSeedMakesTheSameDesk(t *testing.T) {
	var first bytes.Buffer
	for run := range 2 {
		var out bytes.Buffer
		w := json.NewEncoder(&out)
		for r := range Generate(7, 1200, today(), "sam") {
			if err := w.Encode(r); err != nil {
				t.Fatal(err)
			}
		}
		if run == 0 {
			first = out
		} else if !bytes.Equal(first.Bytes(), out.Bytes()) {
			t.Fatal("two runs of one seed differ")
		}
	}
}

func TestTheFirstTwoHundredAreTheSameHoweverManyThereAre(t *testing.T) {
	few := map[desk.TicketID]*archive.Ticket{}
	for _, k := range generate(3, 200).tickets {
		few[k.ID] = k
	}
	found := 0
	many := generate(3, 5000).tickets
	for _, k := range many {
		if same := few[k.ID]; same != nil {
			found++
			if same.Subject != k.Subject || !same.UpdatedAt.Equal(k.UpdatedAt) {
				t.Fatalf("ticket %s is another one on a larger desk", k.ID)
			}
		}
	}
	if len(many) != 5000 || found != 200 {
		t.Fatalf("%d tickets, %d of the first two hundred", len(many), found)
	}
	if n := len(generate(3, 25).tickets); n != 25 {
		t.Fatalf("%d tickets on a desk of 25", n)
	}
}

func TestMostOfALargeDeskIsSolved(t *testing.T) {
	m := generate(1, 20000)
	open, mine := 0, 0
	for _, k := range m.tickets {
		if !k.Status.Done() {
			open++
			if k.Assignee == "sam" {
				mine++
			}
		}
	}
	if open < 250 || open > 900 || mine > 60 {
		t.Fatalf("%d of 20000 are not done, %d of them the owner's", open, mine)
	}
}

func TestNoTwoThreadsReadAlike(t *testing.T) {
	for seed := range uint64(5) {
		seen, ids := map[string]int64{}, map[desk.TicketID]bool{}
		for _, k := range generate(seed, 200).tickets {
			var text strings.Builder
			for _, m := range k.Messages {
				if m.Kind.Public() {
					text.WriteString(m.Text.Raw() + "\n")
				}
			}
			if other, ok := seen[text.String()]; ok {
				t.Errorf("seed %d: tickets %d and %d say the same", seed, other, k.Number)
			}
			seen[text.String()] = k.Number
			if ids[k.ID] {
				t.Errorf("two tickets have the id %s", k.ID)
			}
			ids[k.ID] = true
		}
	}
}

func TestEveryTextIsCleanAndFilled(t *testing.T) {
	m := generate(2, 3000)
	check := func(where string, u desk.Untrusted) {
		t.Helper()
		text := u.Raw()
		if !utf8.ValidString(text) || strings.ContainsAny(text, "{}") || strings.TrimSpace(text) != text || text == "" {
			t.Errorf("%s: %q", where, text)
		}
		for _, r := range text {
			if unicode.IsControl(r) && r != '\n' {
				t.Errorf("%s: control character in %q", where, text)
			}
		}
	}
	for _, k := range m.tickets {
		check("subject", k.Subject)
		for _, e := range k.Messages {
			if e.Change == nil {
				check("entry of "+k.Subject.Raw(), e.Text)
			}
			if e.At.After(today()) {
				t.Errorf("%s: an entry of tomorrow", k.Subject.Raw())
			}
			if e.Kind == desk.FromAgent && e.Author.Agent == "" {
				t.Errorf("%s: an answer of nobody", k.Subject.Raw())
			}
		}
	}
	for _, c := range m.customers {
		check("name", c.Name)
		check("place", c.Place)
		if _, err := time.LoadLocation(c.Zone); err != nil {
			t.Errorf("%s lives in no zone: %v", c.Name.Raw(), err)
		}
	}
}

func TestPricesAddUpToTotals(t *testing.T) {
	orders, numbers := 0, map[string]bool{}
	for _, c := range generate(4, 2000).customers {
		for _, o := range c.Orders {
			orders++
			var sum money
			for _, item := range o.Items {
				price, err := readMoney(item.Price)
				if err != nil {
					t.Fatal(err)
				}
				sum += price
			}
			if sum.String() != o.Total {
				t.Errorf("order %s: items come to %s, the total is %s", o.Number.Raw(), sum, o.Total)
			}
			if numbers[o.Number.Raw()] {
				t.Errorf("two orders are called %s", o.Number.Raw())
			}
			numbers[o.Number.Raw()] = true
			if o.At.After(today()) {
				t.Errorf("order %s was made tomorrow", o.Number.Raw())
			}
		}
	}
	if orders < 300 {
		t.Fatalf("only %d orders", orders)
	}
}

func TestOrdersThatAThreadNamesAreTheCustomersOwn(t *testing.T) {
	m := generate(5, 1500)
	own := map[desk.CustomerID]string{}
	for _, c := range m.customers {
		for _, o := range c.Orders {
			own[c.ID] += o.Number.Raw() + "\n"
		}
	}
	named := 0
	for _, k := range m.tickets {
		for _, e := range k.Messages {
			for _, word := range strings.FieldsFunc(e.Text.Raw(), func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				if !strings.HasPrefix(word, "P-") {
					continue
				}
				named++
				if !strings.Contains(own[k.Requester], word+"\n") {
					t.Errorf("ticket %d speaks of %s, which its customer did not order", k.Number, word)
				}
			}
		}
	}
	if named < 200 {
		t.Fatalf("only %d orders are named", named)
	}
}

func TestTicketsAreOldestFirstAndWhatTheySayOfTheirThreadHolds(t *testing.T) {
	var last time.Time
	for i, k := range generate(6, 1500).tickets {
		if k.CreatedAt.Before(last) {
			t.Fatalf("ticket %d is older than the one before it", k.Number)
		}
		last = k.CreatedAt
		if k.Number != firstNumber+int64(i) {
			t.Fatalf("the %dth ticket has number %d", i, k.Number)
		}
		settled := &archive.Ticket{Ticket: k.Clone(), Messages: slices.Clone(k.Messages)}
		archive.Settle(settled)
		if settled.WaitingSince != k.WaitingSince || settled.LastMessage != k.LastMessage || settled.SolvedAt != k.SolvedAt {
			t.Fatalf("ticket %d does not agree with its thread", k.Number)
		}
		if k.Status == desk.New && k.Assignee != "" || k.Status.Done() && k.SolvedAt.IsZero() {
			t.Fatalf("ticket %d: %s and %q", k.Number, k.Status, k.Assignee)
		}
		if n := len(k.Messages); n < 1 || n > 14 {
			t.Fatalf("ticket %d has %d entries", k.Number, n)
		}
	}
}

func TestStoriesAreManyAndInManyLanguages(t *testing.T) {
	s, err := openShop()
	if err != nil {
		t.Fatal(err)
	}
	if len(s.stories) < 70 {
		t.Fatalf("%d stories", len(s.stories))
	}
	languages := map[string]int{}
	for _, st := range s.stories {
		languages[s.person(st.who).lang]++
		said := map[*template]bool{}
		for _, b := range slices.Concat(st.beats, st.next) {
			if said[b.text] || b.kind != desk.Happening && len(b.text.pieces) == 0 {
				t.Errorf("story %s: an entry without words", st.name)
			}
		}
		if st.beats[0].kind != desk.FromCustomer {
			t.Errorf("story %s does not begin with its customer", st.name)
		}
	}
	for _, lang := range []string{"en", "de", "fr", "es", "ar", "he", "ja"} {
		if languages[lang] == 0 {
			t.Errorf("nobody writes %s", lang)
		}
	}
}

func TestTheBlanksOfTheRepliesAreBlanks(t *testing.T) {
	names := map[string]bool{}
	for _, c := range generate(1, 0).replies {
		if names[c.Name] {
			t.Errorf("two replies are called %s", c.Name)
		}
		names[c.Name] = true
		rest := c.Text
		for {
			_, after, ok := strings.Cut(rest, "{{")
			if !ok {
				break
			}
			inside, next, ok := strings.Cut(after, "}}")
			if !ok || inside == "" || strings.ContainsAny(inside, "{}\n") {
				t.Errorf("%s: a blank that is none: %.40q", c.Name, after)
			}
			name, _, _ := strings.Cut(inside, "|")
			known := []string{"customer.first", "customer.name", "customer.mail", "order.number", "agent.first"}
			if !strings.HasPrefix(inside, "?") && !slices.Contains(known, name) {
				t.Errorf("%s: nobody fills %q", c.Name, name)
			}
			rest = next
		}
	}
}

func BenchmarkGenerate(b *testing.B) {
	const n = 20000
	for b.Loop() {
		for range Generate(1, n, today(), "sam") {
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tickets/s")
}

func TestNobodyIsThankedWithoutAName(t *testing.T) {
	for r := range Generate(1, 2000, time.Now(), "sam") {
		if r.Ticket == nil {
			continue
		}
		for _, m := range r.Ticket.Messages {
			if b, err := m.Text.MarshalJSON(); err != nil || strings.Contains(string(b), ", .") {
				t.Errorf("ticket %d: %s (%v)", r.Ticket.Number, b, err)
			}
		}
	}
}

func TestPeopleWriteAtTheHoursAtWhichPeopleWrite(t *testing.T) {
	now := time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)
	alike := map[string]int{}
	for r := range Generate(1, 200, now, "sam") {
		if r.Ticket == nil {
			continue
		}
		for _, m := range r.Ticket.Messages {
			if m.At.Before(now.Add(-48*time.Hour)) && (m.At.Hour() < 7 || m.At.Hour() > 22) {
				t.Errorf("ticket %d: written at %s", r.Ticket.Number, m.At.Format("15:04"))
			}
			alike[m.At.Format("15:04")]++
		}
	}
	if n := alike["14:32"]; n > 8 {
		t.Errorf("%d entries stand at the minute at which the demo was opened", n)
	}
}
