package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/home"
	"github.com/heed-desk/heed/internal/text"
)

const (
	mostRead  = 20_000 // entries of a folder that are looked at
	mostShown = 200    // and that are listed
	batch     = 512
)

// Look lists what a path that is being typed can go on to. A folder of very many files is read in part only. What
// begins with a dot is listed once a dot is typed.
func (f *Files) Look(ctx context.Context, typed string) (desk.Paths, error) {
	found := desk.Paths{Typed: typed}
	base, begun := "", typed
	if i := strings.LastIndexByte(typed, '/'); i >= 0 {
		base, begun = typed[:i+1], typed[i+1:]
	} else if strings.HasPrefix(typed, "~") {
		base, begun = typed+"/", ""
	}
	at, err := home.Long(base)
	if err != nil {
		return found, trouble(err)
	}
	dir, err := os.Open(at)
	if err != nil {
		return found, trouble(err)
	}
	defer func() { _ = dir.Close() }() // it was only read
	for read := 0; ; {
		all, err := dir.ReadDir(batch)
		for _, e := range all {
			if p, ok := entry(dir.Name(), base, begun, e); ok {
				found.All = append(found.All, p)
			}
		}
		read += len(all)
		switch {
		case ctx.Err() != nil:
			return found, ctx.Err()
		case errors.Is(err, io.EOF) || err == nil && len(all) == 0:
			return shown(found, begun), nil
		case err != nil:
			return found, trouble(err)
		case read >= mostRead || len(found.All) > 10*mostShown:
			found.More = true
			return shown(found, begun), nil
		}
	}
}

// entry is one of a folder that fits what was typed and can be chosen.
func entry(dir, base, begun string, e fs.DirEntry) (desk.Path, bool) {
	name := e.Name()
	if !startsWith(name, begun) || strings.HasPrefix(name, ".") && !strings.HasPrefix(begun, ".") || !typeable(name) {
		return desk.Path{}, false
	}
	info, err := os.Stat(filepath.Join(dir, name)) // through a link: it is where it leads
	if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
		return desk.Path{}, false
	}
	p := desk.Path{Typed: base + name, Name: desk.Foreign(name), Folder: info.IsDir(), Size: info.Size()}
	if p.Folder {
		p.Typed += "/"
	}
	return p, true
}

// typeable reports whether a name can stand in a field as it is, but for accents that may stand
// apart from their letters, as some disks write them.
func typeable(name string) bool { return text.PasteLine(name) == norm.NFC.String(name) }

// startsWith reports whether a name begins with what was typed, in whatever case.
func startsWith(name, begun string) bool {
	return len(name) >= len(begun) && strings.EqualFold(name[:len(begun)], begun)
}

// shown puts folders first and what was typed exactly before them, and cuts what nobody reads.
func shown(found desk.Paths, begun string) desk.Paths {
	slices.SortFunc(found.All, func(a, b desk.Path) int {
		switch an, bn := named(a, begun), named(b, begun); {
		case an != bn:
			return order(an)
		case a.Folder != b.Folder:
			return order(a.Folder)
		}
		return strings.Compare(strings.ToLower(a.Typed), strings.ToLower(b.Typed))
	})
	if len(found.All) > mostShown {
		found.All, found.More = found.All[:mostShown], true
	}
	return found
}

func named(p desk.Path, begun string) bool {
	return begun != "" && strings.HasSuffix(strings.TrimSuffix(p.Typed, "/"), "/"+begun) || p.Typed == begun
}

func order(first bool) int {
	if first {
		return -1
	}
	return 1
}
