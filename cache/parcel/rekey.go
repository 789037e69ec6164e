package parcel

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// Rekey names the parcels by another key of the store: those that were put here or asked for, and
// the named ones, whichever of the older keys they are named by. Their bytes have keys of their
// own. Done twice it is done once.
func (s *Depot) Rekey(key seal.StoreKey, older []seal.StoreKey, named map[desk.FileID]bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := append([]seal.StoreKey{s.key}, older...)
	s.key, s.names = key, namer(key)
	if s.dir == "" {
		return nil
	}
	for _, from := range before {
		if from == key {
			continue
		}
		for id := range s.there {
			if err := s.rename(id, from); err != nil {
				return err
			}
		}
		for id := range named {
			if err := s.rename(id, from); err != nil {
				return err
			}
		}
	}
	err := disk.SyncFolder(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // no parcel has come yet
	}
	return err
}

// rename gives a parcel that is named by an earlier key the name that it has now.
func (s *Depot) rename(id desk.FileID, from seal.StoreKey) error {
	was, is := nameBy(namer(from), id), s.name(id)
	if err := s.pin(id, filepath.Join(s.dir, was), from); err != nil {
		return err
	}
	err := os.Rename(filepath.Join(s.dir, was), filepath.Join(s.dir, is))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if s.known[was] {
		delete(s.known, was)
		s.known[is] = true
	}
	return err
}

// pin keeps the key of a parcel that an earlier heed sealed with one that is worked out.
func (s *Depot) pin(id desk.FileID, path string, from seal.StoreKey) error {
	f, err := disk.OpenPlain(path, os.O_RDONLY, 0)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, disk.ErrUnsafe) {
		return nil // what is no file is nobody's parcel
	}
	if err != nil {
		return err
	}
	var head [header]byte
	_, err = io.ReadFull(f, head[:])
	short := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	if err = errors.Join(err, f.Close()); err != nil && !short {
		return err
	}
	if _, kept := s.keys.ParcelKey(id); short || kept || string(head[:len(magic)]) != older {
		return nil // a damaged one stays what it is
	}
	return s.keys.KeepParcelKey(id, from.Derive(seal.ForParcels, seal.StoreID(head[len(magic):])))
}
