package text

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Pair is a name and a value out of a structured text, each a clean line. Where More is not
// zero there is no value: so many entries lie deeper than anybody reads in passing.
type Pair struct {
	Name, Value string
	More        int
}

// The most that Pairs takes apart.
const (
	maxPairs     = 64
	maxPairDepth = 3
)

// Pairs takes a text apart that is JSON: the members of an object by their names, those of
// an object in it under both names, and a list of plain values as one value. None for
// every other text, and for a single plain value.
func Pairs(u desk.Untrusted) []Pair {
	raw := strings.TrimSpace(u.Raw())
	if raw == "" || len(raw) > maxLine || raw[0] != '{' && raw[0] != '[' {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(raw))
	d.UseNumber() // a long number is shown as it was written
	var v any
	if d.Decode(&v) != nil || d.More() {
		return nil
	}
	return appendPairs(nil, "", v, 1)
}

// Told returns Line with JSON at its end told as names and values: "result: city Leeds".
func Told(u desk.Untrusted) string {
	line := Line(u)
	at := strings.IndexAny(line, "{[")
	if at < 0 {
		return line
	}
	pairs := Pairs(desk.Foreign(line[at:]))
	if pairs == nil {
		return line
	}
	said := make([]string, 0, len(pairs))
	for _, p := range pairs {
		if p.More > 0 {
			p.Value = "…"
		}
		said = append(said, strings.TrimSpace(p.Name+" "+p.Value))
	}
	return line[:at] + strings.Join(said, " · ")
}

func appendPairs(pairs []Pair, name string, v any, depth int) []Pair {
	if len(pairs) >= maxPairs {
		return pairs
	}
	if value, ok := plain(v); ok {
		return append(pairs, Pair{Name: name, Value: value})
	}
	if depth > maxPairDepth {
		return append(pairs, Pair{Name: name, More: entries(v)})
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range keysOf(v) {
			pairs = appendPairs(pairs, under(name, Line(desk.Foreign(key))), v[key], depth+1)
		}
	case []any:
		if values, ok := plainList(v); ok {
			return append(pairs, Pair{Name: name, Value: values})
		}
		for _, member := range v {
			pairs = appendPairs(pairs, name, member, depth+1)
		}
	}
	return pairs
}

// plain is a value that is no list and no object, as a clean line.
func plain(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return Line(desk.Foreign(v)), true
	case json.Number:
		return Line(desk.Foreign(v.String())), true
	case bool:
		return strconv.FormatBool(v), true
	case nil:
		return "–", true
	default:
		return "", false
	}
}

func plainList(list []any) (string, bool) {
	values := make([]string, len(list))
	for i, v := range list {
		value, ok := plain(v)
		if !ok {
			return "", false
		}
		values[i] = value
	}
	if len(values) == 0 {
		return "–", true
	}
	return strings.Join(values, ", "), true
}

func entries(v any) int {
	switch v := v.(type) {
	case map[string]any:
		return max(len(v), 1)
	case []any:
		return max(len(v), 1)
	default:
		return 1
	}
}

func keysOf(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func under(name, key string) string {
	if name == "" {
		return key
	}
	return name + " " + key
}
