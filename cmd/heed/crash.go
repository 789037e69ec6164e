package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/adrg/xdg"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/tui"
)

// crashed says that heed met a fault in itself, and leaves a report: where it happened, and
// not with which words, which may be a customer's.
func (a *app) crashed(c *tui.Crash, at time.Time) *pipe.Fault {
	a.log().Error("heed met a fault in itself", "kind", fmt.Sprintf("%T", c.Value))
	name := filepath.Join(xdg.StateHome, "heed", "crash-"+at.UTC().Format("20060102-150405")+".txt")
	err := os.MkdirAll(filepath.Dir(name), 0o700)
	if err == nil {
		err = disk.Replace(name, a.report(c, at))
	}
	if err != nil {
		return pipe.NewFault(pipe.Failed, "cli.crashed")
	}
	return pipe.NewFault(pipe.Failed, "cli.crashed_report", "file", clean(name))
}

// report is what whoever mends heed has to know: the version, the machine, the settings that
// are one of a few words, and where it was. No value is in it that anybody typed.
func (a *app) report(c *tui.Crash, at time.Time) []byte {
	var b bytes.Buffer
	_, _ = fmt.Fprintf(&b, "heed %s\n%s\n%s %s/%s\n", version(), at.UTC().Format(time.RFC3339), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	for _, e := range a.settings {
		if e.Kind != config.Words {
			_, _ = fmt.Fprintf(&b, "%s = %s (%s)\n", e.Name, e.Value, e.Source)
		}
	}
	_, _ = fmt.Fprintf(&b, "own keys: %d\nTERM %s\n\n%T\n\n", len(a.file.Keys), terminalName(os.Getenv("TERM")), c.Value)
	b.Write(bare(c.Stack))
	return b.Bytes()
}

// longestTerminal is longer than the name of any terminal that a system knows.
const longestTerminal = 32

// terminalName is what TERM says where that may be the name of a terminal. Else it is
// whatever somebody put there, and no report has it.
func terminalName(term string) string {
	of := func(r rune) bool {
		return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("+-._", r))
	}
	switch {
	case term == "":
		return "-"
	case len(term) > longestTerminal || strings.ContainsFunc(term, func(r rune) bool { return !of(r) }):
		return "(no terminal's name)"
	default:
		return term
	}
}

// bare is a stack without the values of arguments.
func bare(stack []byte) []byte {
	lines := bytes.Split(stack, []byte("\n"))
	for i, line := range lines {
		at := bytes.LastIndexByte(line, '(')
		switch {
		case bytes.HasPrefix(line, []byte("panic(")):
			lines[i] = []byte("panic(…)")
		case at > 0 && line[0] != '\t' && bytes.HasSuffix(line, []byte(")")):
			lines[i] = append(slices.Clone(line[:at]), "(…)"...)
		}
	}
	return bytes.Join(lines, []byte("\n"))
}
