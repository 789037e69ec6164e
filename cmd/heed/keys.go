package main

import (
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/keymaps"
)

func (a *app) keys() *cobra.Command {
	var keymap string
	cmd := &cobra.Command{
		Use: "keys", Short: a.book.T("cli.keys"), Args: a.noArgs,
		RunE: func(*cobra.Command, []string) error {
			table, err := a.table(keymap)
			if err != nil {
				return err
			}
			from := a.originIn(keymaps.Preset(keymap))
			if a.json {
				return printed(listing.NewJSON(a.out).Keys(table, from))
			}
			return printed(a.text().Keys(table, from))
		},
	}
	a.words(cmd, &keymap, "keymap")
	cmd.Flags().BoolVar(&a.json, "json", false, a.book.T("cli.flag.json"))
	return cmd
}

// originIn tells where the keys of an action in a scope come from: the person's file with
// the line, the keymap, or the default that it is laid over.
func (a *app) originIn(preset keymaps.Preset) listing.Origin {
	bare, under := keymaps.New(preset), keymaps.New(keymaps.Default)
	return func(scope keymaps.Scope, action keymaps.Action) string {
		if line := a.file.Line(scope, action); line > 0 {
			return filepath.Base(a.file.Path) + ":" + strconv.Itoa(line)
		}
		in := []keymaps.Scope{scope}
		if slices.Equal(bare.Keys(action, in), under.Keys(action, in)) {
			return string(keymaps.Default)
		}
		return string(preset)
	}
}
