package main

import (
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/logbook"
	"github.com/heed-desk/heed/internal/pipe"
)

// openLog opens the log that is asked for.
func (a *app) openLog(cmd *cobra.Command) error {
	if a.logFile == "" {
		return nil
	}
	var err error
	if a.logger, a.logEnd, err = logbook.Open(a.logFile); err != nil {
		f := pipe.NewFault(pipe.Failed, "cli.cannot_open", "file", clean(a.logFile))
		f.Cause = err.Error()
		return f
	}
	a.logger.Info("heed begins", "version", version(), "command", cmd.Name(), "own_keys", len(a.file.Keys))
	return nil
}

// log is where it is written down what heed does; nowhere where nobody asked for it.
func (a *app) log() *slog.Logger {
	if a.logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return a.logger
}

// closeLog ends the log with how heed ended.
func (a *app) closeLog(err error) {
	if a.logEnd == nil {
		return
	}
	if err != nil {
		a.logger.Warn("heed ends", "err", err)
	} else {
		a.logger.Info("heed ends")
	}
	_ = a.logEnd.Close() // what could not be written down is not worth another fault
}
