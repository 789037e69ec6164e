package doctor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/profile"
)

// How much room there should be, in MiB: what a large desk takes, and what a day's work does.
const (
	roomy = 500
	tight = 50
)

// Folder looks whether heed can write in a folder, or make it where it is not there yet, and
// whether there is room. what says which folder it is: "state" or "desk".
func Folder(what, path string) []Finding {
	shown := home.Short(path)
	at := path
	for {
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return []Finding{found("folders", Bad, "folder.file", "what", what, "folder", home.Short(at))}
		}
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			return []Finding{found("folders", Bad, "folder.closed", "what", what, "folder", shown)}
		}
		at = filepath.Dir(at)
	}
	if err := syscall.Access(at, mayWrite); err != nil {
		code := "folder.closed"
		if errors.Is(err, syscall.EROFS) {
			code = "folder.read"
		}
		return []Finding{found("folders", Bad, code, "what", what, "folder", shown)}
	}
	return []Finding{room(what, at, shown)}
}

// mayWrite is what access(2) is asked for: whether one may write, without writing.
const mayWrite = 2

func room(what, at, shown string) Finding {
	var s syscall.Statfs_t
	if err := syscall.Statfs(at, &s); err != nil {
		return found("folders", Good, "folder", "what", what, "folder", shown)
	}
	mib := s.Bavail * uint64(s.Bsize) >> 20
	args := []string{"what", what, "folder", shown, "mib", strconv.FormatUint(mib, 10)}
	switch {
	case mib < tight:
		return found("folders", Bad, "folder.full", args...)
	case mib < roomy:
		return found("folders", Poor, "folder.tight", args...)
	default:
		return found("folders", Good, "folder", args...)
	}
}

// Sockets looks whether a socket can be bound for those who come later.
func Sockets(dir string) Finding {
	if _, err := profile.Socket(dir); err != nil {
		return found("folders", Bad, "sockets.unsafe")
	}
	return found("folders", Good, "sockets")
}

// ringPatience is how long the keyring may take to say that it is there.
const ringPatience = 5 * time.Second

// Keyring looks whether a keyring answers. It asks for something that is not in it.
func Keyring(ctx context.Context) Finding {
	ctx, cancel := context.WithTimeout(ctx, ringPatience)
	defer cancel()
	answer := make(chan error, 1)
	go func() {
		_, err := keys.Secret(ctx, "heed", "doctor")
		answer <- err
	}()
	select {
	case err := <-answer:
		if err == nil || errors.Is(err, keys.ErrNoKey) {
			return found("keyring", Good, "keyring")
		}
		return found("keyring", Poor, "keyring.none")
	case <-ctx.Done():
		return found("keyring", Poor, "keyring.silent")
	}
}
