package metrics

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

// nine is when every ticket here is created: a Wednesday, 09:00.
var nine = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

// moves are the statuses between which a line moves a ticket.
var moves = map[string][2]desk.Status{
	"solve": {desk.Open, desk.Solved}, "reopen": {desk.Solved, desk.Open}, "pend": {desk.Open, desk.Pending}, "close": {desk.Solved, desk.Closed},
	"hold": {desk.New, desk.OnHold}, "back": {desk.Pending, desk.Open},
}

// line is an entry of a story: minutes after nine, and what happened.
type line struct {
	min  int
	what string
}

func thread(lines ...line) []desk.Message {
	var all []desk.Message
	for i, l := range lines {
		m := desk.Message{ID: desk.MessageID(i + 1), At: nine.Add(time.Duration(l.min) * time.Minute)}
		switch l.what {
		case "customer":
			m.Kind = desk.FromCustomer
		case "ann", "tom":
			m.Kind, m.Author = desk.FromAgent, desk.Author{Agent: desk.AgentID(l.what)}
		case "note":
			m.Kind, m.Author = desk.InternalNote, desk.Author{Agent: "ann"}
		case "call", "no answer":
			m.Kind, m.Author, m.Call = desk.PhoneCall, desk.Author{Agent: "ann"}, &desk.Call{Way: desk.CallOut}
			if l.what == "call" {
				m.Call.Minutes = 5
			}
		case "solve", "reopen", "pend", "close", "hold", "back":
			m.Kind, m.Author = desk.Happening, desk.Author{Agent: "ann"}
			m.Change = &desk.FieldChange{Field: "status", From: string(moves[l.what][0]), To: string(moves[l.what][1])}
		case "hand over", "take back":
			m.Kind, m.Author = desk.Happening, desk.Author{Agent: "ann"}
			m.Change = &desk.FieldChange{Field: string(desk.FieldHandOver), From: "ann", To: "tom"}
			if l.what == "take back" {
				m.Change.From, m.Change.To = "tom", ""
			}
		default:
			panic(l.what)
		}
		all = append(all, m)
	}
	return all
}

func ticket() desk.Ticket { return desk.Ticket{ID: desk.TicketID{ID: desk.ID{1}}, CreatedAt: nine} }

func TestTheFirstReplyTimeIsFromCreationToTheFirstPublicWordOfOurs(t *testing.T) {
	for name, c := range map[string]struct {
		thread []desk.Message
		took   int // minutes; -1 for none
	}{
		"a plain one":                                   {thread(line{0, "customer"}, line{12, "ann"}), 12},
		"a note is not public":                          {thread(line{0, "customer"}, line{3, "note"}, line{12, "ann"}), 12},
		"nobody answered":                               {thread(line{0, "customer"}, line{3, "note"}), -1},
		"the customer wrote again":                      {thread(line{0, "customer"}, line{30, "customer"}, line{45, "ann"}), 45},
		"we wrote first: the second word counts":        {thread(line{0, "ann"}, line{60, "customer"}, line{80, "ann"}), 80},
		"we wrote first and nobody came back":           {thread(line{0, "ann"}), -1},
		"we wrote first, and again before they did":     {thread(line{0, "ann"}, line{20, "ann"}), 20},
		"a call that reached them":                      {thread(line{0, "customer"}, line{9, "call"}, line{12, "ann"}), 9},
		"a call that did not":                           {thread(line{0, "customer"}, line{9, "no answer"}, line{12, "ann"}), 12},
		"a clock that was ahead makes no negative time": {thread(line{0, "customer"}, line{-4, "ann"}), 0},
	} {
		a, ok := Of(ticket(), c.thread).FirstReply()
		if ok != (c.took >= 0) || ok && a.Took != time.Duration(c.took)*time.Minute {
			t.Errorf("%s: %v %v, want %d m", name, a.Took, ok, c.took)
		}
	}
}

func TestTheNextReplyTimeIsFromTheOldestWordThatNobodyHadAnswered(t *testing.T) {
	s := Of(ticket(), thread(line{0, "customer"}, line{10, "ann"}, line{20, "customer"}, line{25, "customer"}, line{50, "ann"},
		line{55, "ann"}, line{60, "customer"}, line{90, "note"}, line{100, "tom"}, line{110, "customer"}))
	var took []time.Duration
	for _, a := range s.NextReplies() {
		took = append(took, a.Took)
	}
	if want := []time.Duration{30 * time.Minute, 40 * time.Minute}; !slices.Equal(took, want) {
		t.Errorf("took %v, want %v", took, want)
	}
	ours := Of(ticket(), thread(line{0, "ann"}, line{60, "customer"}, line{80, "ann"}, line{90, "customer"}, line{95, "ann"})).NextReplies()
	if len(ours) != 1 || ours[0].Took != 5*time.Minute {
		t.Errorf("where we wrote first, the second word is the first reply: %v", ours)
	}
}

func TestTheResolutionTimeIsFromCreationToTheLastSolving(t *testing.T) {
	s := Of(ticket(), thread(line{0, "customer"}, line{10, "ann"}, line{30, "solve"}, line{200, "reopen"}, line{240, "ann"}, line{260, "solve"}, line{9000, "close"}))
	full, _ := s.FullResolution()
	if full.Took != 260*time.Minute || s.Reopens() != 1 || !s.Stands() {
		t.Errorf("full %v, %d reopens, stands %v", full.Took, s.Reopens(), s.Stands())
	}
	if _, ok := Of(ticket(), thread(line{0, "customer"}, line{10, "ann"}, line{11, "pend"})).FullResolution(); ok {
		t.Error("a ticket that waits for its customer counts as solved")
	}
	merged := ticket()
	merged.MergedInto = desk.TicketID{ID: desk.ID{9}}
	spam := ticket()
	spam.Tags, spam.Status = []string{desk.TagSpam}, desk.Solved
	for name, tk := range map[string]desk.Ticket{"merged": merged, "spam": spam} {
		s := Of(tk, thread(line{0, "customer"}, line{10, "solve"}))
		if _, ok := s.FullResolution(); ok || s.Stands() {
			t.Errorf("%s counts as solved", name)
		}
	}
}

func TestOneTouchIsExactlyOnePublicReplyAndNoReopen(t *testing.T) {
	for name, c := range map[string]struct {
		thread []desk.Message
		want   bool
	}{
		"one reply":              {thread(line{0, "customer"}, line{9, "ann"}, line{9, "solve"}), true},
		"and a note":             {thread(line{0, "customer"}, line{4, "note"}, line{9, "ann"}, line{9, "solve"}), true},
		"and a thank-you before": {thread(line{0, "customer"}, line{9, "ann"}, line{20, "customer"}, line{22, "solve"}), true},
		"no reply at all":        {thread(line{0, "customer"}, line{9, "solve"}), false},
		"two":                    {thread(line{0, "customer"}, line{9, "ann"}, line{20, "ann"}, line{22, "solve"}), false},
		"opened again":           {thread(line{0, "customer"}, line{9, "ann"}, line{10, "solve"}, line{30, "reopen"}, line{31, "solve"}), false},
		"not solved":             {thread(line{0, "customer"}, line{9, "ann"}), false},
	} {
		if got := Of(ticket(), c.thread).OneTouch(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestMedianAndNinetiethPercentileAreOnesThatReallyWere(t *testing.T) {
	for _, c := range []struct {
		minutes        []int
		p50, p90, mean int
	}{
		{nil, 0, 0, 0},
		{[]int{7}, 7, 7, 7},
		{[]int{10, 20}, 10, 20, 15},
		{[]int{5, 1, 3}, 3, 5, 3},
		{[]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5, 9, 5}, // the mean is 5.5 m
		{[]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 110}, 6, 10, 15},
	} {
		var s Spread
		for _, m := range c.minutes {
			s.Add(time.Duration(m) * time.Minute)
		}
		if got := [4]int{s.N(), int(s.P50().Minutes()), int(s.P90().Minutes()), int(s.Mean().Minutes())}; got != [4]int{len(c.minutes), c.p50, c.p90, c.mean} {
			t.Errorf("%v: n, p50, p90, mean = %v", c.minutes, got)
		}
	}
}

func TestSatisfactionIsOfThoseWhoRatedAndSaysHowManyDid(t *testing.T) {
	var r Ratings
	if _, ok := r.CSAT(); ok {
		t.Error("nobody rated, and there is a figure")
	}
	r.Asked, r.Did = 20, 6
	for _, stars := range []int{5, 4, 4, 3, 1, 5} { // four of six in the top two
		if r.Bad++; stars >= satisfiedFrom {
			r.Good, r.Bad = r.Good+1, r.Bad-1
		}
	}
	csat, _ := r.CSAT()
	response, _ := r.Response()
	if r.N() != 6 || csat != 67 || response != 30 {
		t.Errorf("n %d, CSAT %d %%, response %d %%", r.N(), csat, response)
	}
}

func TestASpanIsThereForEachPriority(t *testing.T) {
	for p, want := range map[desk.Priority]time.Duration{
		desk.PriorityUrgent: time.Hour, desk.PriorityHigh: 4 * time.Hour, desk.PriorityNormal: 8 * time.Hour, desk.PriorityLow: 24 * time.Hour,
	} {
		if got := FirstReplySpan(p); got != want {
			t.Errorf("%v: %v", p, got)
		}
	}
}

// day is ann's Wednesday.
func day() *Sheet {
	return &Sheet{Who: "ann", Period: Period{From: nine.Add(-9 * time.Hour), To: nine.Add(15 * time.Hour)}}
}

func TestADayHasOnlyWhatOneDidOneselfAndOnThatDay(t *testing.T) {
	sh := day()
	urgent := ticket()
	urgent.Urgency, urgent.Impact = desk.High, desk.High
	urgent.Rating = &desk.Rating{Score: 5, At: nine.Add(5 * time.Hour)}
	sh.Add(urgent, Of(urgent, thread(line{0, "customer"}, line{75, "ann"}, line{80, "solve"})))
	toms := ticket()
	toms.ID.ID[0] = 2
	toms.Rating = &desk.Rating{Score: 1, At: nine.Add(time.Hour)}
	sh.Add(toms, Of(toms, thread(line{0, "customer"}, line{5, "tom"}, line{10, "customer"}, line{20, "ann"}, line{30, "tom"})))
	before := ticket()
	before.ID.ID[0] = 3
	sh.Add(before, Of(before, thread(line{-1000, "customer"}, line{-900, "ann"}, line{-800, "solve"})))
	if sh.Answered.N() != 2 || sh.FirstReply.N() != 1 || sh.NextReply.N() != 1 || sh.Solved.N() != 1 || sh.OneTouch.N() != 1 {
		t.Errorf("the day is %+v", sh)
	}
	if c := sh.FirstReply.Cases[0]; c.Took != 75*time.Minute || c.Span != time.Hour || !c.Over() || sh.FirstReply.Within() != 0 {
		t.Errorf("the urgent one took %v of %v", c.Took, c.Span)
	}
	if sh.Ratings.Good != 1 || sh.Ratings.Bad != 0 || sh.Rated.N() != 1 {
		t.Errorf("Tom answered last, and his rating counts for Ann: %+v", sh.Ratings)
	}
}

func TestAHandOverTakesWhatComesAfterItAlong(t *testing.T) {
	handed := ticket()
	handed.Rating = &desk.Rating{Score: 1, At: nine.Add(9 * time.Hour)}
	sh := day()
	sh.Add(handed, Of(handed, thread(line{0, "customer"}, line{5, "ann"}, line{60, "customer"}, line{61, "hand over"}, line{400, "tom"})))
	if sh.HandedOver.N() != 1 || sh.NextReply.N() != 0 || sh.Rated.N() != 0 {
		t.Errorf("the wait after a hand-over counts against who handed over: %+v", sh)
	}
	silent := day()
	silent.Add(handed, Of(handed, thread(line{0, "customer"}, line{5, "ann"}, line{61, "hand over"})))
	if silent.Rated.N() != 0 {
		t.Error("a rating after the hand-over counts for who handed over, though nobody answered since")
	}
	back := day()
	back.Add(handed, Of(handed, thread(line{0, "customer"}, line{5, "ann"}, line{61, "hand over"}, line{62, "take back"})))
	if back.HandedOver.N() != 0 {
		t.Error("a hand-over that was taken back counts")
	}
	if back.Rated.N() != 1 {
		t.Error("a rating after a hand-over that was taken back counts for nobody")
	}
}

// over is an entry that hands a ticket over, or where it goes to nobody takes that back.
func over(id int, by, from, to desk.AgentID) desk.Message {
	return desk.Message{
		ID: desk.MessageID(id), At: nine.Add(time.Duration(id) * time.Minute), Kind: desk.Happening, Author: desk.Author{Agent: by},
		Change: &desk.FieldChange{Field: string(desk.FieldHandOver), From: string(from), To: string(to)},
	}
}

func TestTakingAHandOverBackTakesBackNobodyElses(t *testing.T) {
	anns, leads := over(1, "ann", "ann", "ben"), over(2, "lead", "ben", "cid")
	if all := Of(ticket(), []desk.Message{anns, leads, over(3, "lead", "cid", "")}).HandOvers(); len(all) != 1 || all[0].By != "ann" {
		t.Errorf("the lead took theirs back, and what is left is %v", all)
	}
	if all := Of(ticket(), []desk.Message{anns, leads}).HandOvers(); len(all) != 1 {
		t.Errorf("what was another's counts as handed over: %v", all)
	}
	if all := Of(ticket(), []desk.Message{anns, over(2, "ann", "ben", "")}).HandOvers(); len(all) != 0 {
		t.Errorf("what ann took back counts: %v", all)
	}
	if all := Of(ticket(), []desk.Message{over(1, "ann", "ann", "billing"), over(2, "ann", "", "")}).HandOvers(); len(all) != 0 {
		t.Errorf("an entry that names nobody takes back the last one: %v", all)
	}
}

func TestAWordThatWaitedOnATicketThatWasTakenInIsAnsweredByTheNextReply(t *testing.T) {
	merge := func(id, at int, field desk.Field, waiting int) desk.Message {
		m := desk.Message{ID: desk.MessageID(id), At: nine.Add(time.Duration(at) * time.Minute), Kind: desk.Happening, Change: &desk.FieldChange{Field: string(field), From: "4711"}}
		if waiting != 0 {
			m.Change.Waiting = nine.Add(time.Duration(waiting) * time.Minute)
		}
		return m
	}
	words := thread(line{0, "customer"}, line{10, "ann"}, line{0, "note"}, line{0, "note"}, line{100, "ann"})
	for name, c := range map[string]struct {
		third, fourth desk.Message
		took          int // minutes; 0 for nothing
	}{
		"taken in":               {words[2], merge(4, 60, desk.FieldMerge, 40), 60},
		"nobody waited there":    {words[2], merge(4, 60, desk.FieldMerge, 0), 0},
		"taken in and let go":    {merge(3, 60, desk.FieldMerge, 40), merge(4, 70, desk.FieldUnmerge, 0), 0},
		"a word of its own too":  {desk.Message{ID: 3, At: nine.Add(30 * time.Minute), Kind: desk.FromCustomer}, merge(4, 60, desk.FieldMerge, 40), 70},
		"one that is older here": {desk.Message{ID: 3, At: nine.Add(50 * time.Minute), Kind: desk.FromCustomer}, merge(4, 60, desk.FieldMerge, 40), 60},
	} {
		words[2], words[3] = c.third, c.fourth
		all := Of(ticket(), words).NextReplies()
		if c.took == 0 && len(all) != 0 || c.took > 0 && (len(all) != 1 || all[0].Took != time.Duration(c.took)*time.Minute) {
			t.Errorf("%s: %v", name, all)
		}
	}
}

func TestHowManyRatedIsOfTheTicketsThatWereSolved(t *testing.T) {
	sh := day()
	add := func(n byte, at time.Duration, spam bool, lines ...line) {
		tk := ticket()
		tk.ID.ID[0] = n
		if at != 0 {
			tk.Rating = &desk.Rating{Score: 5, At: nine.Add(at)}
		}
		if spam {
			tk.Tags, tk.Status = []string{desk.TagSpam}, desk.Solved
		}
		sh.Add(tk, Of(tk, thread(lines...)))
	}
	add(1, 0, false, line{0, "customer"}, line{5, "ann"}, line{6, "solve"})
	add(2, 50*time.Hour, false, line{0, "customer"}, line{5, "ann"}, line{6, "solve"})          // rated after the day
	add(3, time.Hour, false, line{-3000, "customer"}, line{-2900, "ann"}, line{-2800, "solve"}) // solved before it
	add(4, time.Hour, true, line{0, "customer"}, line{5, "ann"}, line{6, "solve"})
	if share, _ := sh.Ratings.Response(); sh.Ratings.Asked != 2 || share != 50 {
		t.Errorf("%d %% of %d rated, want one of two", share, sh.Ratings.Asked)
	}
	if sh.Rated.N() != 1 || sh.Ratings.N() != 1 {
		t.Errorf("%d ratings count on the day, want one: that of spam does not", sh.Rated.N())
	}
}

var happens = []string{"customer", "ann", "tom", "note", "call", "no answer", "solve", "reopen", "pend", "close", "hand over", "take back"}

func TestTheOrderInWhichEntriesAndTicketsComeChangesNoFigure(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		type one struct {
			t      desk.Ticket
			thread []desk.Message
		}
		var all []one
		for i := range rapid.IntRange(0, 6).Draw(r, "tickets") {
			tk := ticket()
			tk.ID.ID[0] = byte(i + 1)
			if stars := rapid.IntRange(0, 5).Draw(r, "stars"); stars > 0 {
				tk.Rating = &desk.Rating{Score: stars, At: nine.Add(time.Duration(rapid.IntRange(-600, 1200).Draw(r, "rated")) * time.Minute)}
			}
			var lines []line
			at := 0
			for range rapid.IntRange(0, 12).Draw(r, "entries") {
				at += rapid.IntRange(0, 300).Draw(r, "gap")
				lines = append(lines, line{at, rapid.SampledFrom(happens).Draw(r, "what")})
			}
			all = append(all, one{tk, thread(lines...)})
		}
		straight, mixed := day(), day()
		for _, o := range all {
			straight.Add(o.t, Of(o.t, o.thread))
		}
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 1))
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, o := range all {
			s := Of(o.t, nil)
			for _, i := range rng.Perm(len(o.thread)) { // one at a time, some of them twice
				s.Add(&o.thread[i])
				s.Add(&o.thread[rng.IntN(i+1)])
			}
			mixed.Add(o.t, s)
		}
		if !reflect.DeepEqual(straight, mixed) {
			r.Fatalf("in another order the day is %+v, not %+v", mixed, straight)
		}
	})
}

func TestAFirstReplyIsHeldAgainstWhatTheDeskPromisesInItsHours(t *testing.T) {
	sla := desk.DefaultSLA("") // 8 h from nine to five, for a normal ticket
	p := &sla.Policies[0]
	p.Promises = append(p.Promises, desk.Promise{Target: desk.NextReply, Priority: desk.PriorityHigh, Within: time.Hour})
	high := desk.Policy{ID: "vip", For: desk.Fits{Tags: []string{"vip"}}, Promises: []desk.Promise{{Target: desk.FirstReply, Priority: desk.PriorityNormal, Within: 4 * time.Hour, Calendar: true}}}
	silent := desk.Policy{ID: "silent", For: desk.Fits{Tags: []string{"quiet"}}}
	sla.Policies = append([]desk.Policy{high, silent}, sla.Policies...)
	day := Period{nine, nine.AddDate(0, 0, 9)}
	for name, c := range map[string]struct {
		tags  []string
		lines []line
		want  Held
		over  bool
	}{
		"over the night":       {nil, []line{{7 * 60, "customer"}, {24*60 - 60, "ann"}}, Held{8 * time.Hour, true, 8 * time.Hour}, false}, // created at nine
		"the next morning":     {nil, []line{{0, "customer"}, {24*60 + 30, "ann"}}, Held{8 * time.Hour, true, 8*time.Hour + 30*time.Minute}, true},
		"nights count":         {[]string{"vip"}, []line{{0, "customer"}, {5 * 60, "ann"}}, Held{4 * time.Hour, false, 5 * time.Hour}, true},
		"nothing is promised":  {[]string{"quiet"}, []line{{0, "customer"}, {5 * 60, "ann"}}, Held{}, false},
		"we began":             {nil, []line{{0, "ann"}, {6 * 60, "customer"}, {7 * 60, "ann"}}, Held{8 * time.Hour, true, time.Hour}, false},
		"we began, and nobody": {nil, []line{{0, "ann"}, {7 * 60, "ann"}}, Held{}, false},
	} {
		k := desk.Ticket{ID: desk.NewTicketID(), CreatedAt: nine, Tags: c.tags}
		sh := Sheet{Who: "ann", Period: day, SLA: &sla}
		sh.Add(k, Of(k, thread(c.lines...)))
		if n := sh.FirstReply.N(); n != 1 {
			t.Errorf("%s: %d first replies", name, n)
			continue
		}
		got := sh.FirstReply.Cases[0]
		if got.Held != c.want || got.Over() != c.over {
			t.Errorf("%s: %+v", name, got)
		}
		if held := sh.FirstReply.Measured().N(); (held == 1) != (c.want.Span > 0) {
			t.Errorf("%s: %d are held against something", name, held)
		}
	}
}
