// Package near finds the name that somebody may have meant.
package near

import "strings"

// longest is how many letters the longest name has for which another one is looked for.
const longest = 60

// Name is the one of some names that is most like another; empty where none is like it.
func Name(name string, among []string) string {
	typed := []rune(strings.ToLower(name))
	if len(typed) > longest {
		return ""
	}
	best, at := len(typed)/3+2, ""
	for _, n := range among {
		meant := []rune(n)
		if len(meant) > longest {
			continue
		}
		if d := distance(typed, meant); d < best {
			best, at = d, n
		}
	}
	return at
}

// distance is how many letters are to be changed, added or taken away.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			above := row[j+1]
			cost := before
			if a[i] != b[j] {
				cost = 1 + min(before, above, row[j])
			}
			row[j+1], before = cost, above
		}
	}
	return row[len(b)]
}
