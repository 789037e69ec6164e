package phrasebook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func reply(name, title, text string, tags ...string) desk.Canned {
	return desk.Canned{ID: cannedID(name), Name: name, Title: title, Text: text, Tags: tags, Language: "en"}
}

func shelf() []desk.Canned {
	return []desk.Canned{
		reply("refund-on-its-way", "Refund: it has left us", "Your refund of {{?the amount}} left us today. Your bank shows it by {{?the day you promise}}.", "refund", "money"),
		reply("refund-late", "Refund: late, and it is our doing", "You sent it back in good time and we let the refund lie.", "refund", "apology"),
		reply("parcel-lost", "Parcel: lost on the way", "The carrier has lost your parcel. I am sending a new one today.", "delivery", "apology"),
		reply("parcel-where", "Parcel: where it is", "Your parcel was last scanned in {{?where}}.", "delivery"),
		reply("sign-in", "Sign in: a new password", "I have sent you a link to set a new password.", "account"),
		reply("thanks", "Thank you", "Thank you for your kind words.", "thanks"),
	}
}

func names(matches []Match) []string {
	var all []string
	for _, m := range matches {
		all = append(all, m.Canned.Name)
	}
	return all
}

func TestAReplyIsFoundByWhateverOneRemembersOfIt(t *testing.T) {
	b := New(shelf())
	for typed, want := range map[string]string{
		"refund-late": "refund-late", "lost": "parcel-lost", "pasword": "sign-in", "account": "sign-in", "kind words": "thanks",
		"rfndlate": "refund-late", "scanned": "parcel-where", "Pärcel lost": "parcel-lost", "bank shows": "refund-on-its-way", "sign": "sign-in",
	} {
		if got := names(b.Find(typed, Moment{}, 3)); len(got) == 0 || got[0] != want {
			t.Errorf("%q found %v", typed, got)
		}
	}
	if got := b.Find("qqxz 0815", Moment{}, 3); len(got) != 0 {
		t.Errorf("what no reply has found %v", names(got))
	}
}

func TestWhatIsTypedCountsMostInTheNameThenInTheTitleTheTagsTheText(t *testing.T) {
	b := New([]desk.Canned{
		reply("d", "Something else", "We speak of the lantern here, the lantern and again the lantern."),
		reply("c", "Another thing", "Nothing of it.", "lantern"),
		reply("b", "The lantern", "Nothing of it."),
		reply("lantern", "Quite another", "Nothing of it."),
		reply("e", "Hooks", "A set of hooks."),
	})
	for _, typed := range []string{"lantern", "lanter", "Lan"} {
		if got := names(b.Find(typed, Moment{}, 9)); !slices.Equal(got, []string{"lantern", "b", "c", "d"}) {
			t.Errorf("%q finds %v", typed, got)
		}
	}
}

func TestAReplyWithoutWhatWasTypedIsNotShown(t *testing.T) {
	b := New(shelf())
	for typed, want := range map[string][]string{
		"lost": {"parcel-lost"}, "password": {"sign-in"}, "refund": {"refund-late", "refund-on-its-way"}, "parcel sca": {"parcel-where"}, "bank shows": {"refund-on-its-way"},
	} {
		got := names(b.Find(typed, Moment{Said: desk.Foreign("my parcel is late, and thank you for the refund")}, 9))
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q shows %v", typed, got)
		}
	}
}

func TestAWordThatIsOnlyKinFindsWhatTheWordItselfDoesNot(t *testing.T) {
	b := New(shelf())
	for typed, want := range map[string]string{"reimburse": "refund-late", "courier": "parcel-lost", "login": "sign-in"} {
		if got := names(b.Find(typed, Moment{}, 9)); !slices.Contains(got, want) {
			t.Errorf("%q finds %v", typed, got)
		}
	}
}

func TestWhereATalkHasComeToSuggestsTheReply(t *testing.T) {
	b := New([]desk.Canned{
		reply("hello", "Hello", "Hello, how can I help?"),
		reply("who", "Who is it", "Could you tell me your name and the order number, please?"),
		reply("changed", "Address changed", "Your address has been changed.", "address"),
		reply("cannot", "Cannot be changed", "Unfortunately the address of a parcel cannot be changed any more.", "address"),
		reply("more", "Anything else", "Is there anything else I can do for you?"),
		reply("bye", "Goodbye", "Thank you and goodbye."),
	})
	used := func(names ...string) []desk.CannedID {
		var ids []desk.CannedID
		for _, n := range names {
			ids = append(ids, cannedID(n))
		}
		return ids
	}
	for want, at := range map[string]Moment{
		"hello":   {Said: desk.Foreign("Hi there")},
		"who":     {Said: desk.Foreign("My order has not come"), Used: used("hello"), Replies: 1},
		"changed": {Said: desk.Foreign("Yes please, the new address"), Used: used("hello", "who"), Replies: 2},
		"more":    {Said: desk.Foreign("Thank you"), Used: used("who", "changed"), Replies: 2},
		"bye":     {Said: desk.Foreign("No, that's all"), Used: used("changed", "more"), Replies: 3},
	} {
		if got := names(b.Find("", at, 9)); got[0] != want {
			t.Errorf("after %v and %v it suggests %v, not %s", at.Said.Len(), at.Used, got, want)
		}
	}
}

func TestTheTagsOfATicketSuggestRepliesWithThem(t *testing.T) {
	b := New(shelf())
	m := Moment{Said: desk.Foreign("Any news?")}.On(desk.Ticket{Subject: desk.Foreign("My order"), Tags: []string{"account"}})
	if got := names(b.Find("", m, 1)); got[0] != "sign-in" {
		t.Errorf("it suggests %v", got)
	}
}

func TestWhatWasTypedIsMarked(t *testing.T) {
	b := New(shelf())
	m := b.Find("parc lost", Moment{}, 1)[0]
	for part, spans := range map[string][]desk.Span{m.Canned.Name: m.Name, m.Canned.Title: m.Title, m.Canned.Text: m.Text} {
		var words []string
		for _, s := range spans {
			words = append(words, strings.ToLower(part[s.From:s.To]))
		}
		if !slices.Contains(words, "parcel") || !slices.Contains(words, "lost") {
			t.Errorf("in %q it marks %q", part, words)
		}
	}
	m = b.Find("rfndlate", Moment{}, 1)[0]
	var marked []string
	for _, s := range m.Name {
		marked = append(marked, m.Canned.Name[s.From:s.To])
	}
	if strings.Join(marked, "") != "rfndlate" {
		t.Errorf("it marks %q", marked)
	}
}

func TestBeforeAnythingIsTypedTheCustomersWordsSuggestAReply(t *testing.T) {
	b := New(shelf())
	at := Now([]desk.Message{
		{Kind: desk.FromAgent, Text: desk.Foreign("Hello")},
		{Kind: desk.FromCustomer, Text: desk.Foreign("my parcel was never delivered, the carrier says it is lost")},
		{Kind: desk.InternalNote, Text: desk.Foreign("refund refund refund")},
	}, "en")
	if got := names(b.Find("", at, 2)); got[0] != "parcel-lost" {
		t.Errorf("it suggests %v", got)
	}
}

func TestTheBookLearnsFromWhatIsPicked(t *testing.T) {
	b := New(shelf())
	at := Moment{Said: desk.Foreign("cheers mate")}
	for range 5 {
		b.Learn(Example{Typed: "tx", Said: at.Said, Picked: cannedID("thanks")})
	}
	b.Learn(Example{Typed: "tx", Picked: cannedID("not there")})
	if got := names(b.Find("tx", Moment{}, 1)); len(got) != 1 || got[0] != "thanks" {
		t.Errorf("typed, it finds %v", got)
	}
	if got := names(b.Find("", at, 1)); got[0] != "thanks" {
		t.Errorf("it suggests %v", got)
	}
}

func TestOneReplySuggestsTheNext(t *testing.T) {
	thread := []desk.Message{
		{Kind: desk.FromCustomer, Text: desk.Foreign("hello there")},
		{Kind: desk.FromAgent, Canned: []desk.CannedID{cannedID("parcel-where")}},
		{Kind: desk.FromCustomer, Text: desk.Foreign("hm")},
		{Kind: desk.FromAgent, Canned: []desk.CannedID{cannedID("parcel-lost")}},
	}
	lessons := Lessons(thread)
	if len(lessons) != 2 || lessons[1].Before != cannedID("parcel-where") || lessons[1].Said.Len() != 2 {
		t.Fatalf("it teaches %v", lessons)
	}
	b := New(shelf())
	for range 4 {
		for _, l := range lessons {
			b.Learn(l)
		}
	}
	if got := names(b.Find("", Now(thread[:3], ""), 1)); got[0] != "parcel-lost" {
		t.Errorf("it suggests %v", got)
	}
}

func TestAReplyInTheCustomersLanguageComesFirst(t *testing.T) {
	german := reply("refund-de", "Refund", "Refund")
	german.Language = "de"
	b := New(append(shelf(), german))
	if got := names(b.Find("refund", Moment{Language: "en"}, 9)); got[0] == "refund-de" {
		t.Errorf("%v", got)
	}
	if got := names(b.Find("refund", Moment{Language: "de"}, 9)); got[0] != "refund-de" {
		t.Errorf("%v", got)
	}
}

func TestAnEmptyBookFindsNothing(t *testing.T) {
	if got := New(nil).Find("refund", Moment{}, 5); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func FuzzNothingTypedBreaksTheSearch(f *testing.F) {
	f.Add("refund", "lost", "a-b")
	f.Add("\x00", "é\xff", "\x00a")
	f.Add("tk", "日本", "The Black Knight")
	f.Fuzz(func(t *testing.T, typed, said, name string) {
		b := New(append(shelf(), reply(name, name, said)))
		for _, m := range b.Find(typed, Moment{Said: desk.Foreign(said)}, 10) {
			for part, spans := range map[string][]desk.Span{m.Canned.Name: m.Name, m.Canned.Text: m.Text} {
				for _, s := range spans {
					if s.From < 0 || s.To <= s.From || s.To > len(part) {
						t.Fatalf("%v in %q", s, part)
					}
				}
			}
		}
	})
}

func BenchmarkFindWhileTyping(b *testing.B) {
	var canned []desk.Canned
	for i := range 200 {
		for _, c := range shelf()[:1] {
			c.Name = fmt.Sprint(c.Name, i)
			c.ID = cannedID(c.Name)
			canned = append(canned, c)
		}
	}
	book := New(canned)
	at := Moment{Said: desk.Foreign(strings.Repeat("where is the refund for my lamp ", 20))}
	for b.Loop() {
		book.Find("refund on its w", at, 10)
	}
}

func BenchmarkLearn(b *testing.B) {
	book := New(shelf())
	e := Example{Typed: "refund on its way", Said: desk.Foreign("I sent the lamp back three weeks ago and my card shows nothing"), Picked: cannedID("refund-late")}
	for b.Loop() {
		book.Learn(e)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(shelf())
	}
}

func BenchmarkCheck(b *testing.B) {
	s := strings.Repeat("I am sorry that the lamp broke. I have asked the bench to wrap a new one, and it will be with you by Thursday. ", 4)
	for b.Loop() {
		Check(s, refund())
	}
}
