package desk

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAnIDIsWrittenAs32Digits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var id TicketID
		copy(id.ID[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "bits"))
		b, err := json.Marshal(id)
		if err != nil {
			t.Fatal(err)
		}
		var back TicketID
		if err := json.Unmarshal(b, &back); err != nil || back != id {
			t.Fatalf("%s came back as %v, %v", b, back, err)
		}
		if want := 34; !id.IsZero() && (len(b) != want || strings.ToLower(string(b)) != string(b)) {
			t.Fatalf("written as %s", b)
		}
	})
}

func TestWhatIsNoIDLeavesTheOneThereWas(t *testing.T) {
	was := NewID()
	for _, bad := range []string{"x", strings.Repeat("0", 31), strings.Repeat("0", 33), strings.Repeat("0", 30) + "zz"} {
		id := was
		if err := id.UnmarshalText([]byte(bad)); !errors.Is(err, ErrID) || id != was {
			t.Errorf("%q: %v, then %v", bad, err, id)
		}
	}
	id := was
	if err := id.UnmarshalText(nil); err != nil || !id.IsZero() {
		t.Errorf("nothing: %v, %v", id, err)
	}
}

func TestDerivedIDsKeepTheirPartsApart(t *testing.T) {
	if again := DeriveID("a", "b"); again != DeriveID("a", "b") {
		t.Error("not the same twice")
	}
	seen := map[ID]string{}
	for _, parts := range [][]string{{"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", ""}, {"", "abc"}, {}, {""}} {
		id := DeriveID(parts...)
		if other, ok := seen[id]; ok {
			t.Errorf("%q is %s", parts, other)
		}
		seen[id] = strings.Join(parts, "|")
	}
	op, ticket, customer := NewOpID(), NewTicketID(), CustomerID{NewID()}
	if op == NewOpID() || ticket == NewTicketID() || customer == (CustomerID{NewID()}) || op.IsZero() {
		t.Error("a fresh id is not fresh")
	}
}

func TestANameCanStandAnywhere(t *testing.T) {
	for s, want := range map[string]bool{
		"anna": true, "a.b-c_9": true, "": false, "Anna": false, "a b": false, "ä": false, "a\x1b": false, "@customer": false,
		strings.Repeat("x", MaxName): true, strings.Repeat("x", MaxName+1): false,
		"9": true, ".": false, "..": false, "-f": false, "_a": false, "\x1b]0;x": false,
	} {
		if AgentID(s).Valid() != want || GroupID(s).Valid() != want || Channel(s).Valid() != want {
			t.Errorf("%q: want %v", s, want)
		}
	}
	if System.Valid() {
		t.Error("the desk itself is nobody who could log in")
	}
	if !NoTier.Valid() || !Tier("platinum").Valid() || Tier("\x1b[2J").Valid() {
		t.Error("a tier is none, or a name")
	}
	for s, want := range map[string]bool{"vip": true, "ä:1/2": true, "": false, "VIP": false, "a b": false, strings.Repeat("x", MaxTag): true, strings.Repeat("x", MaxTag+1): false} {
		if ValidTag(s) != want {
			t.Errorf("tag %q: want %v", s, want)
		}
	}
}
