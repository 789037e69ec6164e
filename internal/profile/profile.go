package profile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/adrg/xdg"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// What can be wrong with a profile.
var (
	ErrName  = errors.New("a profile's name is 1 to 40 of a-z, 0-9, '.', '-' and '_', and begins with a letter or digit")
	ErrNone  = errors.New("there is no such profile")
	ErrNewer = errors.New("this profile was written by a newer heed")

	errChanged = errors.New("it is not as it was written")
	errUnsound = errors.New("it does not say whose profile it is, or where its key lives")
)

// Broken says that a profile's settings cannot be read.
type Broken struct {
	Path  string
	Cause error
}

// Error implements error.
func (b *Broken) Error() string {
	return fmt.Sprintf("the profile's settings cannot be read: %s: %v", b.Path, b.Cause)
}

// Unwrap gives what is wrong with them.
func (b *Broken) Unwrap() error { return b.Cause }

// Default is the profile that is used where nobody names one.
const Default = "default"

// file is the name of a profile's settings in its folder; mostSettings is more than any have.
const (
	file         = "profile.json"
	mostSettings = 1 << 20
)

// SettingsFile is where the settings of a profile's folder lie.
func SettingsFile(dir string) string { return filepath.Join(dir, file) }

// Version is that of the settings' format.
const Version = 1

// KeyHome says where the key of a profile's ledger lives. It is noted, so that a ledger
// made with one kind of key is never opened with another.
type KeyHome string

// Where a key may live.
const (
	NoKeyYet     KeyHome = ""
	InKeyring    KeyHome = "keyring"
	ByPassphrase KeyHome = "passphrase"
	Thrown       KeyHome = "throwaway"
)

// Settings are what a profile remembers. They hold no secret.
type Settings struct {
	Version int            `json:"version"`
	URL     string         `json:"url,omitempty"` // of the desk; empty where the desk is a folder
	Desk    string         `json:"desk,omitempty"`
	DeskID  string         `json:"desk_id,omitempty"` // of the desk, at whatever address; empty where it was not told
	Agent   desk.AgentID   `json:"agent"`
	Name    desk.Untrusted `json:"name"` // the agent's
	Role    desk.Role      `json:"role,omitempty"`
	Groups  []desk.GroupID `json:"groups,omitempty"`
	Key     KeyHome        `json:"key,omitempty"`
	Sum     string         `json:"sum,omitempty"` // of the file; see sum
}

// sound reports whether the settings say what no profile can do without.
func (s Settings) sound() bool {
	switch s.Key {
	case NoKeyYet, InKeyring, ByPassphrase, Thrown:
		return s.Agent.Valid()
	default:
		return false
	}
}

// Me is the agent of the profile as package desk knows them.
func (s Settings) Me() desk.Me { return desk.Me{ID: s.Agent, Groups: s.Groups, Role: s.Role} }

// Home is the folder of all profiles.
func Home() string { return filepath.Join(xdg.StateHome, "heed", "profiles") }

// Named is the folder of a profile under home.
func Named(home, name string) (string, error) {
	if !desk.AgentID(name).Valid() { // in a desk's folder it is one
		return "", fmt.Errorf("%w: %q", ErrName, name)
	}
	return filepath.Join(home, name), nil
}

// InDesk is the folder of an agent's profile in a desk's folder.
func InDesk(dir string, as desk.AgentID) (string, error) {
	return Named(filepath.Join(dir, "profiles"), string(as))
}

// All returns the names of the profiles under home, sorted: also those whose settings are
// gone and whose outbox is not.
func All(home string) ([]string, error) {
	var names []string
	for _, sign := range []string{file, "outbox.db", "outbox.log"} {
		found, err := filepath.Glob(filepath.Join(home, "*", sign))
		if err != nil {
			return nil, err
		}
		for _, path := range found {
			names = append(names, filepath.Base(filepath.Dir(path)))
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Load reads a profile's settings. ErrNone where the folder has none, *Broken where they
// cannot be made out.
func Load(dir string) (Settings, error) {
	var s Settings
	path := SettingsFile(dir)
	b, err := disk.ReadFile(path, mostSettings)
	var not *disk.Obstacle
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, fmt.Errorf("%w: %s", ErrNone, dir)
	case errors.As(err, &not):
		return s, &Broken{Path: path, Cause: err}
	case err != nil:
		return s, err
	}
	if err := json.Unmarshal(b, &s); err != nil {
		return Settings{}, &Broken{Path: path, Cause: err}
	}
	if s.Sum != "" && s.Sum != sum(b, s.Sum) {
		return Settings{}, &Broken{Path: path, Cause: errChanged}
	}
	s.Sum = ""
	if s.Version > Version {
		return s, ErrNewer
	}
	if !s.sound() {
		return Settings{}, &Broken{Path: path, Cause: errUnsound}
	}
	return s, nil
}

// noSum stands where the sum of a file will.
const noSum = "0000000000000000"

// sum tells settings that were written from settings that were damaged since: one letter
// less in them names another account or desk, and what waits would be turned away for that.
// It is taken of the file as it is with noSum in the place of has.
func sum(file []byte, has string) string {
	plain := sha256.Sum256(instead(file, has, noSum))
	return hex.EncodeToString(plain[:len(noSum)/2])
}

// instead puts a sum in the place of the one that a file ends with.
func instead(file []byte, was, is string) []byte {
	at := bytes.LastIndex(file, []byte(`"`+was+`"`))
	if at < 0 {
		return file
	}
	return slices.Concat(file[:at], []byte(`"`+is+`"`), file[at+len(was)+2:])
}

// Save writes a profile's settings: the old ones stay whole until the new ones are.
func Save(dir string, s Settings) error {
	s.Version, s.Sum = Version, noSum
	if err := disk.MakeFolder(dir); err != nil {
		return err
	}
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	b = append(b, '\n')
	b = instead(b, noSum, sum(b, noSum))
	return disk.Replace(SettingsFile(dir), b)
}
