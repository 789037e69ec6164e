package backend_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// publicKey is a new key with the line that one gives to an account.
func publicKey(t *testing.T) (ssh.PublicKey, string) {
	t.Helper()
	pub, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(pub)
	if err != nil {
		t.Fatal(err)
	}
	return key, strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}

// enters is an account of a role that has a key and is in by it; out is closed once it is thrown out.
func (b *bench) enters(t *testing.T, who desk.AgentID, role desk.Role) (key ssh.PublicKey, id string, out <-chan struct{}) {
	t.Helper()
	if _, err := b.store.Enrol(t.Context(), b.steward(t), api.Enrolment{Agent: who, Role: role}); err != nil {
		t.Fatal(err)
	}
	key, line := publicKey(t)
	k, err := b.store.AddKey(t.Context(), b.steward(t), who, line)
	if err != nil {
		t.Fatal(err)
	}
	p, err := b.store.KeyOwner(t.Context(), key)
	if err != nil || p.Agent != who || p.Role != role || p.Via != backend.ViaSSH {
		t.Fatal(p, err)
	}
	in, end := context.WithCancel(t.Context())
	now, leave, err := b.store.Visit(t.Context(), p, end)
	if err != nil || now.Role != role {
		t.Fatal(now, err)
	}
	t.Cleanup(leave)
	return key, k.ID, in.Done()
}

func TestAKeyOpensForItsOwnerAndForNobodyElse(t *testing.T) {
	b := newBench(t)
	b.enters(t, "zoe", desk.RoleLead)
	stranger, _ := publicKey(t)
	if p, err := b.store.KeyOwner(t.Context(), stranger); !errors.Is(err, desk.ErrUnauthorized) {
		t.Error(p, err)
	}
	for _, nobody := range []desk.AgentID{desk.System, "nobody", ""} {
		if p, err := b.store.Vouched(t.Context(), nobody); !errors.Is(err, desk.ErrUnauthorized) {
			t.Errorf("a certificate stands for %q: %v, %v", nobody, p, err)
		}
	}
	if p, err := b.store.Vouched(t.Context(), "zoe"); err != nil || p.Role != desk.RoleLead {
		t.Error(p, err)
	}
}

func TestWhoIsInByAKeyIsThrownOutWhenItGoesOrTheAccountDoes(t *testing.T) {
	b := newBench(t)
	disabled, enabled, role := true, false, desk.RoleAgent
	for who, ends := range map[desk.AgentID]func(id string) error{
		"key":      func(id string) error { return b.store.DropKey(t.Context(), b.steward(t), "key", id) },
		"disabled": func(string) error { return b.amend(t, "disabled", api.Amendment{Disabled: &disabled}) },
		"role":     func(string) error { return b.amend(t, "role", api.Amendment{Role: &role}) },
	} {
		key, id, out := b.enters(t, who, desk.RoleLead)
		_, _, others := b.enters(t, who+"-too", desk.RoleLead)
		if err := ends(id); err != nil {
			t.Fatal(err)
		}
		<-out // at once: it was told before the change returned
		select {
		case <-others:
			t.Errorf("%s: somebody else is thrown out too", who)
		default:
		}
		p, err := b.store.KeyOwner(t.Context(), key)
		if role := who == "role"; role && (err != nil || p.Role != desk.RoleAgent) || !role && err == nil {
			t.Errorf("%s: comes back as %+v, %v", who, p, err)
		}
	}
	if err := b.amend(t, "disabled", api.Amendment{Disabled: &enabled}); err != nil {
		t.Fatal(err)
	}
	if one, err := b.store.Person(t.Context(), "disabled"); err != nil || len(one.Keys) > 0 {
		t.Error("who comes back has their old keys:", one.Keys, err)
	}
}

func (b *bench) amend(t *testing.T, who desk.AgentID, with api.Amendment) error {
	_, err := b.store.Amend(t.Context(), b.steward(t), who, with)
	return err
}

func TestWhatIsDoneBySSHHasALineInTheTrail(t *testing.T) {
	b := newBench(t)
	key, id, _ := b.enters(t, "zoe", desk.RoleLead)
	p, err := b.store.KeyOwner(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		b.store.NoteSSH(t.Context(), p, "ssh.enter", p.Agent, "ssh-ed25519 SHA256:x", "floor"),
		b.store.NoteSSH(t.Context(), backend.Principal{}, "ssh.refuse", "root\x1b[2J", "", "key"),
	); err != nil {
		t.Fatal(err)
	}
	lines := b.trail(t)
	in, refused := lines[len(lines)-2], lines[len(lines)-1]
	if in.Actor != "zoe" || in.Via != "ssh" || in.Token != id || in.Act != "ssh.enter" || in.Object != "user zoe" || in.After != "floor" {
		t.Errorf("%+v", in)
	}
	if refused.Actor != desk.System || refused.Via != "ssh" || refused.Act != "ssh.refuse" || refused.Object != "" || refused.After != "key" {
		t.Errorf("%+v", refused)
	}
}

func TestWhoLooksAtTheServerSeesTicketsThatAreThereAndWhoIsOnThem(t *testing.T) {
	b := newBench(t)
	_, k := b.person(t, "harper")
	all, err := b.store.Excerpts(t.Context(), []desk.TicketID{k.ID, desk.NewTicketID()})
	if err != nil || len(all) != 1 || all[0].ID != k.ID || all[0].Number != k.Number {
		t.Error(all, err)
	}
	for _, doing := range []desk.Doing{desk.Writing, desk.Left} {
		if err := b.store.Announce(t.Context(), desk.Presence{Agent: "ann", Ticket: k.ID, Doing: doing}); err != nil {
			t.Fatal(err)
		}
		if backend.OnPostgres() {
			continue // told by way of the database, at its own time
		}
		here := b.store.Presence()[k.ID]
		if is := len(here) == 1 && here[0].Agent == "ann"; is != (doing == desk.Writing) {
			t.Errorf("%v: %+v", doing, here)
		}
	}
}
