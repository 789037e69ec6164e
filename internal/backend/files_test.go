package backend_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// fileOf is a file of these bytes, as a message names it.
func fileOf(name, text string) desk.Attachment {
	return desk.Attachment{ID: sha256.Sum256([]byte(text)), Name: desk.Foreign(name), Type: "text/plain", Size: int64(len(text))}
}

// opening is a source that can be read as often as it is wanted.
func opening(text string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
}

// lineOf is the line of another agent.
func (b *bench) lineOf(t testing.TB, who desk.AgentID) *client.Line {
	t.Helper()
	line, err := client.New(client.Options{URL: "http://localhost", Transport: b.server.Transport(who)})
	if err != nil {
		t.Fatal(err)
	}
	return line
}

// fetched reads a file over a line.
func fetched(ctx context.Context, line *client.Line, f desk.Attachment) (string, error) {
	var all bytes.Buffer
	err := line.Download(ctx, f, func(b []byte) error { _, err := all.Write(b); return err })
	return all.String(), err
}

// lying are the names of all files in a desk's folder of attachments.
func lying(t testing.TB, dir string) (names []string) {
	t.Helper()
	if backend.OnPostgres() {
		return backend.Lying(t, dir)
	}
	err := filepath.WalkDir(filepath.Join(dir, backend.FilesFolder), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, d.Name())
			if info, serr := d.Info(); serr != nil || info.Mode() != 0o600 {
				t.Errorf("%s: %v, %v", path, info.Mode(), serr)
			}
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return names
}

func TestAReplyWithAFileIsReadByEverybodyWhoSeesItsTicket(t *testing.T) {
	b := newBench(t)
	for name, line := range map[string]*client.Line{"in process": b.line, "over a socket": b.overSocket(t)} {
		k := b.ticket(t, "where is it")
		text := strings.Repeat(name+", page by page\n", 9000)
		f := fileOf("receipt.txt", text)
		if err := line.Upload(t.Context(), f, opening(text)); err != nil {
			t.Fatal(name, err)
		}
		if _, err := fetched(t.Context(), b.lineOf(t, "ben"), f); !errors.Is(err, desk.ErrNotFound) {
			t.Errorf("%s: ben reads what ann has not sent: %v", name, err)
		}
		op := by(k, desk.Reply{Text: desk.Foreign("here it is"), Attachments: []desk.Attachment{f}})
		v, err := line.Apply(t.Context(), op)
		if err != nil || v.Outcome != desk.Applied || len(v.Messages) == 0 || len(v.Messages[0].Attachments) != 1 {
			t.Fatal(name, v, err)
		}
		for _, who := range []desk.AgentID{"ann", "ben"} {
			if got, err := fetched(t.Context(), b.lineOf(t, who), f); err != nil || got != text {
				t.Errorf("%s: %s reads %d bytes, %v", name, who, len(got), err)
			}
		}
		if got, err := fetched(t.Context(), line, f); err != nil || got != text {
			t.Errorf("%s: %d bytes came back, %v", name, len(got), err)
		}
	}
}

func TestAnOperationWhoseFileIsMissingIsWelcomeOnceItIsThere(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "where is it")
	f := fileOf("receipt.txt", "94.80")
	op := by(k, desk.Reply{Text: desk.Foreign("here it is"), Attachments: []desk.Attachment{f}})
	if v, err := b.line.Apply(t.Context(), op); !errors.Is(err, desk.ErrNoFile) {
		t.Fatal(v, err)
	}
	if _, err := b.line.Lookup(t.Context(), op.ID); !errors.Is(err, desk.ErrNotFound) {
		t.Error("something was noted of it:", err)
	}
	if err := b.lineOf(t, "ben").Upload(t.Context(), f, opening("94.80")); err != nil {
		t.Fatal(err)
	}
	if _, err := b.line.Apply(t.Context(), op); !errors.Is(err, desk.ErrNoFile) {
		t.Error("ann sends what only ben brought along:", err)
	}
	for range 2 { // twice is once
		if err := b.line.Upload(t.Context(), f, opening("94.80")); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if v, err := b.line.Apply(t.Context(), op); err != nil || v.Outcome != desk.Applied {
			t.Fatal(v, err)
		}
	}
	if page := b.thread(t, k.ID); len(page.Tickets) != 1 || countFiles(page.Messages) != 1 {
		t.Errorf("%d files in the thread", countFiles(page.Messages))
	}
}

func countFiles(all []desk.Message) (n int) {
	for _, m := range all {
		n += len(m.Attachments)
	}
	return n
}

func TestAFileThatNamesAnotherSizeIsRefused(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "where is it")
	f := fileOf("receipt.txt", "94.80")
	if err := b.line.Upload(t.Context(), f, opening("94.80")); err != nil {
		t.Fatal(err)
	}
	f.Size++
	v := b.do(t, by(k, desk.Note{Text: desk.Foreign("look"), Attachments: []desk.Attachment{f}}))
	if v.Outcome != desk.Refused || v.Problem.Code != desk.BadValue {
		t.Error(v.Outcome, v.Problem)
	}
}

func TestWhatIsNoFileOrNotTheOneAnnouncedIsTurnedAwayAndLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	token := b.token(t, "ann", 0)
	hash := fileOf("", "94.80").ID.String()
	for name, c := range map[string]struct {
		body   string
		header []string
		status int
		code   api.Code
	}{
		"another hash": {"94.81", []string{"Content-Type", api.TypeFile, api.HeaderFile, hash}, http.StatusUnprocessableEntity, api.WrongHash},
		"no hash":      {"94.80", []string{"Content-Type", api.TypeFile, api.HeaderFile, "../../etc/passwd"}, http.StatusBadRequest, api.BadRequest},
		"upper case":   {"94.80", []string{"Content-Type", api.TypeFile, api.HeaderFile, strings.ToUpper(hash)}, http.StatusBadRequest, api.BadRequest},
		"empty":        {"", []string{"Content-Type", api.TypeFile}, http.StatusUnprocessableEntity, api.BadRequest},
		"a page":       {"<html>", []string{"Content-Type", "text/html"}, http.StatusUnsupportedMediaType, api.BadType},
		"packed":       {"94.80", []string{"Content-Type", api.TypeFile, "Content-Encoding", "gzip"}, http.StatusUnsupportedMediaType, api.BadType},
		"too large":    {strings.Repeat("x", desk.MaxFile+1), []string{"Content-Type", api.TypeFile}, http.StatusRequestEntityTooLarge, api.TooLarge},
	} {
		status, p, _ := b.asks(t, http.MethodPost, api.Files, token, c.body, c.header...)
		if status != c.status || p.Code != c.code {
			t.Errorf("%s: %d %s", name, status, p.Code)
		}
	}
	if status, p, _ := b.asks(t, http.MethodPost, api.Files, "", "94.80", "Content-Type", api.TypeFile); status != http.StatusUnauthorized {
		t.Error("without a token:", status, p.Code)
	}
	if left := lying(t, dir); len(left) > 0 {
		t.Error("left behind:", left)
	}
}

func TestNoNameLeadsOutOfTheFolderOfFiles(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	for _, name := range []string{"..%2f..%2fdesk.db", "%2e%2e", "..%5cdesk.db", "/etc/passwd", strings.Repeat("0", 64), strings.Repeat("A", 64), "x\x00", ""} {
		req := api.File + strings.ReplaceAll(name, "\x00", "%00")
		if status, _, _ := b.asks(t, http.MethodGet, req, token, ""); status == http.StatusOK {
			t.Errorf("%q was handed out", name)
		}
	}
}

func TestAFileIsHandedOutAsBytesThatNoBrowserShows(t *testing.T) {
	b := newBench(t)
	f := fileOf("page.html", "<script>alert(1)</script>")
	if err := b.line.Upload(t.Context(), f, opening("<script>alert(1)</script>")); err != nil {
		t.Fatal(err)
	}
	status, _, h := b.asks(t, http.MethodGet, api.File+f.ID.String(), b.token(t, "ann", 0), "")
	if status != http.StatusOK || h.Get("Content-Type") != api.TypeFile || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") ||
		h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Security-Policy") == "" || h.Get("Cache-Control") != "no-store" {
		t.Error(status, h)
	}
}

func TestAnUploadThatBreaksOffLeavesNothingAndGoesWholeTheNextTime(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	line := b.overSocket(t)
	text := strings.Repeat("94.80 ", 200_000)
	f := fileOf("receipt.txt", text)
	half := func(end io.Reader) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(text[:len(text)/2]), end)), nil
		}
	}
	if err := line.Upload(t.Context(), f, half(iotest.ErrReader(errors.New("a broken disk")))); !errors.Is(err, desk.ErrNoFile) {
		t.Fatal(err)
	}
	damaged := errors.Join(errors.New("it does not open"), io.EOF)
	if err := line.Upload(t.Context(), f, half(iotest.ErrReader(damaged))); !errors.Is(err, desk.ErrNoFile) {
		t.Fatalf("what is cut off here is tried again for ever: %v", err)
	}
	ctx, pull := context.WithCancel(t.Context())
	var away *desk.Temporary
	if err := line.Upload(ctx, f, half(pulling{pull})); !errors.As(err, &away) {
		t.Fatal(err)
	}
	if err := line.Upload(t.Context(), f, opening(text)); err != nil {
		t.Fatal(err)
	}
	if got, err := fetched(t.Context(), line, f); err != nil || got != text {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if left := lying(t, dir); len(left) != 1 || left[0] != f.ID.String() {
		t.Error(left)
	}
}

// pulling is a source during which the cable is pulled.
type pulling struct{ pull func() }

func (p pulling) Read(b []byte) (int, error) {
	p.pull()
	clear(b)
	return len(b), nil
}

func TestAFileThatNoMessageHasIsDroppedAfterADayAndOneThatIsSentStays(t *testing.T) {
	backend.AboutFiles(t)
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		b := openBench(t, dir)
		k := b.ticket(t, "where is it")
		sent, left := fileOf("a", "sent"), fileOf("b", "left")
		for text, f := range map[string]desk.Attachment{"sent": sent, "left": left} {
			if err := b.line.Upload(t.Context(), f, opening(text)); err != nil {
				t.Fatal(err)
			}
		}
		b.do(t, by(k, desk.Note{Text: desk.Foreign("look"), Attachments: []desk.Attachment{sent}}))
		crashed := filepath.Join(dir, backend.FilesFolder, ".new-crashed")
		if err := os.WriteFile(crashed, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		long := time.Now().Add(-time.Hour)
		if err := os.Chtimes(crashed, long, long); err != nil {
			t.Fatal(err)
		}
		time.Sleep(23 * time.Hour)
		if names := lying(t, dir); len(names) != 3 {
			t.Error("within a day:", names)
		}
		time.Sleep(3 * time.Hour)
		synctest.Wait()
		if names := lying(t, dir); len(names) != 1 || names[0] != sent.ID.String() {
			t.Error("after a day:", names)
		}
		if _, err := fetched(t.Context(), b.line, left); !errors.Is(err, desk.ErrNotFound) {
			t.Error(err)
		}
		if got, err := fetched(t.Context(), b.line, sent); err != nil || got != "sent" {
			t.Error(got, err)
		}
	})
}

func TestAFileWhoseCommitFailedIsSweptAndNoOther(t *testing.T) {
	backend.AboutFiles(t)
	dir := t.TempDir()
	b := openBench(t, dir)
	f := fileOf("receipt.txt", "94.80")
	if err := b.line.Upload(t.Context(), f, opening("94.80")); err != nil {
		t.Fatal(err)
	}
	at := func(name string) string {
		return filepath.Join(dir, backend.FilesFolder, name[:2], name)
	}
	old, young := strings.Repeat("ab", 32), strings.Repeat("cd", 32)
	for _, name := range []string{old, young, "ab-notes"} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(at(name)), 0o700), os.WriteFile(at(name), []byte("94.80"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{old, "ab-notes", f.ID.String()} {
		if err := os.Chtimes(at(name), time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := b.store.Tidy(t.Context()); n != 1 || err != nil {
		t.Errorf("%d are dropped, %v", n, err)
	}
	left := lying(t, dir)
	slices.Sort(left)
	want := []string{f.ID.String(), "ab-notes", young}
	slices.Sort(want)
	if !slices.Equal(left, want) {
		t.Errorf("%v are left, want %v", left, want)
	}
	if got, err := fetched(t.Context(), b.line, f); err != nil || got != "94.80" {
		t.Errorf("%q, %v", got, err)
	}
}
