package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/pgtest"
)

// command is one about a desk, with what it says where that is a shop.
type command struct {
	says string
	line []string
}

// aboutADesk are the commands about a desk that lies in a database.
func aboutADesk(m *machine, url string) (all []command) {
	file := func(name string) string { return filepath.Join(m.t.TempDir(), name) }
	groups := file("groups.toml")
	if err := os.WriteFile(groups, []byte("[[group]]\nid = \"returns\"\nmembers = [\"owner\"]\n"), 0o600); err != nil {
		m.t.Fatal(err)
	}
	add := func(says string, line ...string) { all = append(all, command{says, append([]string{"desk"}, line...)}) }
	add("zed has an account now", "user", "add", "zed", "--role", "agent", "--desk", url)
	add("zed", "user", "list", "--desk", url)
	add("for work", "user", "token", "zed", "--desk", url)
	add("user.add", "audit", "--desk", url)
	add("for ever", "retention", "--desk", url)
	add("700 days", "retention", "--desk", url, "--tickets", "700")
	add("1 new", "apply", "--desk", url, "--as", "owner", groups)
	add("[[group]]", "export", "--desk", url)
	add("Read back", "backup", "--desk", url, file("backup"))
	add("nothing to do", "upgrade", "--desk", url)
	add("Harper Moore", "customer", "export", "--desk", url, "#4001", file("handed-out"))
	add("--erased takes: ", "customer", "erase", "--yes", "--desk", url, "#4001")
	add("counts and hashes are the same", "copy", url, file("copy"))
	return all
}

func TestADeskInADatabaseIsRunByItsNameWithoutAFolder(t *testing.T) {
	t.Parallel()
	_, store := pgtest.Durable(t)
	m := newSealed(t)
	m.must("desk", "copy", m.shop(), store)
	commands := aboutADesk(m, store)
	for _, c := range commands {
		m.expect(0, c.says, c.line...)
	}
	one := filepath.Join(m.home, "one")
	s := m.serve(one, m.own(), "--store", store)
	for _, c := range commands[1:6] { // while others serve it
		m.expect(0, c.says, c.line...)
	}
	m.expect(5, "no ticket 4001", at(one, "show", "4001")...)
	s.stop()
	for _, line := range []string{"serve", "import x.jsonl", "queue", "desk restore backup"} {
		m.expect(2, "takes the folder of a desk", append(strings.Fields(line), "--desk", store)...)
	}
	if left, err := filepath.Glob(filepath.Join(m.home, "postgres*")); err != nil || len(left) > 0 {
		t.Errorf("a folder was made of the name of a database: %v, %v", left, err)
	}
}

func TestADatabaseWithoutADeskIsCalledWhatItIsAndLeftAlone(t *testing.T) {
	t.Parallel()
	c, empty := pgtest.Durable(t)
	m := newMachine(t)
	exec := func(where, statement string) {
		t.Helper()
		if err := c.Exec(t.Context(), where, statement); err != nil {
			t.Fatal(err)
		}
	}
	fresh := func() string {
		t.Helper()
		at, err := c.Fresh(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	as := func(name, at string) string { return strings.Replace(at, "user=heed", "user="+name, 1) }
	exec(c.URL("postgres"), `CREATE ROLE poor LOGIN`)
	exec(c.URL("postgres"), `CREATE ROLE barred`)
	songs, others, reads := fresh(), fresh(), fresh()
	exec(songs, `CREATE TABLE songs (title TEXT)`)
	exec(reads, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$`)
	m.must("desk", "copy", m.shop(), others)
	before := inDatabase(others).tables(t)
	for name, d := range map[string]struct {
		url, says string
		status    int
		makes     bool // serve --store may take it
	}{
		"that is empty":               {empty, "There is no desk in that database", 5, true},
		"of another program":          {songs, "Something else is in that database", 1, false},
		"of another program, unseen":  {as("poor", songs), "Something else is in that database", 1, false},
		"that is not there":           {c.URL("nowhere"), "CREATE DATABASE nowhere OWNER heed", 5, false},
		"whose server is away":        {strings.ReplaceAll(empty, "heed-pg-", "no-pg-"), "cannot be reached", 4, false},
		"that does not let us in":     {as("barred", empty), "does not let barred in", 3, false},
		"of which one may do nothing": {as("poor", others), "OWNER TO poor", 3, false},
		"that can only be read":       {reads, "read only", 1, false},
		"that is none":                {"postgres://h/x?sslmode=bogus", "not the name of a database", 2, false},
	} {
		for i, c := range aboutADesk(m, d.url) {
			if d.url != empty && i%8 != 0 { // to write, and to look: the others go one of the two ways
				continue
			}
			m.expect(d.status, d.says, c.line...)
		}
		if !d.makes {
			dir := filepath.Join(t.TempDir(), "served")
			m.expect(d.status, d.says, "serve", "--desk", dir, "--listen", "127.0.0.1:0", "--store", d.url)
			if _, err := os.Lstat(filepath.Join(dir, "store")); err == nil {
				t.Errorf("one %s is remembered", name)
			}
		}
	}
	m.expect(3, "OWNER TO poor", "serve", "--desk", filepath.Join(m.home, "poor"), "--listen", "127.0.0.1:0", "--store", as("poor", empty))
	for _, at := range []string{empty, reads} {
		if all := inDatabase(at).tables(t); len(all) > 0 {
			t.Errorf("there are %d tables", len(all))
		}
	}
	if after := inDatabase(others).tables(t); !maps.Equal(before, after) {
		t.Error("the desk of others is another one")
	}
}

// TestAFolderWhoseDatabaseWasEmptiedGetsNoNewDesk is for whoever has put the wrong database back.
func TestAFolderWhoseDatabaseWasEmptiedGetsNoNewDesk(t *testing.T) {
	t.Parallel()
	c, store := pgtest.Durable(t)
	m := newSealed(t)
	one, backup := filepath.Join(m.home, "one"), filepath.Join(m.home, "backup")
	m.must("desk", "copy", m.shop(), store)
	m.serve(one, m.own(), "--store", store).stop()
	m.must("desk", "backup", "--desk", one, backup)
	if err := c.Exec(t.Context(), store, `DROP SCHEMA public CASCADE; CREATE SCHEMA public`); err != nil {
		t.Fatal(err)
	}
	const said = "has none any more"
	m.expect(1, said, "serve", "--desk", one, "--listen", "127.0.0.1:0")
	m.expect(1, said, "serve", "--desk", one, "--listen", "127.0.0.1:0", "--store", store)
	m.expect(1, said, "queue", "--desk", one)
	m.expect(1, said, "desk", "audit", "--desk", one)
	m.expect(1, said, "desk", "backup", "--desk", one, filepath.Join(m.home, "another"))
	if all := inDatabase(store).tables(t); len(all) > 0 {
		t.Errorf("there are %d tables", len(all))
	}
	m.must("desk", "restore", "--replace", "--desk", one, "--store", store, backup)
	m.expect(0, "Refund", "queue", "--desk", one, "--as", "owner")
}
