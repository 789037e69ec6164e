package main

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
)

func TestAPromptBreaksBetweenWordsAndIsTypedBehind(t *testing.T) {
	book := words.English()
	for _, key := range []string{"cli.ask.new", "cli.ask.differ", "cli.ask.repeat", "cli.ask.passphrase"} {
		prompt := book.T(key)
		for _, w := range []int{40, 80, 200} {
			got := wrapped(prompt, w)
			if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(prompt), " ") || !strings.HasSuffix(got, ": ") {
				t.Errorf("%s at %d: %q", key, w, got)
			}
			for _, line := range strings.Split(got, "\n") {
				if text.Width(line) > w {
					t.Errorf("%s at %d has a line of %d: %q", key, w, text.Width(line), line)
				}
			}
		}
	}
	if again := wrapped(book.T("cli.ask.differ"), 80); strings.Contains(again, "\n") {
		t.Errorf("the second time it says all of it again: %q", again)
	}
}
