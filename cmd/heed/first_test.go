package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// firstRun is somebody who starts heed for the first time, and counts the keys.
type firstRun struct {
	*seat
	keys int
}

// begins starts heed on a machine where nothing is set up.
func (m *machine) begins() *firstRun {
	m.t.Helper()
	return &firstRun{seat: m.sit()}
}

// types presses keys one by one and looks for what they lead to.
func (f *firstRun) types(keys, leads string) {
	f.t.Helper()
	f.keys += utf8.RuneCountInString(strings.NewReplacer("\x1b[B", "↓", "\x1b[A", "↑").Replace(keys))
	f.send(keys)
	f.sees(leads)
}

// pastes is one key: that of the terminal.
func (f *firstRun) pastes(words, leads string) {
	f.t.Helper()
	f.keys++
	f.send("\x1b[200~" + words + "\x1b[201~")
	f.sees(leads)
}

// perKey is a slow hand, and a look at each of the first run's few pages.
const perKey, perPage = 300 * time.Millisecond, 5 * time.Second

// took says how many keys and how much time a first run takes: heed's own, and that of a
// slow hand.
func (f *firstRun) took(pages int) {
	f.t.Helper()
	own := time.Since(f.Started).Round(10 * time.Millisecond)
	hands := time.Duration(f.keys)*perKey + time.Duration(pages)*perPage
	f.t.Logf("%d keys; %v of heed's own, %v with a slow hand and %d pages read", f.keys, own, (hands + own).Round(time.Second), pages)
	if hands >= time.Minute {
		f.t.Errorf("%d keys and %d pages take more than a minute", f.keys, pages)
	}
}

func TestTheFirstRunLeadsIntoTheDemo(t *testing.T) {
	m := newMachine(t)
	f := m.begins()
	f.sees("What do you want to work at")
	f.types("\r", "Colours and keys")
	f.types("\r", "mine [0-9]+ .*unassigned [0-9]+")
	f.took(2)
	f.leaves()
	if _, err := os.Stat(filepath.Join(m.home, ".config", "heed")); !os.IsNotExist(err) {
		t.Errorf("looking at the demo has left settings: %v", err)
	}
}

func TestTheFirstRunFoundsADeskOfOnesOwnAndTheNextStartOpensIt(t *testing.T) {
	m := newMachine(t)
	m.env = append(m.env, "HEED_PASSPHRASE=correct horse")
	f := m.begins()
	f.sees("What do you want to work at")
	f.types("\x1b[B\x1b[B\r", "A new desk is made there.")
	f.types("\r", "your name +")
	f.types("Mia Kovacs", "it is yours: Mia Kovacs .miakovacs.")
	f.types("\r", "Colours and keys")
	f.types("\x1b[B\x1b[B", "› ?light|light")
	f.types("\t\x1b[B", "vim")
	f.types("\r", "Nothing is waiting|mine 0")
	f.took(3)
	f.send("ZZ") // as in vim
	f.ends(0)
	settings, err := os.ReadFile(filepath.Join(m.home, ".config", "heed", "config.toml"))
	want := "desk = \"" + filepath.Join(m.home, "desk") + "\"\ntheme = \"light\"\nkeymap = \"vim\"\n"
	if err != nil || string(settings) != want {
		t.Errorf("config.toml says %q, %v", settings, err)
	}
	again := m.sit()
	again.sees("mine 0")
	again.send("ZZ")
	again.ends(0)
	if out := m.must("config"); !strings.Contains(out, "vim") {
		t.Errorf("heed config says\n%s", out)
	}
}

func TestTheFirstRunSaysWhatIsWrongWithAnAddressOrATokenAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.env = append(m.env, "HEED_PASSPHRASE=correct horse")
	s := m.serve(filepath.Join(m.home, "elsewhere"), m.own())
	defer s.stop()
	f := m.begins()
	f.sees("What do you want to work at")
	f.send("\x1b[B\r")
	f.sees("Its address and your token")
	f.send("127.0.0.1")
	f.sees("not the address of a desk")
	f.send(strings.Repeat("\x7f", 9) + "http://127.0.0.1:9")
	f.sees("Nothing answers")
	f.send("\x1b") // one step back, and on again: it is still there
	f.sees("What do you want to work at")
	if strings.Contains(f.Screen(), "This is the first page") {
		t.Errorf("a step back says\n%s", f.Screen())
	}
	f.send("\r")
	f.sees("http://127.0.0.1:9")
	f.send(strings.Repeat("\x7f", 18) + s.url)
	f.sees("A desk of heed answers there. Now your token.")
	f.send("\r")
	f.send("\x1b[200~ " + s.token[:20] + "\n\x1b[201~")
	f.sees("does not know this token")
	if strings.Contains(f.Screen(), s.token[:20]) {
		t.Errorf("the token can be read\n%s", f.Screen())
	}
	f.send("\r") // it looks again, and leads nowhere
	f.sees("does not know this token")
	f.send("\x1b[200~" + s.token[20:] + "\x1b[201~")
	f.sees("✓ .* knows you as owner")
	f.send("\r")
	f.sees("Colours and keys")
	f.send("\r")
	f.sees("mine 0")
	f.leaves()
}

func TestTheFirstRunToADeskElsewhereTakesLessThanAMinute(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.env = append(m.env, "HEED_PASSPHRASE=correct horse")
	s := m.serve(filepath.Join(m.home, "elsewhere"), m.own())
	defer s.stop()
	f := m.begins()
	f.sees("What do you want to work at")
	f.types("\x1b[B\r", "Its address and your token")
	f.types(s.url, "Now your token")
	f.types("\r", regexp.QuoteMeta("token"))
	f.pastes(s.token, "knows you as")
	f.types("\r", "Colours and keys")
	f.types("\r", "mine 0")
	f.took(3)
	f.leaves()
	if out := m.must("queue"); strings.Contains(out, "There is no desk") {
		t.Errorf("the next command knows no desk: %s", out)
	}
}

func TestWithoutATerminalTheFirstRunIsASentenceAndAnExitStatus(t *testing.T) {
	m := newMachine(t)
	_, errs, status := m.run("")
	if status != 5 || !strings.Contains(errs, "There is no desk to work at yet. Try heed demo") {
		t.Errorf("it ended with %d: %s", status, errs)
	}
}
