package powercut_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/powercut"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/promise"
)

// passphrase opens the key of these tests.
const passphrase = "correct horse"

// laid is one small file that takes the place of another: which, and what is in it.
type laid struct {
	Begun bool   `json:"begun,omitempty"`
	Where string `json:"where"`
	What  string `json:"what"`
}

// workOnPlaces puts settings, keys and a configuration in their places, over and over.
func workOnPlaces(t task, said *os.File) error {
	say := func(p laid) error {
		b, err := json.Marshal(p)
		if err == nil {
			_, err = said.Write(append(b, '\n'))
		}
		return err
	}
	for n := range t.Steps {
		for _, where := range []string{"settings", "config", "thrown", "sealed"} {
			if where == "sealed" && n > 2 {
				continue // to open one is work
			}
			p := laid{Begun: true, Where: where, What: strconv.Itoa(n)}
			if err := say(p); err != nil {
				return err
			}
			if err := lay(t.Dir, where, n); err != nil {
				return fmt.Errorf("%s: %w", where, err)
			}
			p.Begun = false
			if err := say(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func keyOf(n int) seal.StoreKey { return seal.StoreKey(sha256.Sum256([]byte{byte(n)})) }

// lay puts something in a place for the nth time.
func lay(dir, where string, n int) error {
	switch where {
	case "settings":
		s := profile.Settings{Agent: "ana", Desk: strconv.Itoa(n), Key: profile.Thrown}
		return profile.Save(filepath.Join(dir, "profile"), s)
	case "config":
		f, _, err := config.Read(filepath.Join(dir, "config", "config.toml"))
		if err != nil {
			return err
		}
		hours := fmt.Sprintf("%02d:00-23:00", n)
		_, err = f.Keep("quiet", &hours)
		return err
	case "thrown":
		h, err := keys.Throwaway(filepath.Join(dir, where), n == 0)
		if err != nil {
			return err
		}
		return h.Keep(context.Background(), keyOf(n))
	default:
		h, err := unlocked(filepath.Join(dir, where), n == 0)
		if err != nil {
			return err
		}
		return h.Keep(context.Background(), keyOf(n))
	}
}

// unlocked is the key of a folder behind a passphrase, which is made where it is new. Nothing lies
// beside it that could tell which of two copies fits.
func unlocked(dir string, anew bool) (*keys.Held, error) {
	if anew {
		return keys.Protect(dir, passphrase)
	}
	return keys.Unlock(dir, passphrase, func(...seal.StoreKey) bool { return true })
}

// holder reads what lies in places; nothing where nothing does. To open a key is work, so it
// remembers what files were opened to.
type holder struct{ known map[string]string }

func (h *holder) holds(dir, where string) (string, error) {
	switch where {
	case "settings":
		s, err := profile.Load(filepath.Join(dir, "profile"))
		if errors.Is(err, profile.ErrNone) {
			return "", nil
		}
		return s.Desk, err
	case "config":
		f, flaws, err := config.Read(filepath.Join(dir, "config", "config.toml"))
		if err != nil || len(flaws) > 0 || !f.There {
			return "", errors.Join(err, fmt.Errorf("%d flaws", len(flaws)))
		}
		var n int
		_, err = fmt.Sscanf(f.Values["quiet"].Text, "%d:", &n)
		return strconv.Itoa(n), err
	case "thrown":
		return keyNumber(keys.Throwaway(filepath.Join(dir, where), false))
	default:
		sum := sha256.New()
		for _, name := range []string{"key.sealed", "key.sealed.copy"} {
			b, err := os.ReadFile(filepath.Join(dir, where, name))
			_, _ = fmt.Fprintf(sum, "%d %v %x ", len(b), err == nil, b) // never fails
		}
		name := hex.EncodeToString(sum.Sum(nil))
		if is, known := h.known[name]; known {
			return is, nil
		}
		is, err := keyNumber(unlocked(filepath.Join(dir, where), false))
		if err == nil {
			h.known[name] = is
		}
		return is, err
	}
}

// keyNumber is which of the keys was found; "first" for the one that was made.
func keyNumber(h *keys.Held, err error) (string, error) {
	switch {
	case errors.Is(err, keys.ErrNoKey):
		return "", nil
	case err != nil:
		return "", err
	}
	for n := range 99 {
		if h.Key == keyOf(n) {
			return strconv.Itoa(n), nil
		}
	}
	return "first", nil
}

// TestAFileThatTakesThePlaceOfAnotherIsWholeAfterAPowerCut puts the settings of a profile, the
// configuration and both kinds of key file in their places, and looks at each moment whether
// what is there is the one or the other.
func TestAFileThatTakesThePlaceOfAnotherIsWholeAfterAPowerCut(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Torn)
	steps := promise.Size(t, 2, 4, 20)
	log := recorded(t, task{What: "places", Steps: steps})
	d, chance, h := powercut.NewDisk(), rand.New(rand.NewPCG(1, 2)), &holder{known: map[string]string{}}
	lasts, doing, put := map[string]string{}, laid{}, 0
	var before powercut.Image
	for i, e := range log {
		if err := d.Do(e); err != nil {
			t.Fatal(err)
		}
		if e.Kind == powercut.Marked {
			for line := range bytes.Lines(e.Data) {
				if err := json.Unmarshal(line, &doing); err != nil {
					t.Fatal(err)
				}
				if !doing.Begun {
					lasts[doing.Where], doing = doing.What, laid{}
					put++
				}
				doing.Begun = false
			}
		}
		for _, how := range powercut.Ways() {
			image := d.Cut(how, chance)
			if image.Same(before) && e.Kind != powercut.Marked {
				continue
			}
			before = image
			if err := h.look(image, lasts, doing); err != nil {
				c.Violation()
				t.Errorf("after event %d, of the rest %s, while doing %v: %v", i, how, doing, err)
			}
			c.Run(1)
		}
	}
	c.Figure("of %d writes and flushes; %d settings, configurations and keys put in their places", len(log), put)
}

// look wants what lasts in each place, or what was just being put there.
func (h *holder) look(image powercut.Image, lasts map[string]string, doing laid) (err error) {
	dir, err := os.MkdirTemp(quick(), "heed-torn-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := image.Put(dir); err != nil {
		return err
	}
	for where, want := range lasts {
		is, err := h.holds(dir, where)
		if err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
		if is != want && (doing.Where != where || is != doing.What) {
			return fmt.Errorf("%s holds %q instead of %q", where, is, want)
		}
	}
	return nil
}
