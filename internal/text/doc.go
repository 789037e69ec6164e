// Package text makes text fit to be shown. It is the only code that opens
// desk.Untrusted for a person's eyes: each function of sinks.go stands for one place
// that text can reach and gives a string that holds nothing a terminal acts on. The
// rest of the package measures, cuts, wraps and searches such clean strings, in cells
// and by what a reader takes for one letter (a grapheme cluster), exactly as the
// renderer does.
package text
