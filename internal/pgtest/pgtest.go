// Package pgtest runs a private PostgreSQL for tests and figures: from the binaries that are installed,
// in a folder of its own, as a user without rights, on a socket that nobody else can reach.
package pgtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// ErrNone says that no PostgreSQL is installed here, or none that is new enough.
var ErrNone = errors.New("PostgreSQL 15 or newer is not installed (on Debian: apt-get install postgresql)")

// oldest is the first version with which heed works.
const oldest = 15

// Options are how a cluster is run.
type Options struct {
	// Durable has every commit on the disk before it is answered, for tests that end the
	// server without a warning. It is slow.
	Durable bool
}

// Cluster is a PostgreSQL server with its databases. It ends with the process that started it.
type Cluster struct {
	Version string // such as "15.4"

	bin, dir string
	who      *syscall.Credential
	options  Options
	made     atomic.Int64 // databases

	mu      sync.Mutex
	process *os.Process
	over    chan struct{} // closed when the process has ended
}

// Start makes a cluster and runs it. ErrNone.
func Start(ctx context.Context, o Options) (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, options: o}
	if c.who, err = unprivileged(); err != nil {
		return nil, err
	}
	if c.dir, err = os.MkdirTemp("", "heed-pg-"); err != nil {
		return nil, err
	}
	if c.who != nil {
		err = os.Chown(c.dir, int(c.who.Uid), int(c.who.Gid))
	}
	if err == nil {
		err = c.initialize(ctx)
	}
	if err == nil {
		err = c.Run()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	return c, nil
}

// Installed says ErrNone where Start would.
func Installed() error {
	_, err := binaries()
	return err
}

// binaries is the folder of the newest PostgreSQL that is installed.
func binaries() (string, error) {
	var all []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return "", err
		}
		all = append(all, found...)
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		all = append(all, filepath.Dir(path))
	}
	newest, version := "", oldest-1
	for _, dir := range all {
		out, err := exec.Command(filepath.Join(dir, "postgres"), "--version").Output() //nolint:gosec,noctx // a folder of programs; it answers at once
		if err != nil {
			continue
		}
		if v := major(string(out)); v > version {
			newest, version = dir, v
		}
	}
	if newest == "" {
		return "", ErrNone
	}
	return newest, nil
}

// major is the first number in what postgres says of its version; 0 for none.
func major(said string) int {
	i := strings.IndexAny(said, "0123456789")
	if i < 0 {
		return 0
	}
	digits := said[i:]
	if end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); end > 0 {
		digits = digits[:end]
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// unprivileged is who runs the server where we are root, as whom it refuses to run; nil where
// we are not.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil //nolint:nilnil // nil is who we are
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uerr := strconv.ParseUint(u.Uid, 10, 32)
		gid, gerr := strconv.ParseUint(u.Gid, 10, 32)
		if uerr == nil && gerr == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errors.New("there is nobody without rights as whom PostgreSQL could run")
}

func (c *Cluster) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...) //nolint:gosec // a program of PostgreSQL
	cmd.Dir = c.dir
	cmd.Env = []string{"PATH=" + c.bin + ":/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.who}
	return cmd
}

func (c *Cluster) initialize(ctx context.Context) error {
	args := []string{"--pgdata=" + filepath.Join(c.dir, "data"), "--username=heed", "--auth=trust", "--no-locale", "--encoding=UTF8", "--no-instructions"}
	if !c.options.Durable {
		args = append(args, "--no-sync")
	}
	if out, err := c.command(ctx, "initdb", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return nil
}

// Run starts the server, at first and after Kill, and returns when it takes connections.
func (c *Cluster) Run() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	settings := []string{
		"listen_addresses=", "unix_socket_directories=" + c.dir, "max_connections=200", "shared_buffers=32MB",
		"wal_level=minimal", "max_wal_senders=0", "logging_collector=off", "log_destination=stderr",
	}
	if runtime.GOOS == "linux" { // elsewhere it flushes every file by itself after a kill, for seconds
		settings = append(settings, "recovery_init_sync_method=syncfs")
	}
	if !c.options.Durable {
		settings = append(settings, "fsync=off", "full_page_writes=off", "synchronous_commit=off")
	}
	args := []string{"-D", filepath.Join(c.dir, "data")}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	cmd := c.command(context.Background(), "postgres", args...)
	said, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	endWithUs(cmd.SysProcAttr)
	started, over := make(chan error), make(chan struct{})
	go func() {
		// The signal with which it ends comes when this thread does.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(over)
		if err := cmd.Start(); err != nil {
			started <- err
			return
		}
		started <- awaitReady(said)
		_, _ = io.Copy(io.Discard, said) // what it says later nobody reads
		_ = cmd.Wait()                   // it was told to end
	}()
	if err := <-started; err != nil {
		return err
	}
	c.process, c.over = cmd.Process, over
	c.Version = c.version()
	return nil
}

// awaitReady reads what the server says until it takes connections.
func awaitReady(said io.Reader) error {
	var all []string
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if all = append(all, lines.Text()); strings.Contains(lines.Text(), "ready to accept connections") {
			return nil
		}
	}
	return fmt.Errorf("postgres did not start: %s", strings.Join(all, "\n"))
}

func (c *Cluster) version() string {
	out, err := os.ReadFile(filepath.Join(c.dir, "data", "PG_VERSION"))
	if err != nil {
		return "?"
	}
	return strings.TrimSpace(string(out))
}

// URL is where a database of the cluster is reached.
func (c *Cluster) URL(database string) string {
	return c.url(database, nil)
}

func (c *Cluster) url(database string, more url.Values) string {
	q := url.Values{"host": {c.dir}, "user": {"heed"}}
	for k, v := range more {
		q[k] = v
	}
	return "postgres:///" + database + "?" + q.Encode()
}

// Fresh makes an empty database and returns its URL.
func (c *Cluster) Fresh(ctx context.Context) (string, error) {
	name := "desk" + strconv.FormatInt(c.made.Add(1), 10)
	return c.URL(name), c.Exec(ctx, c.URL("postgres"), `CREATE DATABASE `+name)
}

// FreshSchema makes an empty schema in the database postgres, which takes a tenth of the time
// of Fresh, and returns the URL under which it is all that is seen.
func (c *Cluster) FreshSchema(ctx context.Context) (string, error) {
	name := "desk" + strconv.FormatInt(c.made.Add(1), 10)
	return c.url("postgres", url.Values{"search_path": {name}}), c.Exec(ctx, c.URL("postgres"), `CREATE SCHEMA `+name)
}

// Exec runs a statement in a database.
func (c *Cluster) Exec(ctx context.Context, where, text string) error {
	conn, err := pgx.Connect(ctx, where)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, text)
	return errors.Join(err, conn.Close(ctx))
}

// Kill ends the server as pg_ctl stop -m immediate does: at once, in the middle of whatever it
// does. Run starts it again.
func (c *Cluster) Kill() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.process == nil {
		return nil
	}
	err := c.process.Signal(syscall.SIGQUIT)
	<-c.over
	c.process = nil
	return err
}

// Stop ends the server and removes all that it wrote.
func (c *Cluster) Stop() error { return errors.Join(c.Kill(), os.RemoveAll(c.dir)) }

// Pid is the server's process, which starts the others; 0 after Kill.
func (c *Cluster) Pid() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.process == nil {
		return 0
	}
	return c.process.Pid
}
