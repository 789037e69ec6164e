package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"sync"
)

// Name stands in an index for something that must not be read there.
type Name [16]byte

// Namer makes names: keyed hashes, the same for the same text as long as the key is the same.
// It may be used by any goroutine.
type Namer struct{ macs sync.Pool }

// NewNamer returns the namer of a key.
func NewNamer(key [KeySize]byte) *Namer {
	return &Namer{macs: sync.Pool{New: func() any { return hmac.New(sha256.New, key[:]) }}}
}

// Name returns the name of a text of a kind; texts of two kinds never share one.
func (n *Namer) Name(kind byte, text []byte) Name {
	mac := n.macs.Get().(hash.Hash)
	defer n.macs.Put(mac)
	mac.Reset()
	var sum [sha256.Size]byte
	_, _ = mac.Write([]byte{kind})
	_, _ = mac.Write(text)
	return Name(mac.Sum(sum[:0])[:16])
}
