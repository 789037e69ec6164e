package main

import (
	"io"
	"os"

	"github.com/spf13/pflag"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/words"
)

// speech is in which language, and with which dates, heed speaks.
type speech struct{ language, dates string }

// flags adds the options that say so, which every command has.
func (s *speech) flags(to *pflag.FlagSet, about func(name string) string) {
	for name, into := range map[string]*string{"language": &s.language, "dates": &s.dates} {
		set, _ := config.Find(name)
		to.StringVar(into, set.Flag(), set.Default, about(name))
	}
}

// spoken is the book that a command line is answered with. It is looked for before the line is
// read, so that help and what is wrong with the line are in that language too; what is wrong
// with the settings is told later, by the command that needs them.
func (a *app) spoken(args []string) *words.Book {
	said, early := speech{}, pflag.NewFlagSet("heed", pflag.ContinueOnError)
	early.ParseErrorsAllowlist.UnknownFlags = true
	early.SetOutput(io.Discard)
	early.BoolP("help", "h", false, "")
	early.StringVar(&a.config, "config", "", "")
	said.flags(early, func(string) string { return "" })
	_ = early.Parse(args) // the command's own reading says what is wrong
	path, _ := a.configFile()
	file, _, err := config.Read(path)
	if err != nil {
		file = config.File{}
	}
	given := map[string]string{}
	early.Visit(func(f *pflag.Flag) { given[f.Name] = f.Value.String() })
	all, _ := file.Effective(given, os.Getenv)
	for _, e := range all {
		if !e.Takes(e.Value) {
			continue
		}
		switch e.Name {
		case "language":
			said.language = e.Value
		case "dates":
			said.dates = e.Value
		}
	}
	if language, dates := said.meant(); language == a.book.Language() {
		return a.book.WithDates(dates)
	}
	return said.book()
}

// book is the catalogue with its dates, by the environment where nothing is said.
func (s speech) book() *words.Book {
	language, dates := s.meant()
	return words.In(language).WithDates(dates)
}

func (s speech) meant() (words.Language, words.Dates) {
	language, dates := words.Language(s.language), words.Dates(s.dates)
	if s.language == auto || s.language == "" {
		language = words.Spoken(os.Getenv)
	}
	if s.dates == auto || s.dates == "" {
		dates = words.Dated(os.Getenv)
	}
	return language, dates
}

// auto is the value of a setting that leaves the choice to what heed finds around it.
const auto = "auto"
