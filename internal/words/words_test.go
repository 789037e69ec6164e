package words_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
)

func TestEveryActionHasAShortAndALongName(t *testing.T) {
	b := words.English()
	for _, spec := range keymaps.Specs() {
		for _, key := range []string{spec.Title(), "about." + string(spec.Action), "group." + string(spec.Group)} {
			if !b.Has(key) {
				t.Errorf("no text for %q", key)
			}
		}
		if n := len(b.T(spec.Title())); n > 24 {
			t.Errorf("%q takes %d letters of the footer", b.T(spec.Title()), n)
		}
	}
	for _, s := range keymaps.Scopes() {
		if !b.Has("scope." + string(s)) {
			t.Errorf("no text for the scope %q", s)
		}
	}
}

// codes reads the constants of type Code from the package itself, so that none is forgotten.
func codes(t *testing.T) []desk.Code {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "../../desk/problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []desk.Code
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != "Code" {
			return true
		}
		if s, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value); err == nil && s != "" {
			all = append(all, desk.Code(s))
		}
		return true
	})
	return all
}

func TestEveryCodeIsASentenceThatSaysWhatToDo(t *testing.T) {
	b := words.English()
	all := codes(t)
	if len(all) < 20 {
		t.Fatalf("found only %d codes", len(all))
	}
	for _, code := range all {
		if !b.Has("problem." + string(code)) {
			t.Errorf("no text for %q", code)
		}
		for _, args := range [][]string{nil, {"status", "mei", "open"}, {"@customer", "7"}} {
			checkSentence(t, b.Problem(&desk.Problem{Code: code, Args: args}))
			checkSentence(t, b.Reason(desk.Reason{Code: code, Args: args}))
		}
	}
	checkSentence(t, b.Problem(&desk.Problem{Code: "made_up_tomorrow"}))
}

func TestEveryWayAConnectionFailsIsASentence(t *testing.T) {
	b := words.English()
	for _, err := range []error{
		desk.ErrUnauthorized, desk.ErrForbidden, desk.ErrNotFound, desk.ErrGone, desk.ErrAmbiguous, desk.ErrNotADesk,
		&desk.Temporary{}, &desk.Temporary{After: 40 * time.Second}, fmt.Errorf("pull: %w", desk.ErrNotADesk),
		desk.Refuse(desk.TextTooLong, 300000), errors.New("write /home/mei/cache.db: no space left on device"),
	} {
		checkSentence(t, b.Err(err))
		checkSentence(t, b.Line(err))
		if strings.Contains(b.Err(err), "/home") {
			t.Errorf("%q shows the error's own text", b.Err(err))
		}
	}
}

func TestWhoIsToSignInAgainIsToldTheWholeCommand(t *testing.T) {
	for _, b := range []*words.Book{words.English(), words.German()} {
		for _, err := range []error{desk.ErrUnauthorized, desk.ErrNoToken} {
			for _, at := range []*words.Book{b.WithDesk("https://desk.example:8470", "work"), b.WithDesk("https://desk.example:8470", "work").Unkept()} {
				if said := at.Line(err); !strings.HasSuffix(said, ": heed login https://desk.example:8470 --profile work") {
					t.Errorf("%v is told as %q", err, said)
				}
			}
			if said := b.Line(err); !strings.HasSuffix(said, ": heed login URL") {
				t.Errorf("at no desk %v is told as %q", err, said)
			}
		}
	}
}

func checkSentence(t *testing.T, s string) {
	t.Helper()
	if s == "" || strings.ContainsAny(s, "{}!") || !strings.ContainsAny(s[len(s)-1:], ".L") {
		t.Errorf("not a sentence: %q", s)
	}
}

func TestAConflictNamesWhoAndWhat(t *testing.T) {
	b := words.English()
	got := b.Problem(desk.Refuse(desk.FieldConflict, desk.FieldStatus, desk.Side("mei"), desk.OnHold))
	want := "mei changed the status meanwhile, it is now on hold. Yours was not set; set it again if it should be."
	if got != want {
		t.Errorf("got %q", got)
	}
}

func TestWhatCannotBeUndoneNamesWhoChangedItAndWhatItIsNow(t *testing.T) {
	b := words.English()
	for want, p := range map[string]*desk.Problem{
		"mei changed the priority since, it is now low. That stands, and yours was not taken back.":           desk.Refuse(desk.ChangedSince, desk.FieldPriority, desk.Side("mei"), desk.PriorityLow),
		"mei changed the snooze since, it is now 5 Mar 09:00 UTC. That stands, and yours was not taken back.": desk.Refuse(desk.ChangedSince, desk.FieldSnooze, desk.Side("mei"), "2026-03-05T09:00:00Z"),
	} {
		if got := b.Problem(p); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestASentenceNamesTheKeyOfTheSessionsKeymap(t *testing.T) {
	b := words.English().WithKeys(func(a string) string { return map[string]string{"outbox": "g o"}[a] })
	got := b.Problem(desk.Refuse(desk.WaitsForEarlier))
	if !strings.Contains(got, "g o shows it") {
		t.Errorf("got %q", got)
	}
}

func TestAValueIsNeverTakenForAPlace(t *testing.T) {
	got := words.English().T("queue.gone.taken", "name", "{key.quit}{name}")
	if got != "{key.quit}{name} has it" {
		t.Errorf("got %q", got)
	}
}

func TestTheWordsAreCalm(t *testing.T) {
	b := words.English()
	for _, key := range b.Keys() {
		text := b.T(key)
		if strings.Contains(text, "!") && !strings.HasPrefix(key, "demo.") {
			t.Errorf("%s: %q shouts", key, text)
		}
		for _, word := range []string{"oops", "Oops", "please", "sorry", "invalid", "Error"} {
			about := word == "sorry" && strings.HasPrefix(key, "check.says_sorry") // the check of a reply speaks of the word
			if slices.Contains(strings.Fields(text), word) && !about {
				t.Errorf("%s: %q says %q", key, text, word)
			}
		}
	}
}

var place = regexp.MustCompile(`\{([a-z_.]+)\}`)

// TestEveryPlaceIsFilledWhereATextIsUsed reads all of heed's source for calls with a text's
// key written out, and holds the names given against the places in the text.
func TestEveryPlaceIsFilledWhereATextIsUsed(t *testing.T) {
	b := words.English()
	seen := map[string]int{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return nil //nolint:nilerr // somebody is in the middle of writing it; the compiler says so
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				seen[checkCall(t, b, path, call)]++
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range textCalls() {
		if seen[name] == 0 {
			t.Errorf("read no call of %s", name)
		}
	}
}

// textCalls are the functions that take a text's key, and where it stands; the names and
// values for its places follow. N fills {n} by itself.
func textCalls() map[string]int { return map[string]int{"T": 0, "N": 0, "NewFault": 1, "usage": 0} }

// called is the name of a function that takes a text's key.
func called(call *ast.CallExpr) (name string, key int) {
	switch fn := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = fn.Sel.Name
	case *ast.Ident:
		name = fn.Name
	}
	key, ok := textCalls()[name]
	if !ok || len(call.Args) <= key {
		return "", 0
	}
	return name, key
}

// checkCall returns the name of the function where the call was checked.
func checkCall(t *testing.T, b *words.Book, path string, call *ast.CallExpr) string {
	name, at := called(call)
	if name == "" {
		return ""
	}
	key, ok := literal(call.Args[at])
	if !ok {
		return ""
	}
	if !b.Has(key) {
		t.Errorf("%s uses %q, which has no text", path, key)
		return name
	}
	given := []string{}
	pairs := call.Args[at+1:]
	if name == "N" {
		given, pairs = []string{"n"}, call.Args[min(at+2, len(call.Args)):]
	}
	for i := 0; i < len(pairs); i += 2 {
		place, ok := literal(pairs[i])
		if !ok {
			return name // the names are not written out
		}
		given = append(given, place)
	}
	raw := b.T(key)
	for _, m := range place.FindAllStringSubmatch(raw, -1) {
		byAll := m[1] == "opened" && (name == "NewFault" || name == "usage") // whoever says a fault fills it
		if !byAll && !slices.Contains(given, m[1]) {
			t.Errorf("%s: {%s} of %q is not filled", path, m[1], key)
		}
	}
	for _, name := range given {
		if !strings.Contains(raw, "{"+name+"}") {
			t.Errorf("%s: %q has no place {%s}", path, key, name)
		}
	}
	return name
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestATextThatIsTooLongSaysByHowMuch(t *testing.T) {
	b := words.English()
	for size, want := range map[int]string{
		desk.MaxReply + 1: "1 byte too long", desk.MaxReply + 300: "300 bytes too long", desk.MaxReply + 40<<10: "40 kB too long",
		100: "longer than this desk takes",
	} {
		if s := b.Problem(desk.Refuse(desk.TextTooLong, size)); !strings.Contains(s, want) {
			t.Errorf("%d bytes: %q", size, s)
		}
	}
}

func TestAnAmountHasThePointOfTheLanguage(t *testing.T) {
	for in, want := range map[string]string{"168.00": "168,00", "9": "9", "12.50 EUR": "12.50 EUR", "": ""} {
		if got := words.German().Decimal(in); got != want || words.English().Decimal(in) != in {
			t.Errorf("%q is %q in German, %q in English", in, got, words.English().Decimal(in))
		}
	}
}

func TestEveryKindOfOperationHasItsWords(t *testing.T) {
	ofDesk := []desk.Kind{desk.KindReceive, desk.KindTakeIn, desk.KindLetGo} // no agent makes them
	for _, language := range words.Languages() {
		b := words.In(language)
		for _, in := range desk.Intents() {
			kind := string(in.Kind())
			if !b.Has("kind."+kind) && !slices.Contains(ofDesk, in.Kind()) {
				t.Errorf("%s: nothing says what %s is in the outbox", language, kind)
			}
			if !b.Has("listing.kind." + kind) {
				t.Errorf("%s: nothing says what %s is in a pipe", language, kind)
			}
		}
	}
}
