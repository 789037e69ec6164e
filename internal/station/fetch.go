package station

import (
	"context"
	"errors"
	"io"

	"github.com/heed-desk/heed/desk"
)

// downloader is a line that hands out files.
type downloader interface {
	Download(ctx context.Context, file desk.Attachment, take func([]byte) error) error
}

// Fetch reads a file of a message to its end, piece by piece: from here where it still waits
// to be sent, else from the desk. It is kept nowhere. Nothing of what was taken counts before
// Fetch has returned nil.
func (s *Station) Fetch(ctx context.Context, file desk.Attachment, take func([]byte) error) error {
	from, err := s.Ledger.File(file.ID)
	if err == nil {
		_, err = io.Copy(taker(take), from)
		return errors.Join(err, from.Close())
	}
	line, ok := s.line.(downloader)
	if !ok || !errors.Is(err, desk.ErrNotFound) {
		return err
	}
	return line.Download(ctx, file, take)
}

// taker is a func as an io.Writer.
type taker func([]byte) error

// Write implements io.Writer.
func (t taker) Write(b []byte) (int, error) {
	if err := t(b); err != nil {
		return 0, err
	}
	return len(b), nil
}
