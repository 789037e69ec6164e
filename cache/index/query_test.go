package index

import (
	"errors"
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

func TestAQueryThatCannotBeMeantSaysWhy(t *testing.T) {
	for typed, want := range map[string][]string{
		"refund status:opened": {"status", "opened"},
		"status:Nope lamp":     {"status", "Nope"},
		"priority:9":           {"priority", "9"},
		"before:soon":          {"before", "soon"},
		"after:2026-13":        {"after", "2026-13"},
		"before:-3d":           {"before", "-3d"},
	} {
		_, err := Parse(typed, noon())
		var p *desk.Problem
		if !errors.As(err, &p) || p.Code != desk.BadQuery || p.Args[0] != want[0] || p.Args[1] != want[1] {
			t.Errorf("%q gave %v", typed, err)
		}
	}
}

func TestIsOpenIsAnotherWordForAStatus(t *testing.T) {
	for typed, want := range map[string]string{
		"refund is:open": "refund status:open", "IS:Solved": "status:solved", "is:unassigned lamp": "assignee:none lamp",
	} {
		got, err := Parse(typed, noon())
		if err != nil {
			t.Fatal(err)
		}
		same, err := Parse(want, noon())
		if err != nil || !reflect.DeepEqual(got, same) {
			t.Errorf("%q is %+v, want %+v (%v)", typed, got, same, err)
		}
	}
}

func TestWhatIsNoFieldIsWords(t *testing.T) {
	for _, typed := range []string{"re: refund", "is: it here", "is:it", "is:", "https://example.com/a?b=c", "a:b", `"`, `""`, `"open quote`, ":", "#", "status:", "before:", "from:"} {
		if _, err := Parse(typed, noon()); err != nil {
			t.Errorf("%q gave %v", typed, err)
		}
	}
}

func TestDaysAreMeantInTheAgentsZone(t *testing.T) {
	for typed, want := range map[string]string{
		"before:2026-03-01": "2026-03-01", "before:2026-3-1": "2026-03-01", "before:2026-03": "2026-03-01", "before:2026": "2026-01-01",
		"before:today": "2026-03-20", "before:yesterday": "2026-03-19", "before:7d": "2026-03-13", "before:2w": "2026-03-06",
	} {
		q, err := Parse(typed, noon())
		day, ok := parseDay(want, noon())
		if err != nil || !ok || q.before != minutes(day) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestASnippetShowsWhereMostOfTheWordsStand(t *testing.T) {
	filler := "This is what comes before and it is long enough to be cut away when the snippet is made of a long message. "
	messages := []desk.Message{
		{Text: desk.Foreign("A lamp.")},
		{Text: desk.Foreign(filler + filler + "The refund for the\nlamp\x1b[31m has not come. " + filler)},
		{Text: desk.Foreign("Thank you.")},
	}
	q, _ := Parse("lamp ref", noon())
	s := Snippet(q, messages)
	line := s.Text.Raw()
	if len(s.Spans) != 2 || line[s.Spans[0].From:s.Spans[0].To] != "refund" || line[s.Spans[1].From:s.Spans[1].To] != "lamp" {
		t.Errorf("%q with %v", line, s.Spans)
	}
	if len(line) > snippetLen+10 || !utf8.ValidString(line) {
		t.Errorf("%q is %d long", line, len(line))
	}
	q, _ = Parse("status:open", noon())
	if s := Snippet(q, messages); s.Text.Raw() != "Thank you." || len(s.Spans) != 0 {
		t.Errorf("without words it is %q", s.Text.Raw())
	}
}

func FuzzNoQueryAndNoTextBreakASnippet(f *testing.F) {
	for _, typed := range []string{"refund", `"a b" c`, "from:x status:open", "#12 before:2026", "é\xff:\x00", "日本 語"} {
		f.Add(typed, "The refund for a b c\n日本 語 is here")
	}
	f.Fuzz(func(t *testing.T, typed, message string) {
		q, err := Parse(typed, noon())
		if err != nil {
			var p *desk.Problem
			if !errors.As(err, &p) {
				t.Fatalf("%T", err)
			}
			return
		}
		if len(q.clauses) > maxClauses {
			t.Fatalf("%d clauses", len(q.clauses))
		}
		for _, u := range []desk.Untrusted{desk.Foreign(message), Snippet(q, []desk.Message{{Text: desk.Foreign(message)}}).Text} {
			at := 0
			for _, s := range q.spansOf(text.Tokens(u)) {
				if s.From < at || s.To <= s.From || s.To > u.Len() {
					t.Fatalf("span %v after %d of %d", s, at, u.Len())
				}
				at = s.To
			}
		}
		s := Snippet(q, []desk.Message{{Text: desk.Foreign(message)}})
		at := 0
		for _, sp := range s.Spans {
			if sp.From < at || sp.To <= sp.From || sp.To > s.Text.Len() {
				t.Fatalf("span %v after %d of %d", sp, at, s.Text.Len())
			}
			at = sp.To
		}
	})
}

func TestASnippetTellsWhatAnotherSystemSaidByNamesAndValues(t *testing.T) {
	q, _ := Parse("fraud", noon())
	s := Snippet(q, []desk.Message{{Kind: desk.Happening, Text: desk.Foreign(`lookup bank_report {"fraud_alert":true,"amount":"94.80"}`)}})
	if got := s.Text.Raw(); got != "lookup bank_report amount 94.80 · fraud_alert true" || len(s.Spans) == 0 {
		t.Errorf("%q with %v", got, s.Spans)
	}
}

func TestAHitByTheNumberOfAnOrderShowsThatOrder(t *testing.T) {
	orders := []desk.Order{
		{Number: desk.Foreign("#W1111111"), Status: desk.Foreign("delivered")},
		{Number: desk.Foreign("#W2809253"), Status: desk.Foreign("on its way"), Items: []desk.OrderItem{{Name: desk.Foreign("Desk Lamp")}, {Name: desk.Foreign("Bookshelf")}}},
	}
	for _, typed := range []string{"W2809253", "#W2809253", "w28092"} {
		q, _ := Parse(typed, noon())
		s := Order(q, orders)
		if got := s.Text.Raw(); got != "#W2809253 · Desk Lamp +1 · on its way" || len(s.Spans) != 1 || !s.Order {
			t.Errorf("%s: %q with %v", typed, got, s.Spans)
		}
	}
	orders = append([]desk.Order{{Number: desk.Foreign("P-11111")}}, append(orders, desk.Order{Number: desk.Foreign("P-41616")})...)
	if q, _ := Parse("P-41616", noon()); Order(q, orders).Text.Raw() != "P-41616" {
		t.Errorf("P-41616 shows %q", Order(q, orders).Text.Raw())
	}
	if q, _ := Parse("lamp", noon()); !Order(q, orders).Text.IsEmpty() {
		t.Error("an order is shown that nobody asked for by its number")
	}
}
