package backend_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// trail is the whole audit trail, which has to be as it was written.
func (b *bench) trail(t testing.TB) (lines []api.Deed) {
	t.Helper()
	var at api.Trail
	if err := b.store.Audit(t.Context(), 0, func(page []api.Deed) error {
		for _, d := range page {
			if err := at.Next(d); err != nil {
				return err
			}
			lines = append(lines, d)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return lines
}

// steward is whoever runs the desk.
func (b *bench) steward(t testing.TB) backend.Principal {
	t.Helper()
	p, err := b.store.As(t.Context(), desk.System)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func to[T any](v T) *T { return &v }

func TestEveryChangeHasOneLineInTheAuditTrailThatSaysWhoDidIt(t *testing.T) {
	b := newBench(t)
	boss := b.steward(t)
	k := b.ticket(t, "hello")
	op := by(k, desk.Reply{Text: desk.Foreign("a secret that no trail tells")})
	for name, c := range map[string]struct {
		do   func() error
		want api.Deed
	}{
		"a reply": {
			func() error { _, err := b.store.Do(t.Context(), b.ann, op); return err },
			api.Deed{Actor: "ann", Via: "folder", Act: "op.reply", Object: "ticket " + k.ID.String(), Before: "version 1", After: "version 2", Op: op.ID},
		},
		"a break": {
			func() error {
				_, err := b.store.Do(t.Context(), b.ann, desk.Op{ID: desk.NewOpID(), Actor: "ann", Intent: desk.TakeBreak{}})
				return err
			},
			api.Deed{Actor: "ann", Via: "folder", Act: "op.take_break", Object: "user ann"},
		},
		"a role": {
			func() error {
				_, err := b.store.Amend(t.Context(), boss, "ben", api.Amendment{Role: to(desk.RoleLead)})
				return err
			},
			api.Deed{Actor: desk.System, Via: "folder", Act: "user.role", Object: "user ben", Before: "role=agent", After: "role=lead"},
		},
		"a customer's record": {
			func() error {
				return b.store.PutCustomer(t.Context(), desk.Customer{ID: k.Requester, Name: desk.Foreign("Kim"), Mails: []desk.Untrusted{desk.Foreign("kim@mail.example")}})
			},
			api.Deed{Actor: desk.System, Act: "customer.put", Object: "customer " + k.Requester.String(), Before: "version 1", After: "version 2"},
		},
	} {
		before := len(b.trail(t))
		if err := c.do(); err != nil {
			t.Fatal(name, err)
		}
		lines := b.trail(t)[before:]
		if len(lines) != 1 {
			t.Fatalf("%s: %d lines", name, len(lines))
		}
		got := lines[0]
		if got.At.IsZero() || (len(got.Digest) > 0) != strings.HasPrefix(got.Act, "op.") {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Act == "op.take_break" {
			c.want.Op = got.Op
		}
		got.Number, got.At, got.Digest, got.Hash = 0, c.want.At, nil, nil
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s:\n%+v, want\n%+v", name, got, c.want)
		}
	}
	before := len(b.trail(t))
	b.do(t, op)                                      // once more
	b.do(t, by(k, desk.SetStatus{Status: "asleep"})) // refused
	if n := len(b.trail(t)); n != before {
		t.Errorf("%d lines of what changed nothing", n-before)
	}
	if text := fmt.Sprint(b.trail(t)); strings.Contains(text, "secret") || strings.Contains(text, "Kim") {
		t.Error("the trail tells what people wrote")
	}
}

func TestAChangeThatFailsLeavesNoLine(t *testing.T) {
	b := newBench(t)
	before := len(b.trail(t))
	groups := []desk.GroupID{"billing"}
	_, err := b.store.Amend(t.Context(), b.steward(t), "ben", api.Amendment{Groups: &groups, Role: to(desk.Role("king"))})
	var p *api.Problem
	if !errors.As(err, &p) || p.Code != api.BadRole {
		t.Error(err)
	}
	if n := len(b.trail(t)); n != before {
		t.Errorf("%d lines", n-before)
	}
	if one, err := b.store.Person(t.Context(), "ben"); err != nil || len(one.Agent.Groups) > 0 {
		t.Errorf("half of it happened: %+v, %v", one.Agent, err)
	}
}

func TestAnAuditTrailInWhichOneBitIsOtherwiseIsFound(t *testing.T) {
	b := newBench(t)
	for range 8 {
		b.do(t, by(b.ticket(t, "hello"), desk.Follow{}))
	}
	lines := b.trail(t)
	sound := func(lines []api.Deed) error {
		var at api.Trail
		for _, d := range lines {
			if err := at.Next(d); err != nil {
				return err
			}
		}
		return nil
	}
	for i := range lines {
		for name, spoil := range map[string]func(*api.Deed){
			"its number": func(d *api.Deed) { d.Number ^= 1 },
			"its time":   func(d *api.Deed) { d.At = d.At.Add(1e6) },
			"its actor":  func(d *api.Deed) { d.Actor += "x" },
			"its way":    func(d *api.Deed) { d.Via += "x" },
			"its token":  func(d *api.Deed) { d.Token += "x" },
			"its act":    func(d *api.Deed) { d.Act, d.Object = d.Act+d.Object[:1], d.Object[1:] },
			"its object": func(d *api.Deed) { d.Object += "x" },
			"its op":     func(d *api.Deed) { d.Op.ID[3] ^= 1 },
			"its digest": func(d *api.Deed) { d.Digest = append(api.Hash{1}, d.Digest...) },
			"before":     func(d *api.Deed) { d.Before += "x" },
			"after":      func(d *api.Deed) { d.After += "x" },
			"its hash":   func(d *api.Deed) { d.Hash = append(api.Hash{}, d.Hash...); d.Hash[0] ^= 1 },
		} {
			forged := append([]api.Deed{}, lines...)
			spoil(&forged[i])
			if err := sound(forged); !errors.Is(err, api.ErrTrail) {
				t.Errorf("line %d, %s: %v", i+1, name, err)
			}
		}
		if i == len(lines)-1 {
			break // that nothing came after it only who noted the last line knows
		}
		if err := sound(append(append([]api.Deed{}, lines[:i]...), lines[i+1:]...)); !errors.Is(err, api.ErrTrail) {
			t.Errorf("line %d left out: %v", i+1, err)
		}
	}
	if err := sound(lines); err != nil {
		t.Error(err)
	}
}

func TestTheAuditTrailOfAnImportSaysThatItCameAndHowMuch(t *testing.T) {
	b := newBench(t)
	if _, err := b.store.Import(t.Context(), manyRecords(3)); err != nil {
		t.Fatal(err)
	}
	lines := b.trail(t)
	if last := lines[len(lines)-1]; last.Act != "import" || last.After != "3 records" || last.Actor != desk.System {
		t.Errorf("%+v", last)
	}
}

func TestALineOfTheAuditTrailThatNobodyCouldHaveWrittenIsFound(t *testing.T) {
	backend.AboutFiles(t)
	for name, spoil := range map[string]string{
		"a time of letters":       `UPDATE audit SET at = 'yesterday' WHERE number = 2`,
		"a line before the first": `INSERT INTO audit SELECT 0, at, actor, via, token, act, object, op, digest, before, after, hash FROM audit WHERE number = 1`,
	} {
		b := newBench(t)
		b.do(t, by(b.ticket(t, "hello"), desk.Follow{}))
		backend.Spoil(t, b.store, spoil)
		var at api.Trail
		err := b.store.Audit(t.Context(), 0, func(page []api.Deed) error {
			for _, d := range page {
				if err := at.Next(d); err != nil {
					return err
				}
			}
			return nil
		})
		if !errors.Is(err, api.ErrTrail) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAuditTrailThatWasEmptiedIsNotWholeAndStaysSo(t *testing.T) {
	b := newBench(t)
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "ada", Role: desk.RoleAdmin}); err != nil {
		t.Fatal(err)
	}
	line, err := client.New(client.Options{URL: "http://localhost", Transport: b.server.Transport("ada")})
	if err != nil {
		t.Fatal(err)
	}
	read := func() error {
		_, err := line.Audit(t.Context(), func(api.Deed) error { return nil })
		return err
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	backend.Spoil(t, b.store, `DELETE FROM audit`)
	if err := read(); !errors.Is(err, api.ErrTrail) {
		t.Error("it is empty:", err)
	}
	b.do(t, by(b.ticket(t, "hello"), desk.Follow{}))
	if err := read(); !errors.Is(err, api.ErrTrail) {
		t.Error("it has begun anew:", err)
	}
}
