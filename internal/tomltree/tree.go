package tomltree

import "fmt"

// Kind is what a value is.
type Kind int

// The kinds of value.
const (
	Table Kind = iota
	List
	Text
	Number
	Truth
	Day
	Other // a time, or a number with a fraction
)

// Node is a value, and the line on which it stands, from 1.
type Node struct {
	Kind Kind
	Line int
	// Word is a text without its quotes, or another single value as it was written.
	Word   string
	Items  []*Node // of a list
	Fields []Field // of a table, in the order of the file

	at     map[string]int // of Fields, by name
	tables bool           // a list that was written as [[tables]]
	closed bool           // a table that was written between braces, or whose [header] was there
}

// Field is one name of a table with its value.
type Field struct {
	Name string
	Line int // on which the name stands
	*Node
}

// Field is the value under a name of a table; nil for none.
func (n *Node) Field(name string) *Node {
	if i, ok := n.at[name]; ok {
		return n.Fields[i].Node
	}
	return nil
}

// set gives a table one more field.
func (n *Node) set(name string, line int, v *Node) {
	if n.at == nil {
		n.at = map[string]int{}
	}
	n.at[name] = len(n.Fields)
	n.Fields = append(n.Fields, Field{name, line, v})
}

// Bounds of a file.
const (
	MaxFile   = 8 << 20 // bytes
	maxDepth  = 12      // of lists and tables in one another
	maxValues = 1 << 18
)

// Code says why a file is not read.
type Code string

// The codes.
const (
	TooLarge Code = "too_large" // more than MaxFile bytes, or more values than anybody writes
	TooDeep  Code = "too_deep"  // lists within lists within lists
	NotUTF8  Code = "not_utf8"
	Control  Code = "control"  // a control character where none may stand
	BadTOML  Code = "bad_toml" // Why says what the grammar wants
	Twice    Code = "twice"    // Name stands there already
)

// Fault is why a file is not read, and where.
type Fault struct {
	Line int
	Code Code
	Name string
	Why  string
}

// Error implements error.
func (f *Fault) Error() string {
	return fmt.Sprintf("line %d: %s %s %s", f.Line, f.Code, f.Name, f.Why)
}
