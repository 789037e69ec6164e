package keys

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"path/filepath"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/disk"
)

// Repair is a copy of a key that could not be used, and was made again from the other one.
type Repair struct {
	File    string
	Aside   string // what it is called now; empty where it was missing, or was written over
	Missing bool
	Unfit   bool  // it was whole, and opened nothing of what lies in the folder
	Apart   bool  // it is whole and behind another passphrase, and left alone
	Err     error // why it could not be made again, so that there is one copy; nil where it was
}

// Why says what is wrong with it, for programs and whoever mends heed.
func (r *Repair) Why() string {
	switch {
	case r.Err != nil:
		return r.Err.Error()
	case r.Missing:
		return "it is not there"
	case r.Apart:
		return "it is behind another passphrase"
	case r.Unfit:
		return "it opens nothing of what lies here"
	default:
		return ErrDamaged.Error()
	}
}

// Unlock opens the folder's key, from whichever of its two copies is good, and makes the other
// one again. Where both are good and differ, as where somebody puts an older one back, fits says
// which of them opens what lies there; where it says so of both or of neither, the first counts.
// ErrNoKey, ErrWrongPassphrase or ErrDamaged. That the other one cannot be made is no reason not to
// open what there is: the next start tries again. It is for whoever owns the folder: a change of
// keys in between would be undone in the other copy.
func Unlock(dir, passphrase string, fits func(all ...seal.StoreKey) bool) (*Held, error) {
	h, s, err := choose(dir, passphrase, fits)
	if err == nil {
		h.Repair = s.renew()
	}
	return h, err
}

// Find is Unlock, and writes nothing: for whoever only wants to know, while the keys may change.
// What it calls a repair is what Unlock would put right.
func Find(dir, passphrase string, fits func(all ...seal.StoreKey) bool) (*Held, error) {
	h, s, err := choose(dir, passphrase, fits)
	if err == nil {
		h.Repair = s.ails()
	}
	return h, err
}

// choose opens the copy of the folder's key that counts, and tells of the other one.
func choose(dir, passphrase string, fits func(all ...seal.StoreKey) bool) (*Held, *spare, error) {
	h, b, other, err := either(dir, passphrase)
	if err != nil {
		return nil, nil, err
	}
	if there, rerr := read(other); rerr == nil && !bytes.Equal(there, b) && !fits(h.all()...) {
		if better, there, berr := open(dir, other, passphrase); berr == nil && fits(better.all()...) {
			return better, &spare{path: filepath.Join(dir, fileName), good: there, unfit: true}, nil
		}
	}
	return h, &spare{path: other, good: b}, nil
}

// either opens whichever copy of the folder's key is good, and returns what is in that file and
// where the other one lies.
func either(dir, passphrase string) (h *Held, b []byte, other string, err error) {
	first, second := filepath.Join(dir, fileName), filepath.Join(dir, copyName)
	h, b, err = open(dir, first, passphrase)
	if err == nil {
		return h, b, second, nil
	}
	h, b, oerr := open(dir, second, passphrase)
	switch {
	case oerr == nil:
		return h, b, first, nil
	case errors.Is(err, ErrNoKey), errors.Is(oerr, ErrWrongPassphrase):
		return nil, nil, "", oerr // it says more than that the first one is not there, or damaged
	default:
		return nil, nil, "", err
	}
}

// spare is the copy of a key that does not count.
type spare struct {
	path  string
	good  []byte // what is in the one that does
	unfit bool   // it was opened, and opens nothing of what lies there
}

// state is how a copy of a key is.
type state int8

const (
	whole  state = iota
	apart        // a whole one behind another passphrase, which is left alone
	behind       // an older key behind the same passphrase, as where a change of keys did not come to it
	gone
	spoilt // damaged, or no file at all, or another profile's
)

func (s *spare) state() (state, error) {
	_, there, err := parse(read(s.path))
	var lies *disk.Obstacle
	switch {
	case err == nil && bytes.Equal(there, s.good[:len(s.good)-sha256.Size]):
		return whole, nil
	case err == nil && bytes.Equal(there[len(magic):sealedAt], s.good[len(magic):sealedAt]):
		return behind, nil
	case err == nil && !s.unfit:
		return apart, nil
	case errors.Is(err, ErrNoKey):
		return gone, nil
	case err == nil, errors.Is(err, ErrDamaged), errors.As(err, &lies):
		return spoilt, nil
	default:
		return spoilt, err
	}
}

// ails is what is wrong with the copy; nil where there is nothing that a person should hear of.
func (s *spare) ails() *Repair {
	is, err := s.state()
	return s.told(is, "", err)
}

func (s *spare) told(is state, aside string, err error) *Repair {
	if err == nil && (is == whole && aside == "" || is == behind && !s.unfit) {
		return nil
	}
	r := &Repair{File: filepath.Base(s.path), Missing: is == gone && aside == "", Unfit: s.unfit, Apart: is == apart, Err: err}
	if aside != "" {
		r.Aside = filepath.Base(aside)
	}
	return r
}

// renew makes the copy again where it is missing, spoilt or unfit, or where a change of keys did
// not come to it. Nothing but an older key behind the same passphrase is written over. It returns
// what a person should hear of.
func (s *spare) renew() *Repair {
	aside, err := disk.Clear(s.path, time.Now())
	if err != nil {
		return s.told(spoilt, "", err)
	}
	is, err := s.state()
	switch {
	case err != nil, is == whole:
	case is == apart:
		is = whole // to whoever only opens it: nothing was put right
	case is == behind:
		err = disk.Replace(s.path, s.good)
	default:
		if is == spoilt {
			aside, err = disk.SetAside(s.path, time.Now())
		}
		if err == nil {
			err = write(s.path, s.good)
		}
	}
	return s.told(is, aside, err)
}
