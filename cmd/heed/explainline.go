package main

import (
	"errors"
	"strings"

	"github.com/spf13/pflag"

	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/text"
)

// wrongLine explains what cobra finds wrong with a command line.
func wrongLine(err error) *pipe.Fault {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return usage("cli.no_option", "name", option(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))
	case errors.As(err, &bare):
		return usage("cli.option_bare", "name", option(bare.GetSpecifiedName(), bare.GetSpecifiedShortnames()))
	case errors.As(err, &wrong):
		return usage("cli.option_value", "name", option(wrong.GetFlag().Name, ""), "value", clean(wrong.GetValue()))
	}
	return usage("cli.bad_flag", "what", text.PasteLine(strings.TrimSpace(err.Error())))
}

// option is an option as it was typed, alone or among short ones.
func option(name, shorts string) string {
	if shorts != "" {
		return clean("-" + name)
	}
	return clean("--" + name)
}
