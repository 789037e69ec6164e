package archive

import "fmt"

// Flaw is what is wrong with a line, as a code; internal/words says it in a sentence
// under "archive." and the code.
type Flaw string

// The flaws of a line.
const (
	NotJSON      Flaw = "not_json"      // not an object of JSON
	TooLong      Flaw = "too_long"      // over MaxLine
	UnknownType  Flaw = "unknown_type"  // "type" names no kind of record
	NotText      Flaw = "not_text"      // the field holds no text
	NotNumber    Flaw = "not_number"    // the field holds no number
	NotATime     Flaw = "not_a_time"    // neither unix seconds nor RFC 3339
	NotAList     Flaw = "not_a_list"    // the field holds no list
	NotAnObject  Flaw = "not_an_object" // the field holds no object
	UnknownValue Flaw = "unknown_value" // not one of the field's values
	Missing      Flaw = "missing"       // the field must be there
	OutOfRange   Flaw = "out_of_range"  // a number that is too small or too large
	FarTime      Flaw = "far_time"      // a time before 1900 or after 2199
	BadAddress   Flaw = "bad_address"   // an address with a line break or another control in it
	TooMany      Flaw = "too_many"      // over desk.MaxTags or desk.MaxAddresses
	LongField    Flaw = "long_field"    // a field of one line over desk.MaxField
	LargeEntry   Flaw = "large_entry"   // an entry of the thread over desk.MaxRecord
	LargeRecord  Flaw = "large_record"  // over desk.MaxRecord beside the thread; the field holds the most of it
)

// BadLine is a line that could not be read. The lines after it can.
type BadLine struct {
	Line  int    // from 1
	Flaw  Flaw   // what is wrong
	Field string // where: "closed_at", "messages.3.from"; empty where it is the whole line
	Opens bool   // the line is no record, but the beginning of a piece of JSON that goes on below it
}

// Error is for logs; people read what internal/words makes of it.
func (b *BadLine) Error() string {
	if b.Field == "" {
		return fmt.Sprintf("line %d: %s", b.Line, b.Flaw)
	}
	return fmt.Sprintf("line %d: %s: %s", b.Line, b.Field, b.Flaw)
}
