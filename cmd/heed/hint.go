package main

import (
	"regexp"
	"strings"

	"github.com/heed-desk/heed/internal/host"
)

// opened are the options with which the desk was named, as a shell takes them once more, with a space
// before them: what a sentence tells somebody to type works as it stands there.
func (a *app) opened() string {
	switch {
	case a.desk != "":
		return " --desk " + shellWord(clean(host.Said(a.desk)))
	case a.profile != "":
		return " --profile " + shellWord(clean(a.profile))
	default:
		return ""
	}
}

// shellWord is a text as one word of a shell.
func shellWord(text string) string {
	if regexp.MustCompile(`^[\w@%+=:,./-]+$`).MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
