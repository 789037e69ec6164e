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
	return inTime(func() (seal.StoreKey, error) { return fromRing(system{}, profile, anew) })
}

// Secret returns what else the keyring of the operating system keeps for a profile;
// ErrNoKey where it has nothing, ErrNoKeyring where no keyring answers.
func Secret(service, profile string) (string, error) {
	return inTime(func() (string, error) { return secret(system{}, service, profile) })
}

// KeepSecret puts something else of a profile in the keyring of the operating system, in
// the place of what was there; ErrNoKeyring where none takes it.
func KeepSecret(service, profile, text string) error {
	_, err := inTime(func() (struct{}, error) { return struct{}{}, keepSecret(system{}, service, profile, text) })
	return err
}

// inTime asks a ring and waits only so long. The asker may outlive us: nothing stops it.
func inTime[T any](ask func() (T, error)) (T, error) {
	type answer struct {
		is  T
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		is, err := ask()
		answers <- answer{is, err}
	}()
	timer := time.NewTimer(ringPatience)
	defer timer.Stop()
	select {
	case a := <-answers:
		return a.is, a.err
	case <-timer.C:
		var none T
		return none, fmt.Errorf("%w: it does not answer", ErrNoKeyring)
	}
}

func secret(r ring, service, profile string) (string, error) {
	text, err := r.Get(service, profile)
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return "", ErrNoKey
	case err != nil:
		return "", fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	return text, nil
}

func keepSecret(r ring, service, profile, text string) error {
	if err := r.Set(service, profile, text); err != nil {
		return fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	return nil
}

func fromRing(r ring, profile string, anew bool) (key seal.StoreKey, err error) {
	text, err := secret(r, service, profile)
	switch {
	case errors.Is(err, ErrNoKey) && anew:
		key = seal.NewStoreKey()
		if err := keepSecret(r, service, profile, base64.StdEncoding.EncodeToString(key[:])); err != nil {
			return seal.StoreKey{}, err
		}
		return key, nil
	case err != nil:
		return key, err
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) != seal.KeySize {
		return key, ErrDamaged
	}
	return seal.StoreKey(b), nil
}
