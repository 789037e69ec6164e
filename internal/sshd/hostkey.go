package sshd

import (
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/internal/disk"
)

// The files of a host key in a folder. The public one also says that there was a private one.
const (
	HostKeyFile       = "ssh_host_ed25519_key"
	hostKeyPublicFile = HostKeyFile + ".pub"
)

// ErrHostKeyGone says that a folder had a host key and has it no longer. No new one is made in its
// place: whoever has come before would be told of an attack.
var ErrHostKeyGone = errors.New("the SSH host key of this folder is gone")

// ErrBadHostKey says that the file of the host key holds none.
var ErrBadHostKey = errors.New("this is no SSH host key of the type Ed25519, without a passphrase")

// mostKey is more than a file with a key has.
const mostKey = 16 << 10

// HostKey reads the host key of a folder. The first time it makes one. The folder must be this
// process's alone meanwhile. ErrHostKeyGone, ErrBadHostKey.
func HostKey(dir string) (ssh.Signer, error) {
	path, public := filepath.Join(dir, HostKeyFile), filepath.Join(dir, hostKeyPublicFile)
	text, err := disk.ReadFile(path, mostKey)
	if errors.Is(err, fs.ErrNotExist) {
		if had, herr := disk.Exists(public); herr != nil || had {
			return nil, errors.Join(fmt.Errorf("%w: %s", ErrHostKeyGone, path), herr)
		}
		text, err = makeHostKey(path)
	}
	if err != nil {
		return nil, err
	}
	key, err := ssh.ParsePrivateKey(text)
	if err != nil || key.PublicKey().Type() != ssh.KeyAlgoED25519 {
		return nil, fmt.Errorf("%w: %s", ErrBadHostKey, path)
	}
	if had, err := disk.Exists(public); err != nil || had {
		return key, err
	}
	return key, disk.Replace(public, ssh.MarshalAuthorizedKey(key.PublicKey()))
}

// makeHostKey makes a key where there was none.
func makeHostKey(path string) ([]byte, error) {
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, err
	}
	block, err := ssh.MarshalPrivateKey(private, "heed")
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(block)
	return text, disk.Make(path, text)
}

// Fingerprint is how a key is told to people.
func Fingerprint(key ssh.PublicKey) string { return ssh.FingerprintSHA256(key) }
