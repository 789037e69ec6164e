package keys

import (
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/heed-desk/heed/cache/seal"
)

// service is under which name the keys stand in a keyring.
const service = "heed"

// ringPatience is how long a keyring may take. One that asks the agent to unlock it
// needs a moment; one whose bus is dead never answers.
const ringPatience = 60 * time.Second

// ring is a keyring; go-keyring's errors count.
type ring interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
}

// system is the keyring of the operating system.
type system struct{}

// Get implements ring.
func (system) Get(service, user string) (string, error) { return keyring.Get(service, user) }

// Set implements ring.
func (system) Set(service, user, secret string) error { return keyring.Set(service, user, secret) }

// Ring returns the key of a profile from the keyring of the operating system, and makes
// one where there is none and it may; ErrNoKey where it may not. ErrNoKeyring where no
// keyring answers; ErrDamaged where what it holds is no key.
func Ring(profile string, anew bool) (seal.StoreKey, error) {
	return inTime(system{}, profile, anew, ringPatience)
}

// inTime asks a ring and waits only so long. The asker may outlive us: nothing stops it.
func inTime(r ring, profile string, anew bool, patience time.Duration) (seal.StoreKey, error) {
	type answer struct {
		key seal.StoreKey
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		key, err := fromRing(r, profile, anew)
		answers <- answer{key, err}
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case a := <-answers:
		return a.key, a.err
	case <-timer.C:
		return seal.StoreKey{}, fmt.Errorf("%w: it does not answer", ErrNoKeyring)
	}
}

func fromRing(r ring, profile string, anew bool) (key seal.StoreKey, err error) {
	text, err := r.Get(service, profile)
	switch {
	case errors.Is(err, keyring.ErrNotFound) && !anew:
		return key, ErrNoKey
	case errors.Is(err, keyring.ErrNotFound):
		key = seal.NewStoreKey()
		if err := r.Set(service, profile, base64.StdEncoding.EncodeToString(key[:])); err != nil {
			return seal.StoreKey{}, fmt.Errorf("%w: %w", ErrNoKeyring, err)
		}
		return key, nil
	case err != nil:
		return key, fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) != seal.KeySize {
		return key, ErrDamaged
	}
	return seal.StoreKey(b), nil
}
