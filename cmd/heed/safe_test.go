package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// session is a message bus of a desktop session, which serves one machine.
type session struct {
	t    testing.TB
	addr string
}

// busConfig is a bus on which nothing is started that a test has not put there.
const busConfig = `<busconfig>
  <type>session</type>
  <listen>unix:path=%s</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// newSession starts a bus.
func newSession(t testing.TB) *session {
	t.Helper()
	daemon, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("SKIPPED LOUDLY: no dbus-daemon here (package dbus), so no keyring was broken")
	}
	socket := filepath.Join(t.TempDir(), "bus")
	conf := socket + ".conf"
	if err := os.WriteFile(conf, fmt.Appendf(nil, busConfig, socket), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(daemon, "--config-file="+conf, "--nofork", "--nopidfile", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // killed: its status says no more than that
	})
	if _, err := io.ReadFull(out, make([]byte, 1)); err != nil { // it has said where it listens
		t.Fatal(err)
	}
	return &session{t: t, addr: "unix:path=" + socket}
}

// on is a machine with the session's bus.
func (s *session) on(m *machine) *machine {
	other := *m
	other.env = append(m.without("DBUS_SESSION_BUS_ADDRESS"), "DBUS_SESSION_BUS_ADDRESS="+s.addr)
	return &other
}

// without is a machine's environment without a variable.
func (m *machine) without(name string) []string {
	return slices.DeleteFunc(slices.Clone(m.env), func(v string) bool { return strings.HasPrefix(v, name+"=") })
}

// The names of a keyring on a bus.
const (
	secrets     = "org.freedesktop.Secret."
	secretsPath = dbus.ObjectPath("/org/freedesktop/secrets")
	anyPath     = dbus.ObjectPath("/org/freedesktop/secrets/any")
)

// fault is how a safe misbehaves.
type fault string

// The ways.
const (
	sound     fault = ""
	dismissed fault = "locked, and its question is dismissed"
	unasked   fault = "locked, and its question is never answered"
	emptied   fault = "the entry is missing"
	swapped   fault = "the entry is another key"
	scribbled fault = "the entry is no key"
	mute      fault = "never answers"
	failing   fault = "answers each question with an error"
)

// safe is a keyring on a bus, which can be broken.
type safe struct {
	conn *dbus.Conn

	mu    sync.Mutex
	how   fault
	items []*item
	made  int
	shut  chan struct{} // closed in the end: who waits for a mute one is let go
}

// item is an entry.
type item struct {
	path  dbus.ObjectPath
	attrs map[string]string
	value []byte
}

// secret is an entry's secret as it travels.
type secret struct {
	Session     dbus.ObjectPath
	Parameters  []byte
	Value       []byte
	ContentType string
}

// newSafe puts a keyring on a session's bus.
func (s *session) newSafe() *safe {
	s.t.Helper()
	conn, err := dbus.Connect(s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	k := &safe{conn: conn, shut: make(chan struct{})}
	s.t.Cleanup(k.leave)
	for name, methods := range map[string]map[string]any{
		secrets + "Service":    {"OpenSession": k.openSession, "Unlock": k.unlock},
		secrets + "Collection": {"CreateItem": k.createItem, "SearchItems": k.searchItems},
		secrets + "Item":       {"GetSecret": k.getSecret, "Delete": k.deleteItem},
		secrets + "Session":    {"Close": func() *dbus.Error { return nil }},
		secrets + "Prompt":     {"Prompt": k.prompt},
	} {
		if err := conn.ExportSubtreeMethodTable(methods, secretsPath, name); err != nil {
			s.t.Fatal(err)
		}
	}
	if reply, err := conn.RequestName("org.freedesktop.secrets", dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		s.t.Fatal(reply, err)
	}
	return k
}

// leave takes the keyring off the bus.
func (k *safe) leave() {
	k.mu.Lock()
	defer k.mu.Unlock()
	select {
	case <-k.shut:
	default:
		close(k.shut)
		_ = k.conn.Close()
	}
}

// breaks makes the keyring misbehave from now on.
func (k *safe) breaks(how fault) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.how = how
}

// is returns how it misbehaves, once it answers at all.
func (k *safe) is() (fault, *dbus.Error) {
	k.mu.Lock()
	how := k.how
	k.mu.Unlock()
	switch how {
	case mute:
		<-k.shut
		return how, dbus.MakeFailedError(io.ErrClosedPipe)
	case failing:
		return how, dbus.MakeFailedError(io.ErrUnexpectedEOF)
	default:
		return how, nil
	}
}

func (k *safe) openSession(_ string, _ dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	_, err := k.is()
	return dbus.MakeVariant(""), anyPath, err
}

func (k *safe) unlock(paths []dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	how, err := k.is()
	if how == dismissed || how == unasked {
		return []dbus.ObjectPath{}, anyPath, nil
	}
	return paths, "/", err
}

func (k *safe) prompt(_ string) *dbus.Error {
	if how, _ := k.is(); how == dismissed {
		_ = k.conn.Emit(anyPath, secrets+"Prompt.Completed", true, dbus.MakeVariant("")) // who asked may be gone
	}
	return nil
}

func (k *safe) createItem(props map[string]dbus.Variant, s secret, _ bool) (dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	if _, err := k.is(); err != nil {
		return "/", "/", err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	attrs, _ := props[secrets+"Item.Attributes"].Value().(map[string]string)
	k.items = slices.DeleteFunc(k.items, func(i *item) bool { return i.has(attrs) })
	k.made++
	i := &item{path: dbus.ObjectPath(fmt.Sprintf("%s/%d", secretsPath, k.made)), attrs: attrs, value: s.Value}
	k.items = append(k.items, i)
	return i.path, "/", nil
}

func (i *item) has(attrs map[string]string) bool {
	for name, value := range attrs {
		if i.attrs[name] != value {
			return false
		}
	}
	return true
}

func (k *safe) searchItems(attrs map[string]string) ([]dbus.ObjectPath, *dbus.Error) {
	how, err := k.is()
	k.mu.Lock()
	defer k.mu.Unlock()
	found := []dbus.ObjectPath{}
	for _, i := range k.items {
		if i.has(attrs) && how != emptied {
			found = append(found, i.path)
		}
	}
	return found, err
}

func (k *safe) getSecret(msg dbus.Message, _ dbus.ObjectPath) (secret, *dbus.Error) {
	how, err := k.is()
	s := secret{Session: anyPath, Parameters: []byte{}, ContentType: "text/plain"}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, i := range k.items {
		if i.path == msg.Headers[dbus.FieldPath].Value() {
			s.Value = i.value
		}
	}
	switch how {
	case swapped:
		s.Value = bytes.Repeat([]byte("A"), 43)
		s.Value = append(s.Value, '=')
	case scribbled:
		s.Value = []byte("a shopping list")
	default:
	}
	return s, err
}

func (k *safe) deleteItem(msg dbus.Message) (dbus.ObjectPath, *dbus.Error) {
	_, err := k.is()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.items = slices.DeleteFunc(k.items, func(i *item) bool { return i.path == msg.Headers[dbus.FieldPath].Value() })
	return "/", err
}

// held is how many entries there are.
func (k *safe) held() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.items)
}
