package screen_test

import (
	"reflect"
	"testing"

	"github.com/heed-desk/heed/tui/screen"
)

func TestWhateverAScreenWantsTakesTheKeyAndIsKeptBesideOtherWishes(t *testing.T) {
	if (screen.Out{}).Taken() {
		t.Error("nothing takes the key")
	}
	wish := reflect.TypeFor[screen.Out]()
	for i := range wish.NumField() {
		f := wish.Field(i)
		var out screen.Out
		v := reflect.ValueOf(&out).Elem().Field(i)
		switch f.Type.Kind() {
		case reflect.Bool:
			v.SetBool(true)
		case reflect.String:
			v.SetString("x")
		case reflect.Slice:
			v.Set(reflect.MakeSlice(f.Type, 1, 1))
		case reflect.Pointer:
			v.Set(reflect.New(f.Type.Elem()))
		case reflect.Interface:
			v.Set(reflect.ValueOf(page{}))
		default:
			t.Fatalf("%s is of a kind that this test does not know", f.Name)
		}
		if !out.Taken() {
			t.Errorf("who wants %s has not taken the key", f.Name)
		}
		for _, both := range []screen.Out{out.Merge(screen.Out{}), (screen.Out{}).Merge(out)} {
			if reflect.ValueOf(both).Field(i).IsZero() {
				t.Errorf("%s is lost beside another wish", f.Name)
			}
		}
	}
}

type page struct{ screen.Screen }
