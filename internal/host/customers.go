package host

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/profile"
)

// erasedFile lists, in a desk's folder, the customers who were erased: an id a line. A backup that
// was made before knows nothing of that.
const erasedFile = "erased"

// maxErased is the longest such list.
const maxErased = 64 << 20

// ErrBadList says that a file lists no customers who were erased.
var ErrBadList = errors.New("that is no list of customers who were erased")

// pathErase is where the socket of a desk erases a customer.
const pathErase = "/erase"

// Whom finds the customers of a desk who may be meant: see backend.Source.Whom.
func Whom(ctx context.Context, named, typed string) (all []backend.Meant, err error) {
	src, err := peek(ctx, named)
	if err != nil {
		return nil, err
	}
	all, err = src.Whom(ctx, typed)
	return all, errors.Join(err, src.Close())
}

// Export writes everything that a desk holds of a customer into a folder, which is
// made: customer.json, and the attachments in files under their hashes. fs.ErrExist.
func Export(ctx context.Context, named string, who desk.CustomerID, into string) (d backend.Dossier, err error) {
	src, err := peek(ctx, named)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	if err := os.Mkdir(into, 0o700); err != nil {
		return d, err
	}
	d, err = src.Dossier(ctx, who, func(f backend.HeldFile, from io.Reader) error {
		folder := filepath.Join(into, "files")
		if err := disk.MakeFolder(folder); err != nil {
			return err
		}
		out, err := os.OpenFile(filepath.Join(folder, f.ID.String()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = io.Copy(out, from)
		return errors.Join(err, out.Close())
	})
	if err == nil {
		err = writeDossier(filepath.Join(into, "customer.json"), d)
	}
	if err != nil {
		return d, errors.Join(err, os.RemoveAll(into)) // half of it would be taken for all
	}
	return d, nil
}

func writeDossier(path string, d backend.Dossier) error {
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	return disk.Replace(path, append(text, '\n'))
}

// Erase takes a customer out of a desk, in the process that runs it where one does. That it was asked
// for is written down first, in the desk's folder: whoever restores an older backup erases them
// again. A desk that is named by its database has no folder for that, and it stands nowhere but in there.
func Erase(ctx context.Context, named, version string, who desk.CustomerID) (done backend.Erased, err error) {
	if !InDatabase(named) {
		if missing(named) {
			return done, fmt.Errorf("%w: %s", lack(named), named)
		}
		if err := remember(named, who); err != nil {
			return done, err
		}
	}
	return done, at(ctx, named, version, func(ctx context.Context, s *backend.Store) (err error) { done, err = s.Erase(ctx, who); return err },
		pathErase+"?"+url.Values{"who": {who.String()}}.Encode(), &done)
}

// at does something to a desk here or, where another process runs the desk of its folder, has that
// one do it: a path of its socket, and into what it answers is read. ErrNoDesk.
func at(ctx context.Context, named, version string, here func(context.Context, *backend.Store) error, path string, into any) (err error) {
	if InDatabase(named) {
		s, done, err := Hold(ctx, named, false)
		if err != nil {
			return err
		}
		return errors.Join(here(backend.Stewarding(ctx), s), done())
	}
	if missing(named) {
		return fmt.Errorf("%w: %s", lack(named), named)
	}
	d, err := Own(ctx, named, profile.Importing, version)
	var busy *profile.Busy
	if errors.As(err, &busy) && !busy.Stopped {
		d, err = Open(named, profile.Importing, version)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if s := d.Store(); s != nil {
		return here(backend.Stewarding(ctx), s)
	}
	return d.ask(ctx, path, into)
}

// ask has the process that runs the desk do something, and reads what came of it.
func (d *Desk) ask(ctx context.Context, path string, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://desk"+path, http.NoBody)
	if err != nil {
		return err
	}
	res, err := d.lent.RoundTrip(r)
	if err != nil {
		return &desk.Temporary{Err: err}
	}
	defer func() { _ = res.Body.Close() }() // it has been read
	if res.StatusCode != http.StatusOK {
		return &desk.Temporary{Err: errors.New(res.Status), Why: backend.Declined(res)}
	}
	return json.NewDecoder(res.Body).Decode(into)
}

// remember adds customers to the list of a folder.
func remember(dir string, who ...desk.CustomerID) error {
	path := filepath.Join(dir, erasedFile)
	all, err := listed(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	before := len(all)
	for _, id := range who {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	if len(all) == before {
		return nil
	}
	var text strings.Builder
	for _, id := range all {
		_, _ = fmt.Fprintln(&text, id)
	}
	return disk.Replace(path, []byte(text.String()))
}

// listed reads a list. fs.ErrNotExist, ErrBadList.
func listed(path string) (all []desk.CustomerID, err error) {
	text, err := disk.ReadFile(path, maxErased)
	if err != nil {
		return nil, err
	}
	for word := range strings.FieldsSeq(string(text)) {
		var id desk.CustomerID
		if err := id.UnmarshalText([]byte(word)); err != nil {
			return nil, fmt.Errorf("%w: %s", ErrBadList, path)
		}
		all = append(all, id)
	}
	return all, nil
}

// erased are all of whom it is known that they were erased: by the folder's list, by the desk that
// is in the folder, where it can be read, and by a list that is named.
func (r Restoring) erased(ctx context.Context) ([]desk.CustomerID, error) {
	all, err := listed(filepath.Join(r.Dir, erasedFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if src, err := peek(ctx, r.Dir); err == nil {
		some, err := src.ErasedCustomers(ctx)
		if cerr := src.Close(); err == nil && cerr == nil { // a damaged desk is why one restores
			all = append(all, some...)
		}
	}
	if r.Erased != "" {
		some, err := listed(r.Erased)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b desk.CustomerID) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(all), nil
}
