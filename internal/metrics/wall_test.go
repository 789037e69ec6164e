package metrics_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/metrics"
)

// letters are the fields of a type, and of those in it, that can hold words or say which ticket it is.
func letters(t reflect.Type, path string) (all []string) {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return nil
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			all = append(all, letters(t.Field(i).Type, path+"."+t.Field(i).Name)...)
		}
		return all
	case t.Kind() == reflect.Pointer, t.Kind() == reflect.Slice, t.Kind() == reflect.Array && t.Elem().Kind() != reflect.Uint8:
		return letters(t.Elem(), path)
	case t.Kind() == reflect.Int, t.Kind() == reflect.Int64, t.Kind() == reflect.Bool:
		return nil
	default:
		return []string{path}
	}
}

func TestAWallHasNoPlaceForAWordOfACustomer(t *testing.T) {
	if got := letters(reflect.TypeFor[metrics.Wall](), ""); !reflect.DeepEqual(got, []string{".Groups.Name"}) {
		t.Errorf("words may stand in %q", got)
	}
}

func TestAWallNamesTheDesksOwnGroupsAndNothingElseThatStandsInTheirPlace(t *testing.T) {
	board := func(name string) metrics.Board {
		return metrics.Board{Scope: metrics.Scope{By: metrics.ByGroup, Name: name}, Now: metrics.Standing{Open: 3, Waiting: 2, Late: metrics.Named{N: 1}}}
	}
	look := metrics.Look{Floor: &metrics.Floor{Groups: []metrics.Board{board("Kim Nowak"), board("returns"), board("")}}}
	got := look.Wall([]string{"orders", "returns"}).Groups
	if want := []metrics.WallGroup{{Name: "returns", Open: 3, Waiting: 2, Late: 1}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
