package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/sshd"
	"github.com/heed-desk/heed/internal/terminal"
)

// keygen makes a key for SSH in a file, and returns its path.
func (m *machine) keygen(name string) string {
	m.t.Helper()
	for _, tool := range []string{"ssh", "ssh-keygen"} {
		if _, err := exec.LookPath(tool); err != nil {
			m.t.Skip("NOT RUN WITH THE REAL CLIENT: there is no ", tool, " (apt-get install openssh-client)")
		}
	}
	path := filepath.Join(m.home, name)
	if out, err := exec.CommandContext(m.t.Context(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path).CombinedOutput(); err != nil {
		m.t.Fatal(err, string(out))
	}
	return path
}

// ssh comes to a desk as somebody with a key, from a terminal, with the host key that its folder tells.
func (m *machine) ssh(dir, at, as, key string) *seat {
	m.t.Helper()
	host, port, err := net.SplitHostPort(at)
	if err != nil {
		m.t.Fatal(err)
	}
	public, err := os.ReadFile(filepath.Join(dir, sshd.HostKeyFile+".pub"))
	if err != nil {
		m.t.Fatal(err)
	}
	known := filepath.Join(m.home, "known_hosts")
	if err := os.WriteFile(known, fmt.Appendf(nil, "[%s]:%s %s", host, port, public), 0o600); err != nil {
		m.t.Fatal(err)
	}
	cmd := exec.CommandContext(m.t.Context(), "ssh", "-F", "none", "-p", port, "-i", key, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes",
		"-o", "UserKnownHostsFile="+known, "-o", "StrictHostKeyChecking=yes", "-o", "SetEnv=LANG=de_DE.UTF-8", as+"@"+host)
	cmd.Env = m.env
	term, err := terminal.Start(cmd, terminal.Size{Cols: 100, Rows: 30})
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { _ = term.Kill() }) // where the test has not ended it
	return &seat{Terminal: term, t: m.t}
}

func TestSomebodyComesToTheDeskBySSHAndIsThrownOut(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	key := m.keygen("key")
	dir, at := m.shop(), m.own()
	m.expect(2, "--ssh", "serve", "--desk", dir, "--ssh-ca", key+".pub")
	m.expect(2, "address", "serve", "--desk", dir, "--ssh", "nowhere")
	m.must("desk", "user", "add", "lea", "--role", "lead", "--name", "Lea Lang", "--desk", dir)
	_, said, status := m.run("", "serve", "--desk", dir, "--listen", m.own(), "--ssh", at)
	if status == 0 || !strings.Contains(said, "heed desk user key") {
		t.Errorf("nobody has a key: %d\n%s", status, said)
	}
	m.must("desk", "user", "key", "lea", key+".pub", "--desk", dir)
	m.must("desk", "user", "add", "kim", "--role", "agent", "--name", "Kim Kern", "--desk", dir)
	kims := m.keygen("kims")
	m.must("desk", "user", "key", "kim", kims+".pub", "--desk", dir)
	m.must("desk", "user", "add", "wall", "--role", "wall", "--name", "Wand", "--desk", dir)
	walls := m.keygen("walls")
	m.must("desk", "user", "key", "wall", walls+".pub", "--desk", dir)
	s := m.serve(dir, m.own(), "--ssh", at)

	lead := m.ssh(dir, at, "lea", key) // the floor, for whoever leads
	lead.sees(`nichts spät|spät:|Offen +\d`)
	lead.sees(`q beenden`)
	lead.send("q")
	lead.ends(0)

	in := m.ssh(dir, at, "kim", kims)
	in.sees(`Kim Kern +im Service`)
	in.sees(`Frei +\d+`)
	if err := in.Resize(terminal.Size{Cols: 60, Rows: 20}); err != nil {
		t.Fatal(err)
	}
	in.send("\x1a") // nothing here stops the server's process
	in.sees(`keine Shell`)
	in.send("\x1b")
	in.ends(0)

	hung := m.ssh(dir, at, "wall", walls)
	hung.sees(`Spät: 2 Tickets`)
	hung.send("jg\r:\x1b") // there is nothing to press
	if err := hung.Resize(terminal.Size{Cols: 160, Rows: 45}); err != nil {
		t.Fatal(err)
	}
	hung.sees(`▀▄`) // words in large type
	hung.sees(`●`)
	hung.send("q")
	hung.ends(0)
	if name := regexp.MustCompile(`Harper|Moore|Aarav|Anderson|Refund|Parcel|owner`).FindString(hung.Wire()); name != "" {
		t.Errorf("the wall showed %q", name)
	}

	out := m.ssh(dir, at, "lea", key)
	out.sees(`Offen +\d`)
	m.must("desk", "user", "disable", "lea", "--desk", dir)
	out.ends(1)
	m.ssh(dir, at, "lea", key).ends(255)
	s.stop()

	trail := m.must("desk", "audit", "--act", "ssh", "--desk", dir)
	for _, want := range []string{"lea  ssh.enter", "lea  ssh.leave", "left", "thrown", "system  ssh.refuse"} {
		if !strings.Contains(trail, want) {
			t.Errorf("%q is not in the trail\n%s", want, trail)
		}
	}
	if err := os.Remove(filepath.Join(dir, sshd.HostKeyFile)); err != nil {
		t.Fatal(err)
	}
	m.expect(1, "host key of this folder is gone", "serve", "--desk", dir, "--listen", m.own(), "--ssh", at)
}
