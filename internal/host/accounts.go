package host

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// ErrNoAccount says that a desk knows nobody of that name.
var ErrNoAccount = errors.New("the desk has no account of that name")

// ErrHasAccounts says that a desk has an owner already.
var ErrHasAccounts = errors.New("the desk has accounts already")

// pathAccount is where the socket of a desk tells whose account is meant.
const pathAccount = "/account"

// How long the process that has the folder may take until it answers, in all and at a time.
const (
	patience = 5 * time.Second
	oneTry   = 500 * time.Millisecond
)

// Account finds for whom this desk is opened: see AccountIn. User is who runs this process.
// *profile.Busy where the process that has the folder is stopped or silent.
func (d *Desk) Account(ctx context.Context, as, user string) (desk.Agent, error) {
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		if s := d.Store(); s != nil {
			return AccountIn(wait, s, as, user)
		}
		if owner := profile.Owner(d.dir); owner.Stopped {
			return desk.Agent{}, owner
		}
		a, err := d.tryAccount(wait, as, user)
		var not *desk.Temporary
		if !errors.As(err, &not) {
			return a, err
		}
		select { // it has the folder and does not answer yet, or is gone and we take over
		case <-wait.Done():
			if ctx.Err() != nil {
				return a, ctx.Err()
			}
			owner := profile.Owner(d.dir)
			owner.Silent = true
			return a, owner
		case <-time.After(takeOver / 10):
		}
	}
}

// tryAccount asks once, and waits for no more than a moment.
func (d *Desk) tryAccount(ctx context.Context, as, user string) (desk.Agent, error) {
	ctx, cancel := context.WithTimeout(ctx, oneTry)
	defer cancel()
	a, err := d.askAccount(ctx, as, user)
	if err != nil && ctx.Err() != nil {
		err = &desk.Temporary{Err: err}
	}
	return a, err
}

func (d *Desk) askAccount(ctx context.Context, as, user string) (desk.Agent, error) {
	var a desk.Agent
	q := url.Values{"as": {as}, "user": {user}}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://desk"+pathAccount+"?"+q.Encode(), nil)
	if err != nil {
		return a, err
	}
	res, err := d.lent.RoundTrip(r)
	if err != nil {
		return a, &desk.Temporary{Err: err}
	}
	defer func() { _ = res.Body.Close() }() // it has been read
	switch res.StatusCode {
	case http.StatusOK:
		return a, json.NewDecoder(res.Body).Decode(&a)
	case http.StatusNotFound:
		return a, fmt.Errorf("%w: %q", ErrNoAccount, as)
	default:
		return a, &desk.Temporary{Err: errors.New(res.Status)}
	}
}

// tellAccount answers Account over the socket.
func tellAccount(w http.ResponseWriter, r *http.Request, s *backend.Store) {
	a, err := AccountIn(r.Context(), s, r.FormValue("as"), r.FormValue("user"))
	switch {
	case errors.Is(err, ErrNoAccount):
		http.Error(w, "no such account", http.StatusNotFound)
	case err != nil:
		http.Error(w, "the desk is in trouble", http.StatusServiceUnavailable)
	default:
		_ = json.NewEncoder(w).Encode(a) // who asked is gone: nobody is left to be told
	}
}

// AccountIn finds for whom a desk is opened: the one named, or its owner where nobody is.
// A desk without accounts gets its first one, with every right.
func AccountIn(ctx context.Context, s *backend.Store, as, user string) (desk.Agent, error) {
	all, err := s.Agents(ctx)
	if err != nil {
		return desk.Agent{}, err
	}
	if len(all) == 0 {
		return firstAccount(ctx, s, as, user)
	}
	if as == "" {
		return ownerAmong(ctx, s, all)
	}
	for _, a := range all {
		if a.ID == desk.AgentID(as) {
			return a, nil
		}
	}
	return desk.Agent{}, fmt.Errorf("%w: %q", ErrNoAccount, as)
}

// ownerAmong is the account for which the desk was made. Where that was not noted it is an
// admin, and where there is none somebody has to be named.
func ownerAmong(ctx context.Context, s *backend.Store, all []desk.Agent) (desk.Agent, error) {
	a, err := s.Owner(ctx)
	if !errors.Is(err, desk.ErrNotFound) {
		return a, err
	}
	for _, a := range all {
		if a.Role == desk.RoleAdmin && !a.Disabled {
			return a, nil
		}
	}
	return desk.Agent{}, ErrNoAccount
}

func firstAccount(ctx context.Context, s *backend.Store, as, user string) (desk.Agent, error) {
	if as == "" {
		as = string(LoginID(user))
	}
	return foundBy(ctx, s, as, as)
}

// foundBy makes the first account of a desk, with every right.
func foundBy(ctx context.Context, s *backend.Store, login, name string) (desk.Agent, error) {
	a := desk.Agent{ID: desk.AgentID(login), Name: desk.Foreign(name), Role: desk.RoleAdmin}
	return a, s.Found(ctx, a)
}

// Found makes the first account of a new desk that this process runs: its owner, by the name
// that customers read. Where there are accounts it makes none: ErrHasAccounts.
func (d *Desk) Found(ctx context.Context, name string) (desk.Agent, error) {
	all, err := d.Store().Agents(ctx)
	if err != nil {
		return desk.Agent{}, err
	}
	if len(all) > 0 {
		return desk.Agent{}, ErrHasAccounts
	}
	return foundBy(ctx, d.Store(), string(LoginID(name)), name)
}

// LoginID makes a login name of the name of a user of this machine.
func LoginID(user string) desk.AgentID {
	if i := strings.LastIndexByte(user, '\\'); i >= 0 {
		user = user[i+1:]
	}
	login := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		default:
			return -1
		}
	}, plainLetters().Replace(strings.ToLower(user)))
	login = strings.TrimLeft(login, ".-_")
	id := desk.AgentID(login[:min(len(login), desk.MaxName)])
	if login == "root" || !id.Valid() {
		return Nameless
	}
	return id
}

// plainLetters writes letters with accents as people do where a keyboard has none.
func plainLetters() *strings.Replacer {
	return strings.NewReplacer(
		"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "oe", "å", "aa", "þ", "th", "ð", "d", "ł", "l", "đ", "d",
		"á", "a", "à", "a", "â", "a", "ã", "a", "ą", "a", "ă", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e",
		"í", "i", "ì", "i", "î", "i", "ï", "i", "ı", "i", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ő", "oe", "ú", "u", "ù", "u", "û", "u", "ů", "u",
		"ű", "ue", "ç", "c", "ć", "c", "č", "c", "ñ", "n", "ń", "n", "ň", "n", "ř", "r", "ś", "s", "š", "s", "ş", "s", "ș", "s", "ť", "t", "ț", "t",
		"ý", "y", "ÿ", "y", "ź", "z", "ż", "z", "ž", "z", "ğ", "g", "ď", "d",
	)
}

// Nameless is the login of a user whose name on this machine says nothing of them.
const Nameless desk.AgentID = "owner"
