package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/pipe"
)

// diskFull is said where the disk of this process is full.
const diskFull = "cli.disk.full"

// leftUndone has a full disk told by what a command leaves undone with it, and what to do; f itself
// where it says something else, or of a command no more is to be said than that it cannot go on.
func leftUndone(cmd *cobra.Command, f *pipe.Fault) *pipe.Fault {
	if f.Key != diskFull {
		return f
	}
	for c := cmd; c != nil; c = c.Parent() {
		if end := undone()[strings.TrimPrefix(c.CommandPath(), "heed ")]; end != "" {
			f.Key += end
			return f
		}
	}
	return f
}

// undone are the ends of the sentences' keys, by the command or the one that it belongs to.
func undone() map[string]string {
	return map[string]string{
		"desk backup":          ".backup",
		"desk restore":         ".restore",
		"desk copy":            ".copy",
		"desk upgrade":         ".upgrade",
		"desk customer export": ".hand_out",
		"desk customer erase":  ".change", // before anything was erased; behind that see unerased
		"desk apply":           ".change",
		"desk retention":       ".change",
		"desk user":            ".change",
		"desk export":          ".read",
		"desk audit":           ".read",
		"report":               ".read",
		"import":               ".import",
		"serve":                ".serve",
		"login":                ".login",
	}
}
