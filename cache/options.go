package cache

import (
	"log/slog"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// Options say where a ledger lies and whose it is.
type Options struct {
	// Dir is the profile's folder; it is made with mode 0700 where it is missing.
	Dir string
	// Memory keeps everything in unnamed files that vanish with the process. Dir and
	// Key are not used; the key is random.
	Memory bool
	// Key seals everything. It comes from package keys.
	Key seal.StoreKey
	// Me is the agent whose ledger this is. A ledger of another agent is not opened.
	Me desk.Me
	// Rights are what Me may do; the overlay predicts by them.
	Rights desk.Rights
	// Author names Me in predicted entries of a thread.
	Author desk.Author
	// Now is the clock of this machine; time.Now where it is nil.
	Now func() time.Time
	// Log hears of damage and repairs, without a word of anybody; nothing where it is nil.
	Log *slog.Logger
}
