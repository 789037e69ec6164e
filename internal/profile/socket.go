package profile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"

	"github.com/adrg/xdg"
)

// maxSocket is the longest path that a socket can be bound to.
const maxSocket = 106

// ErrUnsafe reports a folder for sockets that somebody else may write to.
var ErrUnsafe = errors.New("the folder for sockets belongs to somebody else or is open to others")

// Socket is the path of a folder's socket: a short name made of the folder's, under the
// runtime folder of this user.
func Socket(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved // two ways to one folder are one folder
	}
	sum := sha256.Sum256([]byte(path))
	name := hex.EncodeToString(sum[:8]) + ".sock"
	for _, base := range runtimeFolders() {
		path := filepath.Join(base, name)
		if len(path) <= maxSocket && private(base) == nil {
			return path, nil
		}
	}
	return "", ErrUnsafe
}

// Runtime is a folder of this user alone for what lives no longer than a session: in
// memory where the system has such a one.
func Runtime() (string, error) {
	for _, base := range runtimeFolders() {
		if private(base) == nil {
			return base, nil
		}
	}
	return "", ErrUnsafe
}

// runtimeFolders are the folders that may hold sockets, the best first.
func runtimeFolders() []string {
	own := fmt.Sprintf("heed-%d", os.Getuid())
	var bases []string
	if _, err := os.Stat(xdg.RuntimeDir); err == nil {
		bases = append(bases, filepath.Join(xdg.RuntimeDir, "heed"))
	}
	return append(bases, filepath.Join(os.TempDir(), own), filepath.Join("/tmp", own))
}

// private makes a folder for this user alone, or finds that it is one.
func private(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return ours(dir)
}

// ours finds that a folder is this user's alone.
func ours(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || info.Mode().Perm() != 0o700 || int(st.Uid) != os.Getuid() {
		return ErrUnsafe
	}
	return nil
}

// Listen binds the socket of a folder that the caller owns: what lies at its path is left
// over from somebody who does not any more.
func Listen(dir string) (net.Listener, error) {
	path, err := Socket(dir)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	l, err := new(net.ListenConfig).Listen(context.Background(), "unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// Dial connects to the owner of a folder: at the socket that the folder's lock tells of,
// else where it would be by this process's own environment.
func Dial(ctx context.Context, dir string) (net.Conn, error) {
	path := told(dir)
	if path != "" {
		if err := ours(filepath.Dir(path)); err != nil {
			return nil, err
		}
	} else {
		var err error
		if path, err = Socket(dir); err != nil {
			return nil, err
		}
	}
	var d net.Dialer
	return d.DialContext(ctx, "unix", path)
}
