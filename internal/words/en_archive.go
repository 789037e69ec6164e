package words

// enArchive says what is wrong with a line of a file; {line} is its number, {field} where in it.
func enArchive() map[string]string {
	return map[string]string{
		"archive.not_json":      "Line {line} is not a JSON object, so it was skipped.",
		"archive.too_long":      "Line {line} is longer than 8 MiB, so it was skipped.",
		"archive.unknown_type":  "Line {line} was skipped: its type is none of ticket, customer, reply, agent and mailbox.",
		"archive.not_text":      "Line {line} was skipped: {field} should hold text.",
		"archive.not_number":    "Line {line} was skipped: {field} should hold a whole number.",
		"archive.not_a_time":    "Line {line} was skipped: {field} should be a time, as seconds since 1970 or like 2026-03-01T09:30:00Z.",
		"archive.not_a_list":    "Line {line} was skipped: {field} should hold a list.",
		"archive.not_an_object": "Line {line} was skipped: {field} should hold an object.",
		"archive.unknown_value": "Line {line} was skipped: heed does not know the value of {field}.",
		"archive.missing":       "Line {line} was skipped: {field} is missing.",
		"archive.out_of_range":  "Line {line} was skipped: {field} is too small or too large a number.",
		"archive.far_time":      "Line {line} was skipped: {field} lies before 1900 or after 2199. Times are seconds since 1970; milliseconds look like that.",
		"archive.bad_address":   "Line {line} was skipped: {field} has a line break or another control character in it, or nothing at all. No address has.",
		"archive.too_many":      "Line {line} was skipped: {field} has more than 100.",
		"archive.long_field":    "Line {line} was skipped: {field} is a field of one line and holds more than 16 kB.",
		"archive.large_entry":   "Line {line} was skipped: {field} holds more than 1 MB, which is the most for one entry.",
		"archive.large_record":  "Line {line} was skipped: beside its messages it holds more than 1 MB, which is the most for one record. Most of it is in {field}.",
	}
}
