package client_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
)

func TestWhatIsWrongWithACertificateIsToldApart(t *testing.T) {
	asked := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	known := x509.NewCertPool()
	known.AddCert(server.Certificate())
	for want, c := range map[desk.Away]struct {
		host  string
		knows *x509.CertPool
		at    time.Time
	}{
		desk.AwayUnknownIssuer: {"127.0.0.1", x509.NewCertPool(), time.Time{}},
		desk.AwayOtherName:     {"desk.example", known, time.Time{}},
		desk.AwayExpired:       {"127.0.0.1", known, time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		trust := &tls.Config{RootCAs: c.knows, MinVersion: tls.VersionTLS12}
		if !c.at.IsZero() {
			trust.Time = func() time.Time { return c.at }
		}
		carry := &http.Transport{TLSClientConfig: trust, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
		}}
		defer carry.CloseIdleConnections()
		line, err := client.New(client.Options{URL: "https://" + c.host, Token: "heed_agent_x", Transport: carry})
		if err != nil {
			t.Fatal(err)
		}
		_, err = line.Describe(t.Context())
		var later *desk.Temporary
		if !errors.As(err, &later) || later.Why != want || !later.Why.Untrusted() {
			t.Errorf("%s: it says %v", want, err)
		}
	}
	if asked > 0 {
		t.Errorf("what cannot be trusted was asked %d times", asked)
	}
}
