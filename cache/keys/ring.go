package keys

import (
	"context"
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
	Delete(service, user string) error
}

// system is the keyring of the operating system.
type system struct{}

// Get implements ring.
func (system) Get(service, user string) (string, error) {
	if !reachable() {
		return "", errNoBus
	}
	return keyring.Get(service, user)
}

// Set implements ring.
func (system) Set(service, user, secret string) error {
	if !reachable() {
		return errNoBus
	}
	return keyring.Set(service, user, secret)
}

var errNoBus = errors.New("there is no bus to ask a keyring at")

// Delete implements ring.
func (system) Delete(service, user string) error {
	if !reachable() {
		return errNoBus
	}
	return keyring.Delete(service, user)
}

// Forget destroys the key of a profile in the keyring of the operating system, where it has one:
// for whoever could not open it. ErrNoKeyring where none answers: then it may still be there.
func Forget(ctx context.Context, profile string) error {
	_, err := inTime(ctx, func() (struct{}, error) { return struct{}{}, toRing(system{}, profile, nil) })
	return err
}

// Ring returns the key of a profile from the keyring of the operating system, and makes
// one where there is none and it may; ErrNoKey where it may not. ErrNoKeyring where no
// keyring answers; ErrDamaged where what it holds is no key.
func Ring(ctx context.Context, profile string, anew bool) (*Held, error) {
	return inTime(ctx, func() (*Held, error) { return fromRing(system{}, profile, anew) })
}

// Secret returns what else the keyring of the operating system keeps for a profile;
// ErrNoKey where it has nothing, ErrNoKeyring where no keyring answers.
func Secret(ctx context.Context, service, profile string) (string, error) {
	return inTime(ctx, func() (string, error) { return secret(system{}, service, profile) })
}

// KeepSecret puts something else of a profile in the keyring of the operating system, in
// the place of what was there; ErrNoKeyring where none takes it.
func KeepSecret(ctx context.Context, service, profile, text string) error {
	_, err := inTime(ctx, func() (struct{}, error) { return struct{}{}, keepSecret(system{}, service, profile, text) })
	return err
}

// DropSecret removes what else the keyring keeps for a profile, where it has anything.
func DropSecret(ctx context.Context, service, profile string) error {
	_, err := inTime(ctx, func() (struct{}, error) { return struct{}{}, dropSecret(system{}, service, profile) })
	return err
}

// inTime asks a ring and waits only so long, or until ctx ends. The asker may outlive us:
// nothing stops it.
func inTime[T any](ctx context.Context, ask func() (T, error)) (T, error) {
	var none T
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
	case <-ctx.Done():
		return none, ctx.Err()
	case <-timer.C:
		return none, fmt.Errorf("%w: it does not answer", ErrNoKeyring)
	}
}

// inTurn is inTime of what must not overtake what was asked before. Who was given up keeps its
// place in asked until the ring has answered: what it brings late can only be what came first.
func inTurn(ctx context.Context, asked chan struct{}, ask func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	timer := time.NewTimer(ringPatience)
	defer timer.Stop()
	select {
	case asked <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return fmt.Errorf("%w: it has not answered what it was asked before", ErrNoKeyring)
	}
	_, err := inTime(ctx, func() (struct{}, error) {
		defer func() { <-asked }()
		return struct{}{}, ask()
	})
	return err
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

func dropSecret(r ring, service, profile string) error {
	if err := r.Delete(service, profile); err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	return nil
}

func fromRing(r ring, profile string, anew bool) (*Held, error) {
	asked := make(chan struct{}, 1)
	keep := func(ctx context.Context, all []seal.StoreKey) error {
		return inTurn(ctx, asked, func() error { return toRing(r, profile, all) })
	}
	text, err := secret(r, service, profile)
	switch {
	case errors.Is(err, ErrNoKey) && anew:
		all := []seal.StoreKey{seal.NewStoreKey()}
		if err := toRing(r, profile, all); err != nil {
			return nil, err
		}
		return held(all, keep), nil
	case err != nil:
		return nil, err
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, ErrDamaged
	}
	defer clear(b)
	all, err := split(b)
	if err != nil {
		return nil, err
	}
	return held(all, keep), nil
}

// toRing puts keys in the place of those that a keyring has, and makes sure that it has them:
// files follow that nothing else opens.
func toRing(r ring, profile string, all []seal.StoreKey) error {
	if len(all) == 0 {
		if err := dropSecret(r, service, profile); err != nil {
			return err
		}
		_, err := secret(r, service, profile)
		switch {
		case errors.Is(err, ErrNoKey):
			return nil
		case err != nil:
			return err
		}
		return fmt.Errorf("%w: it still has what it was to drop", ErrNoKeyring)
	}
	plain := join(all)
	defer clear(plain)
	text := base64.StdEncoding.EncodeToString(plain)
	if err := keepSecret(r, service, profile, text); err != nil {
		return err
	}
	now, err := secret(r, service, profile)
	if err != nil && !errors.Is(err, ErrNoKey) {
		return err
	}
	if now != text {
		return fmt.Errorf("%w: it does not have what it was given", ErrNoKeyring)
	}
	return nil
}
