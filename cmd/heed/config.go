package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/listing"
)

// showConfig is the command that shows what is set, and where.
func (a *app) showConfig() *cobra.Command {
	var path bool
	var w workstation
	cmd := &cobra.Command{
		Use: "config", Short: a.book.T("cli.config"), Args: a.noArgs,
		Annotations: map[string]string{freestanding: "it says where the file is, whatever is in it"},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if path {
				file, _ := a.configFile()
				_, err := a.out.WriteString(clean(file) + "\n")
				return printed(err)
			}
			flaws, err := a.readSettings(cmd)
			if err != nil {
				return err
			}
			if len(flaws) > 0 {
				return a.faultOf(flaws[0])
			}
			return printed(a.printConfig())
		},
	}
	a.where(cmd)
	a.looks(cmd, &w)
	cmd.Flags().BoolVar(&path, "path", false, a.book.T("cli.flag.path"))
	cmd.Flags().BoolVar(&a.json, "json", false, a.book.T("cli.flag.json"))
	return cmd
}

// printConfig prints every setting with what counts and where that comes from.
func (a *app) printConfig() error {
	var all []listing.Setting
	for _, e := range a.settings {
		all = append(all, listing.Setting{
			Name: e.Name, Value: e.Value, Source: string(e.Source), Line: e.Line,
			Variable: e.Variable(), Flag: "--" + e.Flag(), About: a.book.T("setting." + e.Name),
		})
	}
	if a.json {
		return listing.NewJSON(a.out).Settings(a.file.Path, all)
	}
	return a.text().Settings(a.file.Path, all)
}

func listed(names []string) string { return strings.Join(names, ", ") }
