package logbook_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/logbook"
	"github.com/heed-desk/heed/internal/text/hostile"
)

func TestALogSaysWhatWentWrongAndNoWordOfAnybody(t *testing.T) {
	var out bytes.Buffer
	log := logbook.New(&out)
	for _, err := range []error{
		&desk.Problem{Code: desk.BadTag, Args: []string{"Harper Moore"}},
		&fs.PathError{Op: "open", Path: "/home/harper/mail/refund.txt", Err: fs.ErrPermission},
		&net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8470}, Err: errors.New("connection refused")},
		fmt.Errorf("no agent %q", "Harper Moore"),
		&fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EIO},
		errors.New("~/harper/a and ./harper/b and ../harper/c"),
		errors.New("mail for harper@example.com came back"),
	} {
		log.Warn("not delivered", "err", err, "ticket", desk.Foreign("Harper Moore"), "text", struct{ Words string }{"refund"}, "wait", time.Second)
	}
	got := out.String()
	for _, private := range []string{"Harper", "harper", "refund ", "/home", "mail/", "example"} {
		if strings.Contains(got, private) {
			t.Errorf("%q is in the log:\n%s", private, got)
		}
	}
	for _, said := range []string{"refused: " + string(desk.BadTag), "permission denied", "write …: input/output error", "… and … and …", "connection refused", "127.0.0.1:8470", `"level":"WARN"`} {
		if !strings.Contains(got, said) {
			t.Errorf("%q is not in the log:\n%s", said, got)
		}
	}
}

func TestNoPayloadComesIntoTheLogButAsLetters(t *testing.T) {
	all := append(hostile.Short(), hostile.Data(t)...)
	for _, p := range all {
		var out bytes.Buffer
		log := logbook.New(&out)
		log.Warn("it failed", "err", errors.New("the desk says "+p.Text), "name", p.Text, "of", desk.Foreign(p.Text), "refusal", &desk.Problem{Code: desk.Code(p.Text)})
		log.Warn(p.Text)
		for _, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
			if err := tame(line); err != nil {
				t.Errorf("%s: %v", p.Name, err)
			}
			if !json.Valid([]byte(line)) || len(line) > 16<<10 {
				t.Errorf("%s: a line of %d bytes: %.80q", p.Name, len(line), line)
			}
		}
	}
}

// tame wants nothing but letters that are seen.
func tame(line string) error {
	for _, r := range line {
		if !unicode.IsGraphic(r) && r != 0x200c && r != 0x200d && !unicode.Is(unicode.Co, r) && unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) {
			return fmt.Errorf("%U in %q", r, line)
		}
	}
	return nil
}

func TestALogIsForItsOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "log")
	if err := os.WriteFile(file, []byte("before\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	log, end, err := logbook.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	log.Info("here")
	if err := end.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	b, _ := os.ReadFile(file)
	if err != nil || info.Mode().Perm() != 0o600 || !strings.HasPrefix(string(b), "before\n{") {
		t.Errorf("%v, %v, %q", info.Mode(), err, b)
	}
	if err := os.Symlink(file, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for _, elsewhere := range []string{"link", ".", filepath.Join("no", "folder")} {
		if _, _, err := logbook.Open(filepath.Join(dir, elsewhere)); err == nil {
			t.Errorf("%s was taken for a log", elsewhere)
		}
	}
}

func TestANameInAPathIsNotInTheLog(t *testing.T) {
	var out bytes.Buffer
	log := logbook.New(&out)
	for _, err := range []error{
		&fs.PathError{Op: "open", Path: "/home/anna.schmidt/", Err: syscall.EISDIR},
		&fs.PathError{Op: "open", Path: "/tmp/Kunden Frau Meier/brief.txt", Err: fs.ErrNotExist},
		fmt.Errorf("the journal: %w", &os.LinkError{Op: "rename", Old: "/home/anna.schmidt/outbox.log", New: "/home/anna.schmidt/Frau Meier", Err: syscall.EXDEV}),
		errors.Join(os.NewSyscallError("fsync", syscall.ENOSPC), fmt.Errorf("%w", &fs.PathError{Op: "chmod", Path: "Frau Meier", Err: errors.New("schmidt")})),
	} {
		log.Error("it failed", "err", err, "aside", "/tmp/Kunden Frau Meier/cache.db.corrupt.20260102T150405")
	}
	got := out.String()
	for _, private := range []string{"schmidt", "Meier", "Kunden", "brief", "/home", "/tmp"} {
		if strings.Contains(got, private) {
			t.Errorf("%q is in the log:\n%s", private, got)
		}
	}
	for _, said := range []string{"open …: is a directory", "file does not exist", "the journal: rename …/outbox.log …: invalid cross-device link", "fsync: no space left on device", "chmod …: ", "…/cache.db.corrupt.20260102T150405"} {
		if !strings.Contains(got, said) {
			t.Errorf("%q is not in the log:\n%s", said, got)
		}
	}
}
