package backend

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// TokenID names a token without giving it away: it is the beginning of its hash.
type TokenID string

func idOf(hash []byte) TokenID { return TokenID(hex.EncodeToString(hash[:8])) }

// Token is a way in for an agent. Text is told once and kept nowhere.
type Token struct {
	Text    string
	Agent   desk.AgentID
	Expires time.Time // zero for never
}

// NewToken gives an agent a token that holds for a time, or for ever where that is 0, for work
// or what else is named. It takes the place of an older one with the same label, if label is
// not empty: what listens with that ends.
func (s *Store) NewToken(ctx context.Context, who desk.AgentID, label string, holds time.Duration, scopes ...api.Scope) (Token, error) {
	if len(scopes) == 0 {
		scopes = []api.Scope{api.ScopeWork}
	}
	var k api.GivenToken
	err := s.change(ctx, func(t *tx) (err error) {
		var until time.Time
		if holds > 0 {
			until = t.now.Add(holds)
		}
		k, err = t.giveToken(who, label, until, scopes)
		return err
	})
	return Token{Text: k.Text, Agent: who, Expires: k.Expires}, err
}

// giveToken makes a token that ends, or never where until is zero.
func (t *tx) giveToken(who desk.AgentID, label string, until time.Time, scopes []api.Scope) (api.GivenToken, error) {
	k := api.GivenToken{Text: secretFor(scopes), Token: api.Token{Label: label, Scopes: scopes, Created: t.now, Expires: until}}
	if _, err := agent(t, who); err != nil {
		return k, err
	}
	if err := t.dropTokens(who, func(old api.Token) bool {
		return label != "" && old.Label == label || !old.Expires.IsZero() && t.now.Sub(old.Expires) > api.CursorHolds
	}); err != nil {
		return k, err
	}
	hash := sha256.Sum256([]byte(k.Text))
	k.ID = string(idOf(hash[:]))
	t.did("token.give", "user "+string(who), "", tokenLine(k.Token))
	return k, t.exec(`INSERT INTO tokens (hash, agent, label, scopes, created, expires) VALUES ($1, $2, $3, $4, $5, $6)`,
		hash[:], string(who), label, stored(scopes), t.now.UnixMilli(), millis(k.Expires))
}

// tokenLine is a token in a line of the audit trail.
func tokenLine(k api.Token) string {
	words := []string{k.ID}
	if k.Label != "" {
		words = append(words, "label="+k.Label)
	}
	words = append(words, "scopes="+strings.ReplaceAll(stored(k.Scopes), " ", ","))
	if !k.Expires.IsZero() {
		words = append(words, "until="+k.Expires.UTC().Format(time.RFC3339))
	}
	return strings.Join(words, " ")
}

// secretFor makes a token's text, which begins with a mark by which a leaked one is recognised.
func secretFor(scopes []api.Scope) string {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails: it ends the process instead
	mark := api.TokenPrefix
	if api.ForMachines(scopes) {
		mark = api.MachinePrefix
	}
	return mark + base64.RawURLEncoding.EncodeToString(secret)
}

// stored are scopes as they are stored.
func stored(scopes []api.Scope) string {
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, " ")
}

// scopesOf reads the scopes of a token as they are stored.
func scopesOf(text string) (all []api.Scope) {
	for name := range strings.SplitSeq(text, " ") {
		all = append(all, api.Scope(name))
	}
	return all
}

// tokensOf are the tokens of an agent, the oldest first.
func tokensOf(q query, who desk.AgentID) ([]api.Token, error) {
	var all []api.Token
	err := each(q, func(row scanner) error {
		var k api.Token
		var hash []byte
		var scopes string
		var created int64
		var expires, used sql.NullInt64
		err := row.Scan(&hash, &k.Label, &scopes, &created, &expires, &used)
		if err == nil {
			k.ID, k.Scopes, k.Created, k.Expires, k.Used = string(idOf(hash)), scopesOf(scopes), time.UnixMilli(created).UTC(), instant(expires), instant(used)
		}
		all = append(all, k)
		return err
	}, `SELECT hash, label, scopes, created, expires, used FROM tokens WHERE agent = $1 ORDER BY created, hash`, string(who))
	return all, err
}

// instant is a time as it is stored.
func instant(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}

// dropTokens takes those tokens of an agent back that are meant, and ends what goes on with them.
func (t *tx) dropTokens(who desk.AgentID, meant func(api.Token) bool) error {
	all, err := tokensOf(t, who)
	if err != nil {
		return err
	}
	hashes, err := column[[]byte](t, `SELECT hash FROM tokens WHERE agent = $1 ORDER BY created, hash`, string(who))
	if err != nil {
		return err
	}
	for i, k := range all {
		if !meant(k) {
			continue
		}
		t.revoked = append(t.revoked, TokenID(k.ID))
		t.did("token.revoke", "user "+string(who), tokenLine(k), "")
		if err := t.exec(`DELETE FROM tokens WHERE hash = $1`, hashes[i]); err != nil {
			return err
		}
	}
	return nil
}

// RevokeTokens takes all tokens of an agent back, and ends what listens with them.
func (s *Store) RevokeTokens(ctx context.Context, who desk.AgentID) error {
	return s.change(ctx, func(t *tx) error { return t.dropTokens(who, func(api.Token) bool { return true }) })
}

// HasToken reports whether an agent has a token that is good now: it was not taken back
// and has not expired.
func (s *Store) HasToken(ctx context.Context, who desk.AgentID) (bool, error) {
	var all []api.Token
	err := s.look(ctx, func(q query) (err error) { all, err = tokensOf(q, who); return err })
	return slices.ContainsFunc(all, func(k api.Token) bool { return k.Expires.IsZero() || s.now().Before(k.Expires) }), err
}

// Authenticate says whose token it is; desk.ErrUnauthorized where it is nobody's any
// more, ErrDisabled where its owner may not act.
func (s *Store) Authenticate(ctx context.Context, token string) (Principal, error) {
	if !strings.HasPrefix(token, api.TokenPrefix) && !strings.HasPrefix(token, api.MachinePrefix) {
		return Principal{}, desk.ErrUnauthorized
	}
	hash := sha256.Sum256([]byte(token))
	var p Principal
	var used sql.NullInt64
	err := s.look(ctx, func(q query) error {
		var id desk.AgentID
		var scopes string
		var expires sql.NullInt64
		err := q.row(`SELECT agent, scopes, expires, used FROM tokens WHERE hash = $1`, hash[:]).Scan(&id, &scopes, &expires, &used)
		if errors.Is(err, sql.ErrNoRows) {
			return desk.ErrUnauthorized
		}
		if err != nil {
			return err
		}
		if expires.Valid && s.now().UnixMilli() >= expires.Int64 {
			return desk.ErrUnauthorized
		}
		p, err = principal(q, id)
		p.Token, p.Scopes, p.Via, p.hash, p.Expires = idOf(hash[:]), scopesOf(scopes), ViaHTTP, hash, instant(expires)
		return err
	})
	if err != nil {
		return Principal{}, err
	}
	s.uses.add(hash, used, s.now())
	return p, nil
}

// usedOften is how exactly the desk knows when a token was last used.
const usedOften = time.Hour

// uses are tokens that were used lately, until somebody has the time to write it down: to be
// let in costs no write.
type uses struct {
	mu  sync.Mutex
	all map[[sha256.Size]byte]time.Time
}

func (u *uses) add(hash [sha256.Size]byte, known sql.NullInt64, now time.Time) {
	if known.Valid && now.Sub(instant(known)) < usedOften {
		return
	}
	u.put(map[[sha256.Size]byte]time.Time{hash: now})
}

// put notes uses; of a token that is noted already the later one.
func (u *uses) put(some map[[sha256.Size]byte]time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.all == nil {
		u.all = map[[sha256.Size]byte]time.Time{}
	}
	for hash, at := range some {
		if at.After(u.all[hash]) {
			u.all[hash] = at
		}
	}
}

func (u *uses) take() map[[sha256.Size]byte]time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	all := u.all
	u.all = nil
	return all
}

// noteUses writes down which tokens were used. What could not be written down is next time.
func (s *Store) noteUses(ctx context.Context) error {
	all := s.uses.take()
	if len(all) == 0 {
		return nil
	}
	err := s.change(ctx, func(t *tx) error {
		for hash, at := range all {
			if err := t.exec(`UPDATE tokens SET used = $1 WHERE hash = $2`, at.UnixMilli(), hash[:]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.uses.put(all)
	}
	return err
}
