package cache

import (
	"fmt"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/cache/ledgertest"
	"github.com/heed-desk/heed/internal/sickdisk"
)

func TestMain(m *testing.M) {
	if err := sickdisk.Enter(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	child()
	goleak.VerifyTestMain(m)
}

func TestTheLedgerOnTheDiskDoesWhatEveryLedgerDoes(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) *ledgertest.Subject { return subject(t, options(t)) })
}

func TestTheLedgerInMemoryDoesWhatEveryLedgerDoes(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) *ledgertest.Subject {
		opt := options(t)
		opt.Memory, opt.Dir = true, ""
		return subject(t, opt)
	})
}

func subject(t *testing.T, opt Options) *ledgertest.Subject {
	opt.Me.ID, opt.Now = ledgertest.Ana, time.Now
	l := opened(t, opt)
	moves := l.Subscribe()
	t.Cleanup(moves.Close)
	return &ledgertest.Subject{
		Ledger: l, Says: l.Take, Rules: l.Settle,
		Moved: func() error {
			_, err := moves.Next(t.Context())
			return err
		},
	}
}
