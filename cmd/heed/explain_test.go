package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/attach"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

func TestASocketThatIsNotThereIsNoTroubleOfTheDisk(t *testing.T) {
	var d net.Dialer
	_, refused := d.DialContext(t.Context(), "unix", filepath.Join(t.TempDir(), "nobody"))
	if !errors.Is(refused, fs.ErrNotExist) {
		t.Fatalf("got %v", refused)
	}
	for name, err := range map[string]error{
		"the desk's": fmt.Errorf("who is it: %w", &desk.Temporary{Err: refused}),
		"the wire":   &desk.Temporary{Err: syscall.EIO},
	} {
		if f := explain(err); f.Exit != pipe.Later || f.Key != "pipe.offline" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if f := explain(refused); strings.HasPrefix(f.Key, "cli.disk") {
		t.Errorf("a socket: %+v", f)
	}
}

// TestASignInSaysWhatIsWrongWithACertificate asks what heed login asks, and what the first screen does.
func TestASignInSaysWhatIsWrongWithACertificate(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	a := newApp()
	_, err := station.Who(t.Context(), server.URL, "heed_agent_x")
	f := explain(err)
	said := a.sentence(f)
	if f.Exit != pipe.Later || f.Key != "pipe.untrusted" || f.Why != desk.AwayUnknownIssuer || !strings.Contains(said, "certificate") || strings.Contains(said, "later") {
		t.Errorf("%+v says %q", f, said)
	}
	if found := (looks{a}).Served(t.Context(), server.URL, "heed_agent_x"); found.OK || found.Name || found.Said != said {
		t.Errorf("the first screen says %+v", found)
	}
	for _, why := range []desk.Away{desk.AwayNoTrust, desk.AwayUnknownIssuer, desk.AwayOtherName, desk.AwayExpired} {
		f := explain(&desk.Temporary{Err: errors.New("made up"), Why: why})
		if s := a.sentence(f); f.Key != "pipe.untrusted" || !strings.Contains(s, "certificate") || strings.Contains(s, "later") {
			t.Errorf("%s says %q", why, s)
		}
	}
}

func TestWhateverGoesWrongIsAWholeSentence(t *testing.T) {
	a := newApp()
	for _, err := range []error{
		syscall.ENOSPC, syscall.EROFS, syscall.EIO, syscall.ENOTDIR, syscall.ENAMETOOLONG, fs.ErrPermission, fs.ErrNotExist,
		&profile.Busy{PID: 7}, profile.ErrNone, profile.ErrUnsafe, station.ErrAddress, station.ErrToken, fmt.Errorf("%w: %w", station.ErrAddress, client.ErrPort), station.ErrOtherAgent,
		attach.ErrGone, attach.ErrOtherVersion, desk.ErrNotADesk, desk.ErrUnauthorized, desk.ErrAmbiguous,
		desk.Refuse(desk.NewerMessage, desk.CustomerSide, 9), errors.New("made up"),
	} {
		f := explain(err)
		if s := a.sentence(f); f.Exit == pipe.OK || !strings.HasSuffix(s, ".") || strings.ContainsAny(s, "{}") {
			t.Errorf("%v ends with %d and says %q", err, f.Exit, s)
		}
	}
}
