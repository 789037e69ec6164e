package screen_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/tui/screen"
)

func TestWhatWasReadAheadIsThereWhenItIsWanted(t *testing.T) {
	var a screen.Ahead[int, string]
	names := map[int]string{1: "one", 2: "two", 3: "three"}
	answer := ahead(t, &a, func(k int) (string, error) { return names[k], nil }, 1, 0, 2)
	a.Learn(answer)
	if v, ok := a.Take(2); !ok || v != "two" {
		t.Errorf("two is %q, %v", v, ok)
	}
	var read []int
	ahead(t, &a, func(k int) (string, error) { read = append(read, k); return names[k], nil }, 2, 1, 3)
	if !slices.Equal(read, []int{1, 3}) {
		t.Errorf("a step on it reads %v", read)
	}
	if _, ok := a.Take(2); !ok {
		t.Error("what is shown is forgotten")
	}
	ahead(t, &a, func(k int) (string, error) { return names[k], nil }, 3, 2, 4)
	if _, ok := a.Take(1); ok {
		t.Error("what is far away is kept")
	}
}

// ahead reads what an Ahead asks for; nil where it asks for nothing.
func ahead[V any](t interface{ Fatal(...any) }, a *screen.Ahead[int, V], read func(int) (V, error), shown int, next ...int) any {
	out := a.Ask("near", read, shown, next...)
	if len(out.Ask) == 0 {
		return nil
	}
	answer, err := out.Ask[0].Read()
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// What an Ahead gives out is what the ledger says, whatever moves while it is read.
func TestNothingThatHasChangedSinceIsEverShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var (
			a      screen.Ahead[int, int]
			ledger [6]int
		)
		type reading struct {
			turn int
			got  map[int]int
		}
		var (
			under []any
			shown []reading
		)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			k := rapid.IntRange(0, len(ledger)-1).Draw(t, "ticket")
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0: // the cursor comes to k: what is near is read, and the answer takes its time
				if v, ok := a.Take(k); ok && v != ledger[k] {
					t.Fatalf("%d is shown as %d and is %d", k, v, ledger[k])
				}
				under = append(under, ahead(t, &a, func(k int) (int, error) { return ledger[k], nil }, k, (k+1)%len(ledger), (k+len(ledger)-1)%len(ledger)))
			case 1:
				if len(under) > 0 {
					a.Learn(under[0])
					under = under[1:]
				}
			case 2:
				ledger[k]++
				a.Spoil(k)
			case 3:
				ledger[k]++
				a.SpoilAll()
			case 4: // what is shown is read, and the answer takes its time
				shown = append(shown, reading{a.Turn(), map[int]int{k: ledger[k]}})
			case 5:
				if len(shown) > 0 {
					for k, v := range shown[0].got {
						a.Keep(shown[0].turn, k, v)
					}
					shown = shown[1:]
				}
			}
		}
		for k := range ledger {
			if v, ok := a.Take(k); ok && v != ledger[k] {
				t.Fatalf("%d is held as %d and is %d", k, v, ledger[k])
			}
		}
	})
}
