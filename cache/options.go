package cache

import (
	"context"
	"log/slog"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
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
	// Older are keys under which files may still be sealed: a change of keys that has not come
	// to its end.
	Older []seal.StoreKey
	// Home is where the keys live; where it is nil they are never changed.
	Home KeyHome
	// Me is the agent whose ledger this is. A ledger of another agent is not opened.
	Me desk.Me
	// Rights are what Me may do; the overlay predicts by them.
	Rights desk.Rights
	// Author names Me in predicted entries of a thread.
	Author desk.Author
	// Now is the clock of this machine; time.Now where it is nil.
	Now func() time.Time
	// Uptime is how long this machine has been on, the time included in which it slept: a clock
	// that nobody can set. The system's where it is nil.
	Uptime  func() time.Duration
	Writing disk.Writing // of each file of the folder
	// Log hears of damage and repairs, without a word of anybody; nothing where it is nil.
	Log *slog.Logger
}

// KeyHome is where the key of a ledger lives.
type KeyHome interface {
	// Keep puts keys in the place of those that were there, the one that counts first. None
	// destroys them. Once it returns nil this lasts; after an error it may have happened, or happen
	// yet.
	Keep(ctx context.Context, all ...seal.StoreKey) error
}
