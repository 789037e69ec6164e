package desk

import (
	"strings"
	"testing"
)

func refundReply() Canned {
	return Canned{
		ID: CannedID{ID: ID{7}}, Version: 3, Name: "refund", Title: "The refund is on its way", Text: "Dear {{customer.first}},",
		Tags: []string{"refund"}, Language: "en", Uses: 12, Then: Macro{Status: Solved, Tags: []string{"done"}}, Changed: berto,
	}
}

func shelf(c Canned) Commons { return Commons{Shelf: Shelf{Reply: c, Total: 1}} }

func TestAReplyIsWhatItsWriterWantsAndItsUsesStay(t *testing.T) {
	was := refundReply()
	want := was
	want.Text, want.Then = "Hello.", Macro{}
	c := common(t, shelf(was), steers(PutOf(want, was.Tag()), 0, anna), lead())
	got := c.Shelf.Reply
	if got.Text != "Hello." || !got.Then.IsZero() || got.Version != 4 || got.Uses != 12 || got.Changed != anna || got.Tag() != want.Tag() || c.Shelf.Total != 1 {
		t.Errorf("%+v", c.Shelf)
	}
	if _, changed, err := ApplyCommons(c, steers(PutOf(want, was.Tag()), 0, berto), lead()); changed || err != nil {
		t.Errorf("the same by somebody else: %v %v", changed, err)
	}
	c = common(t, Commons{}, steers(PutOf(want, ""), 0, anna), lead())
	if c.Shelf.Reply.Version != 1 || c.Shelf.Total != 1 {
		t.Errorf("a new one: %+v", c.Shelf)
	}
	c = common(t, c, steers(DropReply{ID: want.ID, Over: want.Tag()}, 0, berto), lead())
	if !c.Shelf.Reply.ID.IsZero() || !c.Shelf.Gone || c.Shelf.Total != 0 {
		t.Errorf("taken away: %+v", c.Shelf)
	}
	if _, changed, err := ApplyCommons(c, steers(DropReply{ID: want.ID, Over: want.Tag()}, 0, berto), lead()); changed || err != nil {
		t.Errorf("once more: %v %v", changed, err)
	}
}

func TestNobodyWritesOverAReplyThatTheyHaveNotSeen(t *testing.T) {
	was := refundReply()
	mine, theirs := was, was
	mine.Title, theirs.Title = "Mine", "Theirs"
	for name, c := range map[string]struct {
		at   Commons
		in   Intent
		want Code
	}{
		"changed meanwhile":           {shelf(theirs), PutOf(mine, was.Tag()), ReplyChanged},
		"changed, and taken away":     {shelf(theirs), DropReply{ID: was.ID, Over: was.Tag()}, ReplyChanged},
		"there, and said to be new":   {shelf(theirs), PutOf(mine, ""), ReplyChanged},
		"taken away meanwhile":        {Commons{}, PutOf(mine, was.Tag()), ReplyGone},
		"new under an id that is old": {Commons{Shelf: Shelf{Gone: true}}, PutOf(mine, ""), ReplyGone},
		"the name is another's":       {Commons{Shelf: Shelf{Named: CannedID{ID: ID{8}}}}, PutOf(mine, ""), ReplyNamed},
		"too many":                    {Commons{Shelf: Shelf{Total: MostReplies}}, PutOf(mine, ""), TooManyReplies},
		"without an id":               {Commons{}, PutOf(Canned{Name: "x", Title: "x", Text: "x"}, ""), BadValue},
	} {
		after, changed, err := ApplyCommons(c.at, steers(c.in, 9, anna), lead())
		if changed || codeOf(err) != c.want || after.Shelf.Reply.Title != c.at.Shelf.Reply.Title {
			t.Errorf("%s: %v %v, want %s", name, changed, err, c.want)
		}
	}
	if _, _, err := ApplyCommons(shelf(theirs), steers(PutOf(mine, was.Tag()), 0, anna), lead()); err.(*Problem).Args[0] != string(berto) { //nolint:errorlint // a test
		t.Errorf("it does not say who: %v", err)
	}
}

func TestWhatIsWrongWithAReplyIsToldWithItsField(t *testing.T) {
	for want, spoil := range map[ReplyField]func(*Canned){
		ReplyName:     func(c *Canned) { c.Name = "two\nlines" },
		ReplyTitle:    func(c *Canned) { c.Title = " " },
		ReplyText:     func(c *Canned) { c.Text, c.Then = " \n", Macro{} },
		ReplyLanguage: func(c *Canned) { c.Language = "not a name" },
		ReplyTags:     func(c *Canned) { c.Tags = []string{"Two Words"} },
		ReplyThen:     func(c *Canned) { c.Then.Status = New },
	} {
		c := refundReply()
		spoil(&c)
		if got, p := c.Flaw(); got != want || p == nil {
			t.Errorf("%s: %s %v", want, got, p)
		}
		if _, changed, err := ApplyCommons(Commons{}, steers(PutOf(c, ""), 0, anna), lead()); changed || err == nil {
			t.Errorf("%s is taken", want)
		}
	}
	long := refundReply()
	long.Text = strings.Repeat("a", MaxReply+1)
	if got, p := long.Flaw(); got != ReplyText || p.Code != TextTooLong {
		t.Errorf("%s %v", got, p)
	}
	silent := refundReply()
	silent.Text = ""
	if at, p := silent.Flaw(); p != nil {
		t.Errorf("a macro without a text: %s %v", at, p)
	}
}

func TestTheWordsOfAReplyAreADraftOfTheirOwn(t *testing.T) {
	op := steers(PutOf(refundReply(), "over"), 0, anna)
	d := op.Draft()
	if !op.Composed() || d == nil || d.Key() != op.DraftKey() || d.Key() != refundReply().ID.DraftKey() || d.Text.Raw() != refundReply().Text || d.Phrase.Text != "" || d.Phrase.Over != "over" {
		t.Fatalf("%+v", d)
	}
	silent := refundReply()
	silent.Text = ""
	op.Intent = PutOf(silent, "")
	if d := op.Draft(); d == nil || d.Empty() || !op.DraftKey().Empty().Empty() {
		t.Errorf("a macro without a text: %+v", d)
	}
	begun := *d
	if both := d.Before(&begun); both.Text != d.Text {
		t.Errorf("the same text twice: %q", both.Text.Raw())
	}
}
