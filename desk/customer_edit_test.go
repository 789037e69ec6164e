package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func foreign(all ...string) (out []Untrusted) {
	for _, s := range all {
		out = append(out, Foreign(s))
	}
	return out
}

func edits(c Customer, in EditCustomer) (Customer, Code) {
	after, _, err := ApplyCustomer(Persons{Own: c}, Op{Actor: "kim", Intent: in}, Facts{Now: time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)})
	if p, ok := err.(*Problem); ok { //nolint:errorlint // ApplyCustomer's own
		return after.Own, p.Code
	}
	return after.Own, CodeNone
}

func harper() Customer {
	return Customer{
		ID: CustomerID{NewID()}, Version: 4, Name: Foreign("Harper Moore"), Mails: foreign("a@example.org", "b@example.org", "c@example.org"),
		Notes: foreign("one", "two"), Attributes: map[string]Untrusted{"shoe": Foreign("42")}, Consents: []Consent{{For: "recording", Given: true}},
	}
}

func TestAnAddressThatIsPutRightStaysWhereItStood(t *testing.T) {
	c, no := edits(harper(), EditCustomer{Unmail: foreign("a@example.org"), Mails: foreign("harper@example.org")})
	if no != CodeNone || !slices.Equal(c.Mails, foreign("harper@example.org", "b@example.org", "c@example.org")) || c.Version != 5 {
		t.Errorf("%v %+v", no, c.Mails)
	}
	c, _ = edits(c, EditCustomer{Unmail: foreign("b@example.org")})
	back := EditCustomer{Unmail: foreign("c@example.org"), Mails: foreign("b@example.org", "c@example.org")}
	if c, _ = edits(c, back); !slices.Equal(c.Mails, foreign("harper@example.org", "b@example.org", "c@example.org")) {
		t.Errorf("taken back: %+v", c.Mails)
	}
	c, _ = edits(c, EditCustomer{Unmail: foreign("b@example.org", "c@example.org")})
	if c, _ = edits(c, back); !slices.Equal(c.Mails, foreign("harper@example.org", "b@example.org")) {
		t.Errorf("what somebody else took away is back: %+v", c.Mails)
	}
}

func TestANoteThatTwoChangeIsKeptAsBothWroteIt(t *testing.T) {
	c, _ := edits(harper(), EditCustomer{Unnote: foreign("one"), Notes: foreign("one, by Ann")})
	c, _ = edits(c, EditCustomer{Unnote: foreign("one"), Notes: foreign("one, by Ben")})
	if !slices.Equal(c.Notes, foreign("one, by Ann", "two", "one, by Ben")) {
		t.Errorf("%+v", c.Notes)
	}
}

func TestWhatSomebodyChangedMeanwhileIsNotOverwrittenUnseen(t *testing.T) {
	c := harper()
	seen := &CustomerWas{Name: Foreign("Harper More"), Attributes: map[string]Untrusted{"shoe": Foreign("41")}, Consents: []Consent{}}
	for name, in := range map[string]EditCustomer{
		"a name":       {Name: Foreign("Harper Mohr"), Was: seen},
		"an attribute": {Attributes: map[string]Untrusted{"shoe": Foreign("43")}, Was: seen},
		"one gone":     {Attributes: map[string]Untrusted{"shoe": {}}, Was: seen},
		"a consent":    {Consents: []Consent{{For: "recording"}}, Was: seen},
	} {
		if after, no := edits(c, in); no != CustomerChanged || after.Version != c.Version {
			t.Errorf("%s: %q", name, no)
		}
		in.Was = &CustomerWas{Name: c.Name, Attributes: c.Attributes, Consents: c.Consents}
		if after, no := edits(c, in); no != CodeNone || after.Version != c.Version+1 {
			t.Errorf("%s, seen as it is: %q", name, no)
		}
	}
	same := EditCustomer{Name: c.Name, Attributes: c.Attributes, Consents: c.Consents, Was: seen}
	if after, no := edits(c, same); no != CodeNone || after.Version != c.Version {
		t.Errorf("what they say too is no conflict: %q", no)
	}
}

func TestWhatIsNoNameAndNoAddressIsRefused(t *testing.T) {
	for name, in := range map[string]EditCustomer{
		"blank": {Name: Foreign("  ")}, "two lines": {Name: Foreign("a\nb")}, "long": {Name: Foreign(strings.Repeat("x", MaxField+1))},
		"no mail": {Mails: foreign("harper at home")}, "no number": {Phones: foreign("1\n2")},
	} {
		if after, no := edits(harper(), in); no == CodeNone || after.Version != 4 {
			t.Errorf("%s: %q", name, no)
		}
	}
}

func TestMoreAtOnceThanOneStepMaySayIsRefusedWhateverTheRecordHolds(t *testing.T) {
	mails := make([]Untrusted, MaxOfCustomer+1)
	channels := make([]Channel, MaxOfCustomer+1)
	attributes := map[string]Untrusted{}
	for i := range mails {
		mails[i], channels[i] = Foreign(fmt.Sprintf("m%d@example.org", i)), Channel(fmt.Sprintf("c%d", i))
		attributes[string(channels[i])] = mails[i]
	}
	for field, in := range map[string]EditCustomer{
		partMails: {Mails: mails}, partUnmail: {Unmail: mails}, partPhones: {Phones: mails}, partUnphone: {Unphone: mails}, partNotes: {Notes: mails},
		partUnnote: {Unnote: mails}, partAttributes: {Attributes: attributes}, partConsents: {Consents: make([]Consent, MaxOfCustomer+1)},
		partRefuses: {Refuses: channels}, partAccepts: {Accepts: channels},
	} {
		_, changed, err := ApplyCustomer(Persons{}, Op{Actor: "kim", Intent: in}, Facts{}) // of nobody: nothing was looked at
		var p *Problem
		if !errors.As(err, &p) || changed || p.Code != TooManyAtOnce || !slices.Equal(p.Args, []string{"100", field}) {
			t.Errorf("%s: %v", field, err)
		}
	}
	if c, no := edits(harper(), EditCustomer{Mails: mails[:MaxOfCustomer], Refuses: channels[:MaxOfCustomer]}); no != CodeNone || len(c.Mails) != 3+MaxOfCustomer || len(c.Refuses) != MaxOfCustomer {
		t.Errorf("as many as it may be: %v, %d, %d", no, len(c.Mails), len(c.Refuses))
	}
}

// crammed is a record of at least so many bytes as JSON, of which there are few in its text.
func crammed(n int) Customer {
	c := harper()
	for c.Refuses = nil; 6*len(c.Refuses) < n; {
		c.Refuses = append(c.Refuses, Channel(fmt.Sprintf("c%d", len(c.Refuses))))
	}
	return c
}

func TestARecordIsFullByWhatItHasAsJSON(t *testing.T) {
	asJSON := func(c Customer) int {
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		return len(b)
	}
	c := harper()
	no := CodeNone
	for i := 0; no == CodeNone && i < 200; i++ {
		c, no = edits(c, EditCustomer{Notes: foreign(fmt.Sprint(i, strings.Repeat("\x01", MaxField/2)))}) // six bytes each
	}
	if n := asJSON(c); no != RecordFull || n > MaxRecord || n < MaxRecord/2 {
		t.Errorf("it took %d bytes: %q", n, no)
	}
	over := crammed(MaxRecord)
	if after, no := edits(over, EditCustomer{Refuses: []Channel{"other"}}); no != RecordFull || after.Version != over.Version {
		t.Errorf("one more channel: %q, version %d", no, after.Version)
	}
	if after, no := edits(over, EditCustomer{Accepts: over.Refuses[:2]}); no != CodeNone || len(after.Refuses) != len(over.Refuses)-2 {
		t.Errorf("it cannot be made smaller: %q", no)
	}
	half := crammed(MaxRecord * 2 / 3)
	for i := range half.Refuses {
		half.Refuses[i] += "x"
	}
	two := Persons{Own: half, Into: crammed(MaxRecord * 2 / 3)}
	two.Own.ID = CustomerID{NewID()}
	_, changed, err := ApplyCustomer(two, Op{Actor: "kim", Intent: MergeCustomer{Customer: two.Own.ID, Into: two.Into.ID}}, Facts{Rights: AllRights()})
	var p *Problem
	if !errors.As(err, &p) || p.Code != RecordFull || changed {
		t.Errorf("merged: %v", err)
	}
}

func TestWhatIsRefusedOfARecordNamesTheFieldAsItWasSent(t *testing.T) {
	for field, in := range map[string]EditCustomer{
		partMails: {Mails: foreign("harper at home")}, partPhones: {Phones: foreign("1\n2")}, partNotes: {Notes: foreign(" ")},
		partAttributes: {Attributes: map[string]Untrusted{" ": Foreign("x")}}, partConsents: {Consents: []Consent{{Given: true}}},
		partRefuses: {Refuses: []Channel{"a b"}}, partAccepts: {Accepts: []Channel{"a b"}}, partName: {Name: Foreign(" ")},
	} {
		_, _, err := ApplyCustomer(Persons{Own: harper()}, Op{Actor: "kim", Intent: in}, Facts{})
		var p *Problem
		if !errors.As(err, &p) || !slices.Contains(p.Args, field) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestARecordIsNotChangedAtAMomentThatNoClockShows(t *testing.T) {
	two := Persons{Own: harper(), Into: harper()}
	two.Into.ID = CustomerID{NewID()}
	for _, in := range []Intent{
		EditCustomer{Customer: two.Own.ID, Notes: foreign("three")},
		MergeCustomer{Customer: two.Own.ID, Into: two.Into.ID},
	} {
		for year, refused := range map[int]bool{1800: true, 1899: true, 1900: false, 2199: false, 2200: true} {
			at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
			_, changed, err := ApplyCustomer(two, Op{Actor: "kim", At: at, Intent: in}, Facts{Rights: AllRights()})
			var p *Problem
			if changed == refused || errors.As(err, &p) != refused || refused && (p.Code != BadValue || p.Args[0] != partAt) {
				t.Errorf("%T of %d: %v %v", in, year, changed, err)
			}
		}
		if _, changed, err := ApplyCustomer(two, Op{Actor: "kim", Intent: in}, Facts{Rights: AllRights()}); err != nil || !changed {
			t.Errorf("%T of no moment: %v %v", in, changed, err)
		}
	}
}
