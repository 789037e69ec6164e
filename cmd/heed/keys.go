package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/keymaps"
)

func (a *app) keys() *cobra.Command {
	var preset string
	cmd := &cobra.Command{
		Use: "keys", Short: a.book.T("cli.keys"), Args: a.noArgs,
		RunE: func(*cobra.Command, []string) error {
			table, err := keyTable(preset)
			if err != nil {
				return err
			}
			if a.json {
				return printed(listing.NewJSON(a.out).Keys(table))
			}
			return printed(a.text().Keys(table))
		},
	}
	cmd.Flags().StringVar(&preset, "keys", "default", a.book.T("cli.flag.keys"))
	cmd.Flags().BoolVar(&a.json, "json", false, a.book.T("cli.flag.json"))
	return cmd
}

// keyTable is the keymap of a preset's name.
func keyTable(name string) (*keymaps.Table, error) {
	if !slices.Contains(keymaps.Presets(), keymaps.Preset(name)) {
		return nil, usage("cli.bad_choice", "value", clean(name), "values", "default, vim")
	}
	return keymaps.New(keymaps.Preset(name)), nil
}
