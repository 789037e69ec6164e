package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/tui/tuitest"
)

// strangersShop is a desk on which everything that an import can hold is a payload, one of each
// class a ticket.
func (m *machine) strangersShop() []hostile.Payload {
	m.t.Helper()
	m.env = append(m.env, "HEED_PASSPHRASE="+passphrase)
	all := hostile.OfEach(1)
	var lines strings.Builder
	for i, p := range all {
		say := "Say " + p.Text
		record := map[string]any{
			"id": strconv.Itoa(i), "number": 4001 + i, "subject": say,
			"customer": map[string]any{
				"id": fmt.Sprint("c", i), "name": say, "email": fmt.Sprintf("c%d@mail.example", i), "place": say, "notes": []string{say},
				"orders": []any{map[string]any{"number": say, "status": say, "items": []any{map[string]any{"name": say}}}},
			},
			"messages": []any{map[string]any{"from": "customer", "text": say, "at": 1772443920 + i}},
		}
		b, err := json.Marshal(record)
		if err != nil {
			m.t.Fatal(err)
		}
		lines.Write(append(b, '\n'))
	}
	if err := os.WriteFile(filepath.Join(m.home, "shop.jsonl"), []byte(lines.String()), 0o600); err != nil {
		m.t.Fatal(err)
	}
	m.must("import", "--desk", "shop", "shop.jsonl")
	return all
}

// steers reports whether a terminal takes a rune for more than a letter, or nobody sees it.
func steers(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 || r != 0x200c && r != 0x200d && r != 0xfe0f &&
		unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point)
}

// TestWhatStrangersWroteComesOutOfTheBuiltProgramAsLetters asks every command for it, and goes
// through the workstation with it in a real terminal: each byte is held against what heed
// sends.
func TestWhatStrangersWroteComesOutOfTheBuiltProgramAsLetters(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	c := promise.Counting(t, promise.Hostile)
	all := m.strangersShop()
	bytes := 0
	tame := func(what, said string) {
		t.Helper()
		bytes += len(said)
		c.Run(1)
		if at := strings.IndexFunc(said, steers); at >= 0 {
			c.Violation()
			t.Errorf("%s says %.60q", what, said[at:])
		}
	}
	commands := [][]string{
		{"queue", "--view", "all"}, {"queue", "--view", "all", "--json"}, {"search", "say"}, {"search", "say", "--json"}, {"outbox"}, {"outbox", "--json"}, {"doctor"}, {"sync"},
	}
	for i := range all {
		number := strconv.Itoa(4001 + i)
		commands = append(commands, append([]string{"show", number}, [][]string{nil, {"--json"}}[i%2]...))
	}
	for i, p := range all {
		if i%13 == 6 && !strings.ContainsRune(p.Text, 0) {
			commands = append(commands, []string{"reply", strconv.Itoa(4001 + i), "--text", "Say " + p.Text}, []string{"search", p.Text}, []string{"set", strconv.Itoa(4001 + i), "+" + p.Text})
		}
	}
	for _, args := range commands {
		out, errs, status := m.run("", append(args, "--desk", "shop")...)
		tame(fmt.Sprintf("%q, which ended with %d,", args, status), out+errs)
	}
	for _, how := range [][]string{{"--desk", "shop", "--theme", "dark", "--log", "seat.log"}, {"--desk", "shop", "--linear", "--log", "seat.log"}} {
		bytes += m.visits(c, len(all), how)
	}
	for _, pattern := range []string{"seat.log", "state/heed/crash*"} {
		files, err := filepath.Glob(filepath.Join(m.home, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tame(name, string(b))
			if strings.Contains(string(b), "pwned") || strings.Contains(string(b), "evil.example") {
				t.Errorf("%s has what somebody wrote in it", name)
			}
		}
	}
	if info, err := os.Stat(filepath.Join(m.home, "seat.log")); err != nil || info.Size() == 0 {
		t.Errorf("nothing was written down: %v", err)
	}
	c.Figure("%d commands, %d bytes held against the list", len(commands), bytes)
}

// visits goes through the workstation and holds what the terminal got.
func (m *machine) visits(c *promise.Count, tickets int, how []string) (bytes int) {
	m.t.Helper()
	seat := m.sit(how...)
	seat.sees("Say|say")
	keys := []string{"\r", "i", "\x1b", "\x1b"}
	for range tickets {
		keys = append(keys, "j")
	}
	keys = append(keys, "r", "\x1b", "p", "\x1b", "Y", "\r", "/", "s", "a", "y", "\x1b", ":", "\x1b", "?", "\x1b")
	for _, k := range keys {
		seat.send(k)
		if k == "\x1b" || k == "\r" || k == "i" || k == "/" { // a screen opens or closes
			if err := seat.Quiet(150*time.Millisecond, patience); err != nil {
				m.t.Fatal(err)
			}
		}
	}
	if err := seat.Quiet(300*time.Millisecond, patience); err != nil {
		m.t.Fatal(err)
	}
	if err := syscall.Kill(seat.Pid(), syscall.SIGTERM); err != nil { // of what is killed the last picture may be half
		m.t.Fatal(err)
	}
	seat.ends(0)
	wire := seat.Wire()
	c.Runs(len(keys), len(keys))
	var err error
	if strings.Contains(strings.Join(how, " "), "linear") {
		err = new(tuitest.Heard).Write(wire)
	} else {
		_, err = tuitest.Read(wire)
	}
	if err != nil {
		c.Violation()
		m.t.Errorf("%v: %v", how, err)
	}
	return len(wire)
}
