package screen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/tui/screen"
)

func TestWhatWasReadAheadIsThereWhenItIsWanted(t *testing.T) {
	var a screen.Ahead[int, string]
	missing, turn := a.Want(1, 0, 2)
	if len(missing) != 2 {
		t.Fatalf("it reads %v", missing)
	}
	a.Learn(turn, map[int]string{0: "zero", 2: "two"})
	if v, ok := a.Take(2); !ok || v != "two" {
		t.Errorf("two is %q, %v", v, ok)
	}
	if missing, _ := a.Want(2, 1, 3); len(missing) != 2 {
		t.Errorf("a step on it reads %v", missing)
	}
	if _, ok := a.Take(2); !ok {
		t.Error("what is shown is forgotten")
	}
	if _, ok := a.Take(0); ok {
		t.Error("what is far away is kept")
	}
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
		var under, shown []reading
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			k := rapid.IntRange(0, len(ledger)-1).Draw(t, "ticket")
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0: // the cursor comes to k: what is near is read, and the answer takes its time
				if v, ok := a.Take(k); ok && v != ledger[k] {
					t.Fatalf("%d is shown as %d and is %d", k, v, ledger[k])
				}
				missing, turn := a.Want(k, (k+1)%len(ledger), (k+len(ledger)-1)%len(ledger))
				got := map[int]int{}
				for _, m := range missing {
					got[m] = ledger[m]
				}
				under = append(under, reading{turn, got})
			case 1:
				if len(under) > 0 {
					a.Learn(under[0].turn, under[0].got)
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
