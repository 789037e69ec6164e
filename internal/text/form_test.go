package text_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// form is that of a structured text, which has one.
func form(t *testing.T, raw string) *text.Form {
	t.Helper()
	f, why := text.FormOf(desk.Foreign(raw))
	if why != text.FormFits {
		t.Fatalf("%.80s has no form: %s", raw, why)
	}
	return f
}

func TestAStructuredAttributeIsEditedInLinesAndKeepsTheKindsOfItsValues(t *testing.T) {
	f := form(t, `{"zip": "0123", "city": "Leeds", "lift": {"floors": 3, "works": true, "of": null}, "tags": ["gift", "late"], "sizes": [1, 2], "none": [], "note": "rings twice\n\n back door"}`)
	want := "zip: 0123\ncity: Leeds\nlift.floors: 3\nlift.works: true\nlift.of:\ntags.1: gift\ntags.2: late\nsizes.1: 1\nsizes.2: 2\nnone:\nnote: rings twice\n  \n   back door"
	if f.Lines() != want {
		t.Fatalf("it is\n%s", f.Lines())
	}
	for name, c := range map[string]struct{ from, to, want string }{
		"nothing changed":    {"", "", `{"zip": "0123", "city": "Leeds", "lift": {"floors": 3, "works": true, "of": null}, "tags": ["gift", "late"], "sizes": [1, 2], "none": [], "note": "rings twice\n\n back door"}`},
		"a text":             {"city: Leeds", "city: York <3", `{"zip":"0123","city":"York <3","lift":{"floors":3,"works":true,"of":null},"tags":["gift","late"],"sizes":[1,2],"none":[],"note":"rings twice\n\n back door"}`},
		"a number":           {"floors: 3", "floors: 4.5", `{"zip":"0123","city":"Leeds","lift":{"floors":4.5,"works":true,"of":null},"tags":["gift","late"],"sizes":[1,2],"none":[],"note":"rings twice\n\n back door"}`},
		"one gone":           {"tags.1: gift\n", "", `{"zip":"0123","city":"Leeds","lift":{"floors":3,"works":true,"of":null},"tags":["late"],"sizes":[1,2],"none":[],"note":"rings twice\n\n back door"}`},
		"new ones":           {"sizes.2: 2", "sizes.9: 3\nsizes.2: 2\nlift.call: 7\ndoor.code: 1\nways.1: a", `{"zip":"0123","city":"Leeds","lift":{"floors":3,"works":true,"of":null,"call":"7"},"tags":["gift","late"],"sizes":[1,2,3],"door":{"code":"1"},"ways":["a"],"none":[],"note":"rings twice\n\n back door"}`},
		"what was not known": {"lift.of:", "lift.of: 1990", `{"zip":"0123","city":"Leeds","lift":{"floors":3,"works":true,"of":"1990"},"tags":["gift","late"],"sizes":[1,2],"none":[],"note":"rings twice\n\n back door"}`},
		"into an empty list": {"none:", "none.1: x", `{"zip":"0123","city":"Leeds","lift":{"floors":3,"works":true,"of":null},"tags":["gift","late"],"sizes":[1,2],"none":["x"],"note":"rings twice\n\n back door"}`},
		"more lines":         {"  \n   back door", "  \n   front door", `{"zip":"0123","city":"Leeds","lift":{"floors":3,"works":true,"of":null},"tags":["gift","late"],"sizes":[1,2],"none":[],"note":"rings twice\n\n front door"}`},
		"all of it":          {want, "\n \n", ""},
	} {
		got, flaw := f.Read(strings.Replace(f.Lines(), c.from, c.to, 1))
		if flaw != nil || got.Raw() != c.want {
			t.Errorf("%s: %+v\n%s", name, flaw, got.Raw())
		}
	}
}

func TestWhatIsWrongWithALineOfAFormIsSaidWithItsNumber(t *testing.T) {
	f := form(t, `{"city": "Leeds", "floors": 3, "lift": true, "tags": ["a"], "door": {"code": "1"}}`)
	for lines, want := range map[string]text.FormFlaw{
		"city: Leeds\nfloors: three":      {2, text.FormNoNumber, "floors"},
		"floors:":                         {1, text.FormNoNumber, "floors"},
		"floors: 1,5":                     {1, text.FormNoNumber, "floors"},
		"floors: true":                    {1, text.FormNoNumber, "floors"},
		"\nlift: maybe":                   {2, text.FormNoTruth, "lift"},
		"city: a\ncity: b":                {2, text.FormTwice, "city"},
		"city: a\ncity.part: b":           {2, text.FormTwice, "city.part"},
		"door.code: 1\ndoor.code.a: 2":    {2, text.FormTwice, "door.code.a"},
		"city: a\nYork":                   {2, text.FormNoName, "York"},
		": York":                          {1, text.FormNoName, ": York"},
		"door..code: 1":                   {1, text.FormNoName, "door..code: 1"},
		"  goes on with nothing":          {1, text.FormNoName, "  goes on with nothing"},
		"tags.first: b":                   {1, text.FormNoPlace, "tags.first"},
		"tags: b":                         {1, text.FormParts, "tags"},
		"door: 7":                         {1, text.FormParts, "door"},
		"floors: 3\n  and more":           {1, text.FormNoNumber, "floors"},
		strings.Repeat("a.", 20) + "a: 1": {1, text.FormTooDeep, strings.Repeat("a.", 20) + "a"},
		strings.Repeat("\n", 500):         {0, text.FormTooLong, ""},
		"city: " + strings.Repeat("x\n  ", desk.MaxField): {0, text.FormTooLong, ""},
	} {
		if v, flaw := f.Read(lines); flaw == nil || *flaw != want {
			t.Errorf("%.40q: %+v %s", lines, flaw, v.Raw())
		}
	}
}

func TestAStructuredTextThatLinesWouldNotHoldHasNoForm(t *testing.T) {
	for raw, want := range map[string]text.Unfit{
		`{"a.b": 1}`: text.FormOdd, `{"a:": 1}`: text.FormOdd, `{"": 1}`: text.FormOdd, `{" a": 1}`: text.FormOdd, `{"a": 1, "a": 2}`: text.FormOdd,
		`{"a": "\u202e"}`: text.FormOdd, `{"a": "x\ty"}`: text.FormOdd, `{"a": "\ud800"}`: text.FormOdd, `{"a\nb": 1}`: text.FormOdd, `{"a": "x\r\ny"}`: text.FormOdd,
		strings.Repeat("[", 20) + strings.Repeat("]", 20): text.FormMuch, "[" + strings.Repeat("1,", 1000) + "1]": text.FormMuch,
	} {
		if _, why := text.FormOf(desk.Foreign(raw)); why != want || !text.Structured(desk.Foreign(raw)) {
			t.Errorf("%.60s: %q", raw, why)
		}
	}
	for _, raw := range []string{"plain", "", `"x"`, `{"half":`, `{"a":1} and more`, "7"} {
		if text.Structured(desk.Foreign(raw)) {
			t.Errorf("%q is taken for structured", raw)
		}
	}
}

func FuzzAFormLosesNothing(f *testing.F) {
	for _, raw := range []string{
		`{"a":{"b":[1,{"c":null}],"d":"x\n y "},"1":true}`, `[[],{},[""],"  "]`, `{"a":"","b":" "}`, `{"a.b":1}`, `[1e5,-0.5,"ü"]`, `{"a":"x\n"}`,
	} {
		f.Add(raw, "a: 1\na.b: 2")
	}
	f.Fuzz(func(t *testing.T, raw, typed string) {
		form, why := text.FormOf(desk.Foreign(raw))
		if why != text.FormFits {
			return
		}
		if !text.Structured(desk.Foreign(raw)) {
			t.Fatal("a form of what is not structured")
		}
		same, flaw := form.Read(form.Lines())
		if flaw != nil || same.Raw() != raw {
			t.Fatalf("%q is %q, %+v", raw, same.Raw(), flaw)
		}
		// A line more, and the others are what they were.
		more, flaw := form.Read(strings.TrimSuffix("zz.zz: 1\n"+form.Lines(), "\n"))
		if flaw == nil && raw[0] == '{' {
			var was, is map[string]any
			if json.Unmarshal([]byte(raw), &was) != nil || json.Unmarshal([]byte(more.Raw()), &is) != nil {
				t.Fatalf("%q is no JSON", more.Raw())
			}
			if was["zz"] == nil {
				delete(is, "zz")
			}
			if !reflect.DeepEqual(was, is) && was["zz"] == nil {
				t.Fatalf("%q became %q", raw, more.Raw())
			}
		}
		if v, flaw := form.Read(typed); flaw == nil && !v.IsEmpty() && v.Raw() != raw && !json.Valid([]byte(v.Raw())) {
			t.Fatalf("%q is no JSON", v.Raw())
		}
	})
}
