package sshd_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/internal/sshd"
)

// pour shows frames for as long as somebody takes them.
func pour(ctx context.Context, t *sshd.Terminal) error {
	go func() { _, _ = io.Copy(io.Discard, t.In) }()
	frame := strings.Repeat("frame ", 1<<10)
	for ctx.Err() == nil {
		if _, err := io.WriteString(t.Out, frame); err != nil {
			return fmt.Errorf("cut off: %w", err)
		}
	}
	return nil
}

func TestAFloodOfWhatThereIsNotCutsItselfOff(t *testing.T) {
	h := open(t, quick())
	other := h.sits(h.comes("tom"), 80, 24)
	other.sees(t, "ready")
	c := h.comes("ann")
	for range 17 {
		var refused *ssh.OpenChannelError
		if _, _, err := c.OpenChannel("direct-tcpip", nil); !errors.As(err, &refused) {
			t.Fatal("it is not refused:", err)
		}
	}
	if err := c.Wait(); err == nil {
		t.Error("it ended as if nothing had been")
	}
	many := h.comes("eva")
	for range 10_000 {
		if _, _, err := many.SendRequest("tcpip-forward", false, nil); err != nil {
			break // cut off
		}
	}
	if err := many.Wait(); err == nil {
		t.Error("it ended as if nothing had been")
	}
	other.types(t, "still here")
	other.sees(t, "still here")
	h.close()
	lines := 0
	for _, l := range h.noted() {
		if strings.Contains(l, "ssh.refuse") {
			lines++
		}
	}
	if lines != 2 {
		t.Errorf("they fill %d lines of the trail", lines)
	}
}

func TestAHundredThousandSizesAreAFew(t *testing.T) {
	h := open(t, quick())
	s := h.sits(h.comes("ann"), 80, 24)
	s.sees(t, "ready")
	for i := range 100_000 {
		if err := s.WindowChange(24+i%50, 80+i%100); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.WindowChange(33, 111); err != nil {
		t.Fatal(err)
	}
	if saw := s.sees(t, "111x33\r\n"); strings.Count(saw, "\n") > 10_000 {
		t.Errorf("it was drawn %d times", strings.Count(saw, "\n"))
	}
}

func TestAMegabyteIsPasted(t *testing.T) {
	h := open(t, quick())
	s := h.sits(h.comes("ann"), 80, 24)
	s.sees(t, "ready")
	go func() { _, _ = io.WriteString(s.in, strings.Repeat("p", 1<<20)+"end") }()
	s.sees(t, "end")
}

func TestStrangersWaitInARoomOfTheirOwn(t *testing.T) {
	h := open(t, sshd.Limits{FromOne: 5, Start: 10, Full: 60})
	var all []net.Conn
	defer func() {
		for _, c := range all {
			_ = c.Close()
		}
	}()
	in := 0
	for range 100 { // who says nothing
		c, err := new(net.Dialer).DialContext(t.Context(), "tcp", h.at)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
		if _, err := io.ReadFull(c, make([]byte, 8)); err == nil {
			in++
		}
	}
	if in != 5 {
		t.Errorf("%d of one address wait", in)
	}
	for _, c := range all {
		_ = c.Close()
	}
	key := signer(t)
	h.takes("ann", key.PublicKey())
	for { // as soon as it is seen that they have gone
		c, err := h.dial("ann", ssh.PublicKeys(key))
		if err == nil {
			_ = c.Close()
			return
		}
	}
}

func TestOneAccountHasSoManySessionsAndNoMore(t *testing.T) {
	h := open(t, quick())
	seats := make([]*seat, 0, 5)
	for range 4 {
		s := h.sits(h.comes("ann"), 80, 24)
		s.sees(t, "ready")
		seats = append(seats, s)
	}
	h.sits(h.comes("ann"), 80, 24).sees(t, "ends: full_one")
	h.sits(h.comes("tom"), 80, 24).sees(t, "ready")
	seats[0].types(t, "q")
	seats[0].sees(t, "ends: left")
	if err := seats[0].Wait(); err != nil {
		t.Error(err)
	}
}

func TestWhatCannotBeToldLaterDoesNotHappen(t *testing.T) {
	h := open(t, quick())
	h.deaf = fmt.Errorf("the disk is full")
	h.sits(h.comes("ann"), 80, 24).sees(t, "ends: unnoted")
}

func TestKeysTooLargeToBeLookedAtAreNot(t *testing.T) {
	h := open(t, quick())
	huge, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	for range 16384 / 1024 {
		huge.N.Mul(huge.N, huge.N).SetBit(huge.N, 0, 1)
		if huge.N.BitLen() > 16384 {
			break
		}
	}
	key, err := ssh.NewPublicKey(&huge.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := h.dial("ann", ssh.PublicKeys(forged{key, signer(t)})); err == nil {
		_ = c.Close()
		t.Error("it lets somebody in")
	}
	h.sits(h.comes("tom"), 80, 24).sees(t, "ready")
}

func TestAsManySitAsTheServerTakesAndTheNextIsToldSo(t *testing.T) {
	limits := quick()
	limits.PerUser, limits.Total = 1000, 20
	h := open(t, limits)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { h.sits(h.comes("ann"), 80, 24).sees(t, "ready") })
	}
	all.Wait()
	h.sits(h.comes("ann"), 80, 24).sees(t, "ends: full")
}
