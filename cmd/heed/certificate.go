package main

import (
	"crypto/tls"
	"errors"
	"os"
	"sync"
	"time"

	"github.com/heed-desk/heed/internal/disk"
)

// certificate is what a server proves who it is with. Certificates are renewed every few weeks,
// by a program that knows nothing of heed: the files are read again where they have changed.
type certificate struct {
	cert, key string

	mu     sync.Mutex
	pair   *tls.Certificate
	of     [2]time.Time // when the files were written that it was read from
	looked time.Time
}

// certificateLooks is how often the files are looked at, at most.
const certificateLooks = time.Minute

// mostCertificate is how long a file of certificates or with a key may be.
const mostCertificate = 1 << 20

// read reads the files. What cannot be read takes nothing's place.
func (c *certificate) read() error {
	of, err := c.written()
	if err != nil {
		return err
	}
	cert, err := disk.ReadFile(c.cert, mostCertificate)
	if err != nil {
		return err
	}
	key, err := disk.ReadFile(c.key, mostCertificate)
	if err != nil {
		return err
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pair, c.of, c.looked = &pair, of, time.Now()
	return nil
}

func (c *certificate) written() (at [2]time.Time, err error) {
	for i, path := range []string{c.cert, c.key} {
		info, serr := os.Stat(path)
		if serr != nil {
			err = errors.Join(err, serr)
			continue
		}
		at[i] = info.ModTime()
	}
	return at, err
}

// current is the certificate as it is now. While the files are half written the one before is good,
// and so it is for those who come while they are read.
func (c *certificate) current(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	if was, due := c.looks(); due {
		if of, err := c.written(); err == nil && of != was {
			_ = c.read() // the one before holds until this one can be read
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pair, nil
}

// looks reports whether whoever asks is to look at the files, and when those were written that were read.
func (c *certificate) looks() (was [2]time.Time, due bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) < certificateLooks {
		return was, false
	}
	c.looked = time.Now()
	return c.of, true
}
