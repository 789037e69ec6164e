package desk

import (
	"reflect"
	"slices"
	"testing"
	"time"
)

// wholeDraft is a draft in which every field says something, and something else for every n.
func wholeDraft(n byte) Draft {
	return Draft{
		Ticket: TicketID{ID: ID{1}}, Note: true, Text: Foreign("words " + string('a'+rune(n))), Caret: 3, Seen: MessageID(10 - n),
		Canned: []CannedID{{ID: ID{n}}}, Opens: &Opening{Subject: Foreign("Lamp")}, Phrase: &PutReply{Over: "x"}, Asked: &Asked{Dialog: "tag"},
		To:          []Address{mailTo("a@example.org", AddressTo), mailTo("cc"+string('a'+rune(n))+"@example.org", AddressCc), mailTo("desk@example.org", AddressFrom)},
		Forward:     &Quoted{Messages: []MessageID{MessageID(n)}},
		At:          time.Unix(int64(n), 0),
		Attachments: []Attachment{{ID: FileID{n}, Name: Foreign("a.txt"), Size: 1}},
	}
}

func TestNoFieldOfADraftIsForgottenWhereTwoBecomeOne(t *testing.T) {
	first, begun := wholeDraft(1), wholeDraft(2)
	place := map[string]bool{"Ticket": true, "Note": true} // where they stand, which is the same
	number := map[string]bool{"Caret": true}               // of which none says something too
	whole := reflect.TypeFor[Draft]()
	for i := range whole.NumField() {
		f := whole.Field(i)
		if reflect.ValueOf(first).Field(i).IsZero() {
			t.Fatalf("%s says nothing in these tests: fill it in wholeDraft", f.Name)
		}
		if place[f.Name] || number[f.Name] {
			continue
		}
		// What only one of the two says, both say together, whichever of them it is.
		for _, behind := range []bool{false, true} {
			a, b := first, begun
			lacking := &b
			if behind {
				lacking = &a
			}
			reflect.ValueOf(lacking).Elem().Field(i).SetZero()
			got := a.Before(&b)
			if reflect.ValueOf(got).Field(i).IsZero() {
				t.Errorf("%s of the one is forgotten where only the other lacks it (behind %v): %+v", f.Name, behind, got)
			}
		}
	}
	got := first.Before(&begun)
	want := Draft{
		Ticket: first.Ticket, Note: true, Text: Foreign("words b\n\nwords c"), Caret: 3, Seen: 8, Canned: []CannedID{{ID: ID{1}}, {ID: ID{2}}},
		Opens: first.Opens, Phrase: first.Phrase, Asked: first.Asked, Forward: &Quoted{Messages: []MessageID{1, 2}}, At: begun.At, Attachments: slices.Concat(first.Attachments, begun.Attachments),
		To: []Address{first.To[0], first.To[1], first.To[2], begun.To[1]},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("they are\n%+v\nand should be\n%+v", got, want)
	}
	if !reflect.DeepEqual(first, wholeDraft(1)) || !reflect.DeepEqual(begun, wholeDraft(2)) {
		t.Error("one of the two has changed")
	}
	if got := first.Before(nil); !reflect.DeepEqual(got, first) {
		t.Errorf("where nothing was begun it is %+v", got)
	}
	if got := first.Before(&first); !reflect.DeepEqual(got.To, first.To) || len(got.Attachments) != 1 || len(got.Canned) != 1 {
		t.Errorf("what both say is there twice: %+v", got)
	}
}

func TestTwoDraftsThatBecomeOneCanBeSentToWhomTheyGo(t *testing.T) {
	phone := func(v string) Address { return Address{Channel: SMS, Value: Foreign(v)} }
	for name, all := range map[string][]Address{
		"two mailboxes": AddressedTogether(
			[]Address{mailTo("a@example.org", AddressTo), mailTo("one@shop.example", AddressFrom)},
			[]Address{mailTo("b@example.org", AddressTo), mailTo("two@shop.example", AddressFrom)}),
		"two numbers": AddressedTogether([]Address{phone("+49 30 1234")}, []Address{phone("+49 30 9999")}),
		"two roles":   AddressedTogether([]Address{mailTo("a@example.org", AddressTo)}, []Address{mailTo("A@example.org", AddressBcc)}),
	} {
		if flaw := EnvelopeFlaw(all); flaw != NoFlaw {
			t.Errorf("%s: %s", name, flaw)
		}
	}
}

func TestNotesGoAlongWithTwoTextsOnlyWhereTheyWereChosenForBoth(t *testing.T) {
	with, without := Quoted{Messages: []MessageID{1, 2, 3}, Notes: true}, Quoted{Messages: []MessageID{1, 3}}
	for _, got := range []Quoted{with.With(without), without.With(with)} {
		if !reflect.DeepEqual(got, without) {
			t.Errorf("%+v goes along", got)
		}
	}
	if got := with.With(Quoted{Messages: []MessageID{2, 7}, Notes: true}); !got.Notes || !slices.Equal(got.Messages, []MessageID{1, 2, 3, 7}) {
		t.Errorf("%+v goes along", got)
	}
}
