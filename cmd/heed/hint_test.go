package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWhatASentenceTellsToTypeWorksAsItStands has a shell do what heed says, with the desk in a
// folder that a shell would take for two words.
func TestWhatASentenceTellsToTypeWorksAsItStands(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := filepath.Join(m.home, "ann's desk")
	if err := os.Rename(m.shop(), dir); err != nil {
		t.Fatal(err)
	}
	told := regexp.MustCompile(`heed desk user \w+( zed)? --desk '(?:[^']|'\\'')*'`)
	for _, line := range [][]string{
		{"desk", "user", "add", "zed", "--role", "agent", "--desk", dir},
		{"desk", "user", "enable", "zed", "--desk", dir},
		{"desk", "user", "revoke", "zed", "none", "--desk", dir},
		{"desk", "user", "token", "zod", "--desk", dir},
	} {
		out, errs, _ := m.run("", line...)
		typed := told.FindString(out + errs)
		if typed == "" {
			t.Errorf("heed %s tells nothing to type:\n%s%s", strings.Join(line, " "), out, errs)
			continue
		}
		cmd := exec.Command("sh", "-c", `heed() { "$HEED" "$@"; }; `+typed)
		cmd.Env, cmd.Dir = append(append([]string{}, m.env...), "HEED="+binary(t)), m.home
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s\n%v: %s", typed, err, out)
		}
	}
}

func TestWhoeverMayNotApplyFilesIsToldAndWhoeverIsMissingIsNamedWithTheirLine(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	m.must("desk", "user", "add", "lara", "--role", "agent", "--desk", dir)
	write := func(name, text string) string {
		path := filepath.Join(m.home, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.toml", "[[group]]\nid = \"returns\"\nmembers = [\"lara\"]\n")
	bad := write("bad.toml", "[[group]]\nid = \"returns\"\nmembers = [\n  \"lora\",\n  \"owner\",\n  \"somebody-else\",\n]\n")
	before := m.must("desk", "export", "--desk", dir)
	m.expect(3, "for leads and admins", "desk", "apply", "--desk", dir, "--as", "lara", good)
	m.expect(0, "for leads and admins", "desk", "apply", "--dry-run", "--desk", dir, "--as", "lara", good)
	m.expect(0, "1 new", "desk", "apply", "--dry-run", "--desk", dir, good)
	for _, how := range [][]string{{bad}, {"--dry-run", bad}} {
		line := append([]string{"desk", "apply", "--desk", dir}, how...)
		m.expect(1, "line 4: Nobody named lora has an account at this desk. Do you mean lara?", line...)
		m.expect(1, "line 6: Nobody named somebody-else has an account at this desk.\n", line...)
	}
	if after := m.must("desk", "export", "--desk", dir); after != before {
		t.Errorf("it was changed:\n%s", after)
	}
	m.expect(0, "1 new", "desk", "apply", "--desk", dir, good)
}

func TestABlankInAFileThatNothingFillsIsToldWithItsLineAndTheFileIsAppliedAllTheSame(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	path := filepath.Join(m.home, "replies.toml")
	if err := os.WriteFile(path, []byte("[[reply]]\nname = \"late-again\"\ntext = \"\"\"\nDear {{customer.frist}},\n{{delivery.window}}\"\"\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, how := range [][]string{{"--dry-run", path}, {path}} {
		line := append([]string{"desk", "apply", "--desk", dir}, how...)
		m.expect(0, "line 4: reply \"late-again\": heed does not fill in customer.frist. Is customer.first meant?", line...)
	}
	m.expect(0, "line 5: reply \"late-again\": heed does not fill in delivery.window", "desk", "apply", "--desk", dir, path)
}
