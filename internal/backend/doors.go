package backend

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// keyID names a public key in the list of an account.
func keyID(key ssh.PublicKey) (id string, sum [sha256.Size]byte) {
	sum = sha256.Sum256(key.Marshal())
	return hex.EncodeToString(sum[:8]), sum
}

// KeyOwner is whose a public key is, as one who comes by SSH; desk.ErrUnauthorized where it is
// nobody's, ErrDisabled where its owner may not act. That they hold its other half is not looked at.
func (s *Store) KeyOwner(ctx context.Context, key ssh.PublicKey) (Principal, error) {
	id, _ := keyID(key)
	var p Principal
	err := s.look(ctx, func(q query) error {
		owners, err := column[string](q, `SELECT agent FROM keys WHERE id = $1`, id)
		if err != nil {
			return err
		}
		lines, err := column[string](q, `SELECT line FROM keys WHERE id = $1`, id)
		if err != nil {
			return err
		}
		if len(owners) != 1 || len(lines) != 1 || !sameKey(lines[0], key) {
			return desk.ErrUnauthorized
		}
		p, err = principal(q, desk.AgentID(owners[0]))
		p.Token = TokenID(id)
		return err
	})
	return overSSH(p, err)
}

// HasKeys reports whether any account has a public key.
func (s *Store) HasKeys(ctx context.Context) (bool, error) {
	n := 0
	err := s.look(ctx, func(q query) error { return q.row(`SELECT count(*) FROM keys`).Scan(&n) })
	return n > 0, err
}

// sameKey reports whether a line that was kept is a key: its id is only the beginning of a hash.
func sameKey(line string, key ssh.PublicKey) bool {
	kept, _, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	return err == nil && bytes.Equal(kept.Marshal(), key.Marshal())
}

// Vouched is somebody for whom an authority's certificate stands, as one who comes by SSH. As
// KeyOwner otherwise.
func (s *Store) Vouched(ctx context.Context, who desk.AgentID) (Principal, error) {
	p, err := s.As(ctx, who)
	if errors.Is(err, desk.ErrNotFound) || p.Role == steward {
		return Principal{}, desk.ErrUnauthorized
	}
	return overSSH(p, err)
}

// overSSH is a principal who comes by SSH: for work, as a key is.
func overSSH(p Principal, err error) (Principal, error) {
	if err != nil {
		return Principal{}, err
	}
	p.Via, p.Scopes = ViaSSH, []api.Scope{api.ScopeWork}
	return p, nil
}

// Visit notes that somebody is in until leave is called, and says who they are now: their role may
// be another one than it was. Where they may come in no longer, or their role changes, end is
// called, at whichever server of the desk that happens. It fails where they may not already.
func (s *Store) Visit(ctx context.Context, p Principal, end context.CancelFunc) (now Principal, leave func(), err error) {
	unknown := p
	unknown.Role = ""
	visit := s.hub.admit(unknown, end) // before it is looked up: no news falls in between
	if err := s.look(ctx, func(q query) (err error) { now, err = stillThere(q, p); return err }); err != nil {
		visit.gone()
		return Principal{}, nil, err
	}
	visit.goesOnAs(now)
	return now, visit.gone, nil
}

// NoteSSH writes a line of the audit trail on what somebody did by SSH, or the desk did to a
// stranger where p is nobody: what is the deed as the way by SSH calls it, login whom they
// called themselves. Of what is not a login name nothing is noted. With is what they came with,
// and how is what was so.
func (s *Store) NoteSSH(ctx context.Context, p Principal, what string, login desk.AgentID, with, how string) error {
	if p.Agent == "" {
		p = Principal{Agent: desk.System, Via: ViaSSH}
	}
	object := ""
	if login.Valid() {
		object = "user " + string(login)
	}
	return s.change(context.WithValue(ctx, acting{}, p), func(t *tx) error {
		t.did(what, object, with, how)
		return nil
	})
}

// dropKeys takes those public keys of an account back that are meant, and ends what goes on by them.
func (t *tx) dropKeys(who desk.AgentID, meant func(api.Key) bool) (n int, err error) {
	all, err := keysOf(t, who)
	if err != nil {
		return 0, err
	}
	all = slices.DeleteFunc(all, func(k api.Key) bool { return !meant(k) })
	for _, k := range all {
		t.did("key.drop", "user "+string(who), keyLine(k), "")
		t.revoked = append(t.revoked, TokenID(k.ID))
		if err := t.exec(`DELETE FROM keys WHERE id = $1 AND agent = $2`, k.ID, string(who)); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// keyLine is a key in a line of the audit trail.
func keyLine(k api.Key) string { return strings.Join([]string{k.Type, k.Fingerprint}, " ") }
