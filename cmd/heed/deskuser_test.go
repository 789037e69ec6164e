package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/pgtest"
)

// trusting is a client that trusts one certificate.
func trusting(t *testing.T, cert string, versions uint16) *http.Client {
	t.Helper()
	text, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		t.Fatal("no certificate")
	}
	carry := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MaxVersion: versions}}
	t.Cleanup(carry.CloseIdleConnections)
	return &http.Client{Transport: carry}
}

// TestAPersonIsGivenATokenAndThrownOutWhileTheDeskIsServedOverTLS goes the way of somebody who
// runs a desk, each command a process of its own beside the one that serves it.
func TestAPersonIsGivenATokenAndThrownOutWhileTheDeskIsServedOverTLS(t *testing.T) {
	m := newMachine(t)
	cert, key := certified(t, t.TempDir(), "desk")
	dir := filepath.Join(m.home, "shop")
	m.env = append(m.env, "SSL_CERT_FILE="+cert, "HEED_PASSPHRASE=correct horse")
	s := m.serve(dir, m.own(), "--tls-cert", cert, "--tls-key", key)
	if !strings.HasPrefix(s.url, "https://") {
		t.Fatal(s.url)
	}
	desk := []string{"--desk", dir}
	user := func(args ...string) string {
		return m.must(append(append([]string{"desk", "user"}, args...), desk...)...)
	}
	user("add", "ann", "--role", "agent", "--group", "billing", "--name", "Ann Lee")
	token := strings.TrimSpace(user("token", "ann", "--label", "laptop"))
	spare := strings.TrimSpace(user("token", "ann", "--label", "spare"))
	if list := user("list"); !strings.Contains(list, "Ann Lee") || !strings.Contains(list, "2 tokens") || strings.Contains(list, token) {
		t.Error(list)
	}
	m.must("login", s.url, "--token", token)
	m.must("sync")

	// A token of hers with which she did nothing but log in, and one that came with the command.
	m.must("login", s.url, "--token", strings.TrimSpace(user("token", "ann", "--label", "desktop")), "--profile", "other")
	if _, said, status := m.run("", "logout", "--yes", "--profile", "other"); status != 0 || strings.Contains(said, "token") {
		t.Errorf("it ended with %d: %s", status, said)
	}
	if one := user("list", "ann"); strings.Contains(one, "desktop") {
		t.Error(one)
	}
	m.must("login", s.url, "--token", spare, "--profile", "given")
	m.with("HEED_TOKEN="+spare).expect(0, "came with the command", "logout", "--yes", "--profile", "given")

	// Another token of hers, by which something goes on.
	listen := func(token string) *http.Response {
		return listens(t, trusting(t, cert, tls.VersionTLS13), s.url, token)
	}
	res := listen(spare)
	lines := bufio.NewScanner(res.Body)
	if !lines.Scan() || res.StatusCode != http.StatusOK {
		t.Fatal(res.Status, lines.Err())
	}

	// She logs out at her laptop: that token is good no longer, the other is.
	m.must("logout", "--yes")
	if one := user("list", "ann"); strings.Contains(one, "laptop") || !strings.Contains(one, "spare") {
		t.Error(one)
	}
	res2 := listen(token)
	if _ = res2.Body.Close(); res2.StatusCode != http.StatusUnauthorized {
		t.Error(res2.Status)
	}

	user("disable", "ann")
	for lines.Scan() {
		continue // until the desk ends it
	}
	if err := res.Body.Close(); err != nil {
		t.Error(err)
	}
	out := m.must(append([]string{"desk", "audit", "--act", "user.disable"}, desk...)...)
	if !strings.Contains(out, "user ann") || strings.Count(out, "\n") != 1 {
		t.Error(out)
	}

	if res, err := trusting(t, cert, tls.VersionTLS12).Get(s.url + "/v1"); err == nil {
		t.Error("it speaks an old TLS", res.Body.Close())
	}
	if res, err := http.Get(strings.Replace(s.url, "https", "http", 1) + "/v1"); err == nil {
		if _ = res.Body.Close(); res.StatusCode < 400 {
			t.Error("it answers without TLS:", res.Status)
		}
	}
	s.stop()
	if list := user("list"); !strings.Contains(list, "disabled") { // and when nobody serves it
		t.Error(list)
	}
}

// TestWhatWasTypedWrongIsAnsweredWithWhatWouldBeRight types options as somebody might guess them.
func TestWhatWasTypedWrongIsAnsweredWithWhatWouldBeRight(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	m.expect(2, "HOST:PORT", "serve", "--desk", dir, "--listen", "38001")
	m.expect(2, "2026-03-01", "desk", "audit", "--desk", dir, "--since", "yesterday")
	m.expect(2, "NUMBER:HASH", "desk", "audit", "--desk", dir, "--expect", "foo")
	m.expect(3, "heed desk user add", "queue", "--desk", dir, "--as", "nobody")
}

// listens opens a stream of hints.
func listens(t *testing.T, with *http.Client, url, token string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/v1/hints", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := with.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestWhoIsDisabledIsThrownOutByEveryServerOfTheDesk disables once by the folder of another
// server, and once by the database alone, past all of them.
func TestWhoIsDisabledIsThrownOutByEveryServerOfTheDesk(t *testing.T) {
	t.Parallel()
	_, store := pgtest.Durable(t)
	m := newMachine(t)
	one := filepath.Join(m.home, "one")
	first, second := m.serve(one, m.own(), "--store", store), m.serve(filepath.Join(m.home, "two"), m.own(), "--store", store)
	for who, at := range map[string]string{"ann": one, "ben": store} {
		m.must("desk", "user", "add", who, "--role", "agent", "--desk", at)
		token := strings.TrimSpace(m.must("desk", "user", "token", who, "--desk", at))
		res := listens(t, http.DefaultClient, second.url, token)
		lines := bufio.NewScanner(res.Body)
		if !lines.Scan() {
			t.Fatal(res.Status, lines.Err())
		}
		m.must("desk", "user", "disable", who, "--desk", at)
		for lines.Scan() {
			continue // until the desk ends it
		}
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
	}
	m.expect(0, "as it was written", "desk", "audit", "--desk", store)
	first.stop()
	second.stop()
	http.DefaultClient.CloseIdleConnections()
}

func TestADeskIsNotServedWhereOthersCouldReadAlong(t *testing.T) {
	m := newMachine(t)
	cert, key := certified(t, t.TempDir(), "desk")
	dir := filepath.Join(m.home, "shop")
	for name, args := range map[string][]string{
		"every address":         {"--listen", "0.0.0.0:0"},
		"every address, unsaid": {"--listen", ":0"},
		"one of another net":    {"--listen", "192.0.2.1:0"},
		"a certificate alone":   {"--listen", "127.0.0.1:0", "--tls-cert", cert},
		"a key alone":           {"--listen", "0.0.0.0:0", "--tls-key", key},
		"the wrong way round":   {"--listen", "127.0.0.1:0", "--tls-cert", key, "--tls-key", cert},
	} {
		if _, errs, status := m.run("", append([]string{"serve", "--desk", dir}, args...)...); status == 0 || !strings.Contains(strings.ToLower(errs), "certificate") && !strings.Contains(errs, "TLS") {
			t.Errorf("%s: %d, %s", name, status, errs)
		}
	}
	m.expect(2, "HOST:PORT", "serve", "--desk", dir, "--listen", "127.0.0.1:99999")
	if _, err := os.Stat(dir); err == nil {
		t.Error("it made a desk all the same")
	}
}

func TestWhatIsWrongWithAnAccountIsSaidInASentence(t *testing.T) {
	m := newMachine(t)
	dir := filepath.Join(m.home, "shop")
	s := m.serve(dir, m.own(), "--as", "boss")
	s.stop()
	secret := filepath.Join(m.home, "id")
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", secret).CombinedOutput(); err != nil {
		t.Skipf("no ssh-keygen here: %v %s", err, out)
	}
	user := func(args ...string) []string { return append(append([]string{"desk", "user"}, args...), "--desk", dir) }
	m.must(user("key", "boss", secret+".pub")...)
	for _, c := range []struct {
		status int
		says   string
		args   []string
	}{
		{2, "login name", user("add", "Two Words", "--role", "agent")},
		{2, "which role", user("add", "ann")},
		{2, "which role", user("role", "boss", "king")},
		{6, "only admin", user("role", "boss", "agent")},
		{6, "only admin", user("disable", "boss")},
		{2, "private key", user("key", "boss", secret)},
		{2, "1 to 90 days", user("token", "boss", "--days", "91")},
		{2, "1 to 90 days", user("token", "boss", "--days", "0")},
		{2, "work, read", user("token", "boss", "--scope", "everything")},
		{2, "work, read", user("token", "boss", "--scope", "")},
		{2, "which tokens", user("revoke", "boss")},
		{5, "no token", user("revoke", "boss", "laptop")},
		{5, "no account", user("role", "zoe", "agent")},
		{1, "not in the audit trail", []string{"desk", "audit", "--desk", dir, "--expect", "1:" + strings.Repeat("0", 64)}},
		{2, "--since", []string{"desk", "audit", "--desk", dir, "--since", "yesterday"}},
	} {
		if _, errs, status := m.run("", c.args...); status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("%q: %d, %s", c.args, status, errs)
		}
	}
}

func TestAnAuditTrailThatSomebodyChangedInTheFileIsFound(t *testing.T) {
	m := newMachine(t)
	dir := filepath.Join(m.home, "shop")
	m.serve(dir, m.own(), "--as", "boss").stop()
	for _, who := range []string{"ann", "ben", "cleo"} {
		m.must("desk", "user", "add", who, "--role", "agent", "--desk", dir)
	}
	audit := []string{"desk", "audit", "--desk", dir}
	_, said, _ := m.run("", audit...)
	last := regexp.MustCompile(`\d+:[0-9a-f]{64}`).FindString(said)
	m.expect(0, "as it was written", append(audit, "--expect", last)...)
	changed := func(statement string) {
		t.Helper()
		db := inFile(dir).open(t)
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	changed(`UPDATE audit SET actor = 'boss' WHERE number = 3`)
	m.expect(1, "not as it was written", audit...)
	changed(`UPDATE audit SET actor = 'system' WHERE number = 3`)
	m.expect(0, "as it was written", audit...)
	changed(`UPDATE audit SET number = number + 100 WHERE number > 3`)
	m.expect(1, "not as it was written", audit...)
	changed(`UPDATE audit SET number = number - 100 WHERE number > 3`)
	changed(`DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)`)
	m.expect(0, "as it was written", audit...) // nobody can see that who has but the trail
	m.expect(1, "not in the audit trail", append(audit, "--expect", last)...)
}
