package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// server is heed serve, a process of its own.
type server struct {
	cmd *exec.Cmd
	dir string
	url string
	ssh string // the address for SSH, where there is one
}

// address is where a server says that it listens.
var address = regexp.MustCompile(`http://[0-9.:]*[0-9]`)

// addressSSH is where it says, before, that it lets people in by SSH.
var addressSSH = regexp.MustCompile(`SSH at ([0-9.:]*[0-9])`)

// startServer starts heed serve for the desk of a folder, and returns once it listens.
func startServer(ctx context.Context, heed, dir string, more ...string) (*server, error) {
	cmd := exec.CommandContext(ctx, heed, append([]string{"serve", "--desk", dir, "--listen", "127.0.0.1:0"}, more...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	said := bufio.NewReader(out)
	var all strings.Builder
	s := &server{cmd: cmd, dir: dir}
	for {
		line, err := said.ReadString('\n')
		_, _ = all.WriteString(line)
		if at := addressSSH.FindStringSubmatch(line); at != nil {
			s.ssh = at[1]
		}
		if s.url = address.FindString(line); s.url != "" {
			go func() { _, _ = io.Copy(io.Discard, said) }() // it ends with the server
			return s, nil
		}
		if err != nil {
			return nil, fmt.Errorf("heed serve ended: %w: %s", cmd.Wait(), all.String())
		}
	}
}

// stop ends it as ctrl+c does.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	_ = s.cmd.Wait() // its status is the signal's
	return nil
}

func (s *server) pid() int { return s.cmd.Process.Pid }
