package sshd_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/internal/sshd"
)

func TestNobodyComesInWithoutAKeyThatIsTheirs(t *testing.T) {
	h := open(t, quick())
	mine, hers, nobodys := signer(t), signer(t), signer(t)
	h.takes("ann", hers.PublicKey())
	h.takes("tom", mine.PublicKey())
	for way, with := range map[string][]ssh.AuthMethod{
		"nothing":   nil,
		"password":  {ssh.Password("heed")},
		"questions": {ssh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil })},
		"another":   {ssh.PublicKeys(nobodys)},
		"my own":    {ssh.PublicKeys(mine)}, // which is tom's
		"a forgery": {ssh.PublicKeys(forged{hers.PublicKey(), mine})},
	} {
		c, err := h.dial("ann", with...)
		if err == nil {
			t.Errorf("%s lets somebody in", way)
			_ = c.Close()
		}
	}
	for _, as := range []string{"", "root", "ANN", "ann ", "system", strings.Repeat("a", 1<<16)} {
		if c, err := h.dial(as, ssh.PublicKeys(hers)); err == nil {
			t.Errorf("ann's key lets her in as %.20q", as)
			_ = c.Close()
		}
	}
}

// forged shows one key and signs with another.
type forged struct {
	shown ssh.PublicKey
	ssh.Signer
}

func (f forged) PublicKey() ssh.PublicKey { return f.shown }

func TestWhoWasNotLetInHasALineInTheTrail(t *testing.T) {
	h := open(t, quick())
	for _, with := range [][]ssh.AuthMethod{{ssh.Password("heed")}, {ssh.PublicKeys(signer(t))}} {
		if _, err := h.dial("ann", with...); err == nil {
			t.Fatal("it lets anybody in")
		}
	}
	h.close()
	if got := h.noted(); !slices.Contains(got, "stranger ssh.refuse ann publickey") || len(got) != 2 {
		t.Errorf("%q", got)
	}
}

// close closes the server, after which everything that was to be noted is.
func (h *house) close() {
	h.t.Helper()
	if err := h.server.Close(); err != nil {
		h.t.Fatal(err)
	}
}

func TestOneSessionWithATerminalIsAllThereIs(t *testing.T) {
	h := open(t, quick())
	asks := map[string]func(c *ssh.Client, s *ssh.Session) error{
		"exec":                       func(_ *ssh.Client, s *ssh.Session) error { return s.Start("ls") },
		"subsystem":                  func(_ *ssh.Client, s *ssh.Session) error { return s.RequestSubsystem("sftp") },
		"shell":                      func(_ *ssh.Client, s *ssh.Session) error { return s.Shell() }, // without a terminal
		"auth-agent-req@openssh.com": requests("auth-agent-req@openssh.com"),
		"x11-req":                    requests("x11-req"),
		"other":                      requests("what is this\x1b[2J"),
		"env":                        func(_ *ssh.Client, s *ssh.Session) error { return s.Setenv("LD_PRELOAD", "/tmp/x") },
		"session":                    func(c *ssh.Client, _ *ssh.Session) error { _, err := c.NewSession(); return err },
		"direct-tcpip":               func(c *ssh.Client, _ *ssh.Session) error { _, err := c.Dial("tcp", "127.0.0.1:1"); return err },
		"direct-streamlocal@openssh.com": func(c *ssh.Client, _ *ssh.Session) error {
			_, err := c.Dial("unix", "/tmp/x")
			return err
		},
		"tcpip-forward": func(c *ssh.Client, _ *ssh.Session) error { _, err := c.Listen("tcp", "127.0.0.1:0"); return err },
		"streamlocal-forward@openssh.com": func(c *ssh.Client, _ *ssh.Session) error {
			_, err := c.ListenUnix("/tmp/x")
			return err
		},
	}
	for what, ask := range asks {
		c := h.comes("ann")
		s, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := ask(c, s); err == nil {
			t.Errorf("there is %s", what)
		}
		_ = c.Close()
	}
	h.close()
	for what := range asks {
		if !slices.Contains(h.noted(), "ann ssh.refuse ann "+what) {
			t.Errorf("%s has no line: %q", what, h.noted())
		}
	}
}

func requests(what string) func(*ssh.Client, *ssh.Session) error {
	return func(_ *ssh.Client, s *ssh.Session) error {
		ok, err := s.SendRequest(what, true, nil)
		if err == nil && !ok {
			err = errors.New("refused")
		}
		return err
	}
}

func TestAnEnvironmentSaysWhatATerminalIsAndNothingElse(t *testing.T) {
	h := open(t, quick())
	s, err := h.comes("ann").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"LANG": "de_AT.UTF-8", "COLORTERM": "truecolor"} {
		if err := s.Setenv(name, value); err != nil {
			t.Error(name, err)
		}
	}
	for name, value := range map[string]string{"TERM": "x", "PATH": "/tmp", "LC_ALL": "C", "EDITOR": "vi", "LANG": "$(reboot)", "COLORTERM": "\x1b[2J"} {
		if err := s.Setenv(name, value); err == nil {
			t.Errorf("%s=%q is taken", name, value)
		}
	}
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.RequestPty("xterm\x1b]0;x\a", 24, 80, nil), s.Shell()); err != nil {
		t.Fatal(err)
	}
	saw := (&seat{s, nil, out}).sees(t, "ready")
	if !strings.Contains(saw, "TERM=vt100,") || !strings.Contains(saw, "LANG=de_AT.UTF-8") || !strings.Contains(saw, "COLORTERM=truecolor") || strings.Count(saw, "=") != 3 {
		t.Errorf("%q", saw)
	}
}

func TestATerminalOfAnySizeIsOneThatCanBeDrawn(t *testing.T) {
	h := open(t, quick())
	s := h.sits(h.comes("ann"), math.MaxInt32, math.MaxInt32)
	s.sees(t, "400x150 ready")
	if err := s.WindowChange(0, 0); err != nil {
		t.Fatal(err)
	}
	s.sees(t, "20x5\r\n")
}

func TestAServerIsNotMadeThatAsksNobodyWhoTheyAre(t *testing.T) {
	key := signer(t)
	full := sshd.Options{
		Accounts: &house{keys: map[string]sshd.Guest{"one": {}}}, HostKey: key, Opens: func(sshd.Guest) sshd.Program { return echo },
		Words: func([]string, sshd.Reason) string { return "" },
	}
	for what, o := range map[string]func(o *sshd.Options){
		"accounts":       func(o *sshd.Options) { o.Accounts = nil },
		"a host key":     func(o *sshd.Options) { o.HostKey = nil },
		"something":      func(o *sshd.Options) { o.Opens = nil },
		"a single key":   func(o *sshd.Options) { o.Accounts = &house{} },
		"words to go by": func(o *sshd.Options) { o.Words = nil },
	} {
		lacks := full
		o(&lacks)
		if _, err := sshd.New(t.Context(), lacks); !errors.Is(err, sshd.ErrOpenToAll) && !errors.Is(err, sshd.ErrNoKeys) {
			t.Errorf("without %s: %v", what, err)
		}
	}
}

// broken are accounts that cannot be read.
type broken struct {
	sshd.Accounts
	why error
}

// KeyOwner implements sshd.Accounts.
func (b broken) KeyOwner(context.Context, ssh.PublicKey) (sshd.Guest, error) {
	return sshd.Guest{}, b.why
}

func TestWhereAccountsCannotBeReadWhoeverRunsTheDeskIsToldAndOfAStrangerTheyAreNot(t *testing.T) {
	for why, told := range map[error]bool{errors.New("the disk is gone"): true, sshd.ErrNobody: false} {
		h := open(t, quick(), func(o *sshd.Options) { o.Accounts = broken{o.Accounts, why} })
		if c, err := h.dial("ann", ssh.PublicKeys(signer(t))); err == nil {
			t.Error("somebody was let in")
			_ = c.Close()
		}
		if got := slices.ContainsFunc(h.noted(), func(l string) bool { return strings.Contains(l, why.Error()) }); got != told {
			t.Errorf("%v is told: %t\n%q", why, got, h.noted())
		}
	}
}

// unread are accounts that cannot be read once somebody has shown their key.
type unread struct {
	sshd.Accounts
	why error
}

// Visit implements sshd.Accounts.
func (u unread) Visit(_ context.Context, g sshd.Guest, _ context.CancelFunc) (sshd.Guest, func(), error) {
	return g, nil, u.why
}

func TestASessionWhoseAccountCannotBeReadHasFailedAndIsNotThrownOut(t *testing.T) {
	h := open(t, quick(), func(o *sshd.Options) { o.Accounts = unread{o.Accounts, errors.New("the disk is gone")} })
	h.sits(h.comes("ann"), 80, 24).sees(t, "ends: failed")
	if !h.has("a session of ann: the disk is gone") {
		t.Errorf("%q", h.noted())
	}
}
