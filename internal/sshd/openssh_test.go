package sshd_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/sshd"
)

// openSSH is the real client with a folder of keys.
type openSSH struct {
	h   *house
	dir string
}

// client is the real ssh; the test is skipped where there is none.
func (h *house) client() *openSSH {
	h.t.Helper()
	for _, tool := range []string{"ssh", "ssh-keygen"} {
		if _, err := exec.LookPath(tool); err != nil {
			h.t.Skip("NOT RUN WITH THE REAL CLIENT: there is no ", tool, " (apt-get install openssh-client)")
		}
	}
	c := &openSSH{h, h.t.TempDir()}
	host, port, _ := strings.Cut(h.at, ":")
	line := fmt.Sprintf("[%s]:%s %s", host, port, ssh.MarshalAuthorizedKey(h.host))
	if err := os.WriteFile(filepath.Join(c.dir, "known_hosts"), []byte(line), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return c
}

func (c *openSSH) path(name string) string { return filepath.Join(c.dir, name) }

// keygen runs ssh-keygen.
func (c *openSSH) keygen(args ...string) {
	c.h.t.Helper()
	if out, err := exec.CommandContext(c.h.t.Context(), "ssh-keygen", args...).CombinedOutput(); err != nil {
		c.h.t.Fatal(err, string(out))
	}
}

// key makes a key, and gives it to an account where one is named.
func (c *openSSH) key(name string, who desk.AgentID, kind ...string) ssh.PublicKey {
	c.h.t.Helper()
	if kind == nil {
		kind = []string{"-t", "ed25519"}
	}
	c.keygen(append([]string{"-q", "-N", "", "-C", "", "-f", c.path(name)}, kind...)...)
	text, err := os.ReadFile(c.path(name) + ".pub")
	if err != nil {
		c.h.t.Fatal(err)
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey(text)
	if err != nil {
		c.h.t.Fatal(err)
	}
	if who != "" {
		c.h.takes(who, key)
	}
	return key
}

// run runs ssh as somebody with a key, with what is typed, and returns all that it wrote.
func (c *openSSH) run(as, key, typed string, args ...string) (string, error) {
	host, port, _ := strings.Cut(c.h.at, ":")
	all := append([]string{
		"-F", "none", "-tt", "-p", port, "-l", as, "-i", c.path(key), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "IdentityAgent=none",
		"-o", "UserKnownHostsFile=" + c.path("known_hosts"), "-o", "StrictHostKeyChecking=yes",
	}, args...)
	cmd := exec.CommandContext(c.h.t.Context(), "ssh", append(all, host)...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	cmd.Stdin = strings.NewReader(typed)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestTheRealClientComesInByItsKey(t *testing.T) {
	h := open(t, quick())
	c := h.client()
	for name, kind := range map[string][]string{
		"ed25519": {"-t", "ed25519"}, "ecdsa": {"-t", "ecdsa", "-b", "384"}, "rsa": {"-t", "rsa", "-b", "2048"},
	} {
		c.key(name, "ann", kind...)
		if saw, err := c.run("ann", name, "hello q"); err != nil || !strings.Contains(saw, "TERM=xterm-256color") || !strings.Contains(saw, "ends: left") {
			t.Errorf("by %s: %v\n%s", name, err, saw)
		}
		if saw, err := c.run("tom", name, "q"); err == nil || !strings.Contains(saw, "Permission denied (publickey)") {
			t.Errorf("by %s as somebody else: %v\n%s", name, err, saw)
		}
	}
	c.key("another", "")
	if saw, err := c.run("ann", "another", "q"); err == nil || !strings.Contains(saw, "Permission denied (publickey)") {
		t.Errorf("by another key: %v\n%s", err, saw)
	}
}

func TestWhoOffersTheKeyOfAnotherIsWhoTheyCanShowToBe(t *testing.T) {
	h := open(t, quick())
	c := h.client()
	c.key("hers", "ann")
	c.key("mine", "tom")
	if err := os.Remove(c.path("hers")); err != nil { // its public half alone is offered first
		t.Fatal(err)
	}
	both := []string{"-i", c.path("mine")}
	if saw, err := c.run("ann", "hers", "q", both...); err == nil {
		t.Errorf("tom is ann\n%s", saw)
	}
	if saw, err := c.run("tom", "hers", "q", both...); err != nil {
		t.Errorf("tom does not come in as tom: %v\n%s", err, saw)
	}
	h.close()
	if h.has("ann ssh.enter") || !h.has("tom ssh.enter") {
		t.Errorf("%q", h.noted())
	}
}

func TestTheRealClientGetsNothingButASession(t *testing.T) {
	h := open(t, quick())
	c := h.client()
	c.key("mine", "ann")
	host, port, _ := strings.Cut(h.at, ":")
	options := []string{
		"-F", "none", "-i", c.path("mine"), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "User=ann", "-o", "IdentityAgent=none",
		"-o", "UserKnownHostsFile=" + c.path("known_hosts"), "-o", "ExitOnForwardFailure=yes",
	}
	for what, cmd := range map[string][]string{
		"exec":          append(append([]string{"ssh", "-p", port}, options...), host, "ls"),
		"subsystem":     append(append([]string{"sftp", "-q", "-P", port}, options...), host),
		"shell":         append(append([]string{"ssh", "-T", "-p", port}, options...), host),
		"tcpip-forward": append(append([]string{"ssh", "-N", "-R", "0:127.0.0.1:1", "-p", port}, options...), host),
		"direct-tcpip":  append(append([]string{"ssh", "-W", "127.0.0.1:1", "-p", port}, options...), host),
	} {
		out, err := exec.CommandContext(t.Context(), cmd[0], cmd[1:]...).CombinedOutput()
		if err == nil {
			t.Errorf("there is %s\n%s", what, out)
		}
	}
	h.close()
	for _, what := range []string{"exec", "subsystem", "shell", "tcpip-forward", "direct-tcpip"} {
		if !h.has("ann ssh.refuse ann " + what) {
			t.Errorf("%s has no line: %q", what, h.noted())
		}
	}
}

func TestACertificateOfTheAuthorityLetsInWhomItNames(t *testing.T) {
	var authority ssh.PublicKey
	h := open(t, quick(), func(o *sshd.Options) {
		o.Vouches = func(by ssh.PublicKey) bool { return bytes.Equal(by.Marshal(), authority.Marshal()) }
	})
	c := h.client()
	authority = c.key("ca", "")
	c.key("other-ca", "")
	h.takes("ann", signer(t).PublicKey())
	for name, sign := range map[string][]string{
		"here":      {"-s", c.path("ca"), "-I", "x", "-n", "ann", "-O", "source-address=127.0.0.0/8"},
		"good":      {"-s", c.path("ca"), "-I", "x", "-n", "ann,tom"},
		"another's": {"-s", c.path("ca"), "-I", "x", "-n", "tom"},
		"of nobody": {"-s", c.path("ca"), "-I", "x"},
		"over":      {"-s", c.path("ca"), "-I", "x", "-n", "ann", "-V", "20200101:20200102"},
		"of a host": {"-s", c.path("ca"), "-I", "x", "-n", "ann", "-h"},
		"forced":    {"-s", c.path("ca"), "-I", "x", "-n", "ann", "-O", "force-command=ls"},
		"elsewhere": {"-s", c.path("ca"), "-I", "x", "-n", "ann", "-O", "source-address=192.0.2.0/24"},
		"no pty":    {"-s", c.path("ca"), "-I", "x", "-n", "ann", "-O", "clear"},
		"stranger":  {"-s", c.path("other-ca"), "-I", "x", "-n", "ann"},
	} {
		file := strings.ReplaceAll(name, " ", "-")
		c.key(file, "")
		c.keygen(append(append([]string{"-q"}, sign...), c.path(file)+".pub")...)
		saw, err := c.run("ann", file, "q", "-o", "CertificateFile="+c.path(file)+"-cert.pub")
		if good := name == "good" || name == "here"; good != (err == nil) {
			t.Errorf("%s: %v\n%s", name, err, saw)
		}
	}
	h.close()
	if !h.has("ann ssh.enter") {
		t.Errorf("%q", h.noted())
	}
}

func TestASessionEndsWithItsCertificate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		h := openOn(t, p, sshd.Limits{}, func(o *sshd.Options) { o.Vouches = func(ssh.PublicKey) bool { return true } })
		key := signer(t)
		h.takes("ann", signer(t).PublicKey())
		cert := &ssh.Certificate{
			Key: key.PublicKey(), CertType: ssh.UserCert, ValidPrincipals: []string{"ann"},
			ValidBefore: uint64(time.Now().Add(time.Minute).Unix()), Permissions: ssh.Permissions{Extensions: map[string]string{"permit-pty": ""}},
		}
		if err := cert.SignCert(rand.Reader, signer(t)); err != nil {
			t.Fatal(err)
		}
		shown, err := ssh.NewCertSigner(cert, key)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		h.sits(h.by(p, "ann", shown), 80, 24).sees(t, "ends: over")
		if was := time.Since(begin); was.Round(time.Second) != time.Minute {
			t.Errorf("after %s", was)
		}
	})
}

// policy names what the server may agree on, for ssh-audit.
const policy = "testdata/ssh-audit.policy"

func TestAnAuditOfTheServerFindsWhatThePolicySays(t *testing.T) {
	h := open(t, quick())
	tool, err := exec.LookPath("ssh-audit")
	if err != nil {
		t.Skip("NOT AUDITED: there is no ssh-audit (apt-get install ssh-audit)")
	}
	host, port, _ := strings.Cut(h.at, ":")
	out, err := exec.CommandContext(t.Context(), tool, "-P", policy, "-p", port, host).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Passed") {
		t.Errorf("%v\n%s", err, out)
	}
	weak := filepath.Join(t.TempDir(), "weak.policy") // that the policy can fail
	text, err := os.ReadFile(policy)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(weak, bytes.Replace(text, []byte("aes256-gcm@openssh.com"), []byte("aes256-cbc"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	var failed *exec.ExitError
	if err := exec.CommandContext(t.Context(), tool, "-P", weak, "-p", port, host).Run(); !errors.As(err, &failed) {
		t.Errorf("another policy passes as well: %v", err)
	}
}
