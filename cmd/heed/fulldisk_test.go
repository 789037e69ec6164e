package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// stocks imports tickets of some kilobytes each, the first two of Harper Moore, and returns their file.
func (m *machine) stocks(dir string, n int) (file string) {
	m.t.Helper()
	var lines strings.Builder
	for i := range n {
		who, text := fmt.Sprintf("guest %d", i), strings.Repeat(fmt.Sprintf("It is %d and hums. ", i), 250)
		if i < 2 {
			who, text = "Harper Moore", strings.Repeat(text, 10)
		}
		line, err := json.Marshal(map[string]any{
			"type": "ticket", "id": fmt.Sprintf("s%d", i), "subject": "Lamp", "customer": map[string]string{"id": who, "name": who},
			"messages": []map[string]any{{"from": "customer", "text": text, "at": 1772443920}},
		})
		if err != nil {
			m.t.Fatal(err)
		}
		_, _ = lines.Write(append(line, '\n'))
	}
	file = filepath.Join(m.home, "stock.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		m.t.Fatal(err)
	}
	m.must("import", "--desk", dir, file)
	return file
}

// grows gives a small disk more room.
func grows(t *testing.T, dir, size string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,size="+size, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
}

// TestAFullDiskIsToldByWhatTheCommandLeavesUndone has commands write where there is no room, and once more
// where there is: what they say is left is so, and what they say to do is enough.
func TestAFullDiskIsToldByWhatTheCommandLeavesUndone(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir, small, backup := filepath.Join(m.home, "lamps"), filepath.Join(m.home, "small"), filepath.Join(m.home, "full.backup")
	stock := m.stocks(dir, 200)
	m.must("desk", "backup", "--desk", dir, backup)
	smallDisk(t, small, "64k")
	for _, c := range []struct {
		undone, done string
		args         []string
		rest         bool // of what it began something stays, and is no hindrance
	}{
		{"no backup was made", "it is whole", []string{"desk", "backup", "--desk", dir, filepath.Join(small, "b.backup")}, false},
		{"the backup was not restored", "The desk in", []string{"desk", "restore", "--desk", filepath.Join(small, "restored"), backup}, true},
		{"the copy is not whole", "Copied", []string{"desk", "copy", dir, filepath.Join(small, "copied")}, true},
		{"nothing was handed out", "Everything that this desk holds", []string{"desk", "customer", "export", "--desk", dir, "harper moore", filepath.Join(small, "harper")}, false},
		{"not everything was imported", "tickets", []string{"import", "--desk", filepath.Join(small, "imported"), stock}, true},
	} {
		m.expect(1, "is full, so "+c.undone, c.args...)
		if left, err := os.ReadDir(small); err != nil || len(left) > 0 && !c.rest {
			t.Errorf("%v left %v, %v", c.args, left, err)
		}
		grows(t, small, "64m")
		m.expect(0, c.done, c.args...)
		for _, path := range []string{"b.backup", "restored", "copied", "harper", "imported"} {
			if err := os.RemoveAll(filepath.Join(small, path)); err != nil {
				t.Fatal(err)
			}
		}
		grows(t, small, "64k")
	}
}

// TestADeskOnAFullDiskSaysWhatCannotBeDoneThere gives the commands of whoever runs a desk where there is not even
// the room to open it, and erases somebody where there is room for that and not for clearing the file.
func TestADeskOnAFullDiskSaysWhatCannotBeDoneThere(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	small := filepath.Join(m.home, "small")
	smallDisk(t, small, "64m")
	dir := filepath.Join(small, "lamps")
	m.stocks(dir, 200)
	free := fill(t, small)
	for said, all := range map[string][][]string{
		"so nothing was changed at this desk": {
			{"desk", "user", "add", "tom", "--role", "agent"}, {"desk", "retention", "--tickets", "700"}, {"desk", "customer", "erase", "--yes", "harper moore"},
		},
		"so this desk could not be opened": {{"report"}, {"desk", "audit"}, {"desk", "export"}},
		"so no backup was made":            {{"desk", "backup", filepath.Join(m.home, "b.backup")}},
		"so nothing was handed out":        {{"desk", "customer", "export", "harper moore", filepath.Join(m.home, "harper")}},
		"so the desk was not upgraded":     {{"desk", "upgrade"}},
		"so the desk is not served":        {{"serve"}},
	} {
		for _, args := range all {
			m.expect(1, said, append(args, "--desk", dir)...)
		}
	}
	free()
	desk, err := os.Stat(filepath.Join(dir, "desk.db"))
	if err != nil {
		t.Fatal(err)
	}
	holds(t, small, desk.Size()/2)
	_, errs, status := m.run("", "desk", "customer", "erase", "--yes", "--desk", dir, "harper moore")
	said := "heed desk customer erase --desk " + dir + " "
	_, id, is := strings.Cut(strings.TrimSpace(errs), said)
	if status != 1 || !is || !strings.Contains(errs, "erasing Harper Moore is not finished") {
		t.Fatalf("ended with %d: %s", status, errs)
	}
	m.expect(5, "knows nobody", "desk", "customer", "erase", "--yes", "--desk", dir, "harper moore") // the deletion is done
	if err := os.Remove(filepath.Join(small, "ballast")); err != nil {
		t.Fatal(err)
	}
	m.expect(0, "is erased", "desk", "customer", "erase", "--yes", "--desk", dir, id)
	for _, name := range []string{"desk.db", "desk.db-wal"} {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err == nil && strings.Contains(string(b), "It is 1 and hums. It is 1") {
			t.Error("their words still lie in", name)
		}
	}
}

// holds leaves a small disk that much room, in bytes.
func holds(t *testing.T, dir string, room int64) {
	t.Helper()
	var has syscall.Statfs_t
	if err := syscall.Statfs(dir, &has); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ballast"), make([]byte, int64(has.Bavail)*has.Bsize-room), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestASignInOnAFullDiskSaysThatItIsNotKept signs in where no profile can be written, and again where one can.
func TestASignInOnAFullDiskSaysThatItIsNotKept(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	s := m.serve(m.shop(), m.own(), "--as", "owner")
	state := filepath.Join(m.home, "state")
	smallDisk(t, state, "64m")
	free := fill(t, state)
	m.expect(1, "so the sign-in could not be written down", "login", s.url, "--token", s.token)
	free()
	m.must("login", s.url, "--token", s.token)
	m.expect(0, "2 tickets", "sync")
	s.stop()
}
