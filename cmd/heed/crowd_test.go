package main

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// TestTwentyCommandsAtOnceAreAllDoneOnce lets commands of a shell find, serve and leave each
// other: whoever comes first has the desk and the profile, for as long as it runs.
func TestTwentyCommandsAtOnceAreAllDoneOnce(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	var wait sync.WaitGroup
	for n := range 20 {
		wait.Go(func() {
			words := fmt.Sprintf("Note number %02d.", n)
			out, errs, status := m.run("", "note", strconv.Itoa(4001+n%2), "--text", words, "--desk", dir, "--as", "owner")
			if status != 0 {
				t.Errorf("%s ended with %d: %s%s", words, status, out, errs)
			}
		})
	}
	wait.Wait()
	m.must(at(dir, "sync")...)
	all := m.must(at(dir, "show", "4001")...) + m.must(at(dir, "show", "4002")...)
	for n := range 20 {
		if words := fmt.Sprintf("Note number %02d.", n); strings.Count(all, words) != 1 {
			t.Errorf("%s is there %d times", words, strings.Count(all, words))
		}
	}
}
