package backend_test

import (
	"bufio"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// codeOf is the code of a problem; empty for none.
func codeOf(err error) api.Code {
	var p *api.Problem
	switch {
	case errors.As(err, &p):
		return p.Code
	case err != nil:
		return api.Code(err.Error())
	default:
		return ""
	}
}

func TestAnAccountIsOpenedOnceHoweverOftenItIsAsked(t *testing.T) {
	b := newBench(t)
	e := api.Enrolment{Agent: "zoe", Role: desk.RoleLead, Groups: []desk.GroupID{"vip", "billing", "vip"}}
	for range 2 {
		a, err := b.store.Enrol(t.Context(), b.steward(t), e)
		if err != nil || a.Version != 1 || a.Name != desk.Foreign("zoe") || !slices.Equal(a.Groups, []desk.GroupID{"billing", "vip"}) {
			t.Fatalf("%+v, %v", a, err)
		}
	}
	for want, e := range map[api.Code]api.Enrolment{
		api.Exists:   {Agent: "zoe", Role: desk.RoleAgent},
		api.BadLogin: {Agent: "Zoe", Role: desk.RoleAgent},
		api.BadRole:  {Agent: "tom", Role: "king"},
		api.BadGroup: {Agent: "tom", Role: desk.RoleAgent, Groups: []desk.GroupID{"two words"}},
		api.BadName:  {Agent: "tom", Role: desk.RoleAgent, Name: desk.Foreign("Tom\x1b[2J")},
	} {
		if _, err := b.store.Enrol(t.Context(), b.steward(t), e); codeOf(err) != want {
			t.Errorf("%+v: %v, want %s", e, err, want)
		}
	}
}

func TestTheLastAdminStaysAdmin(t *testing.T) {
	b := newBench(t)
	boss := b.steward(t)
	for _, id := range []desk.AgentID{"eva", "fay"} {
		if _, err := b.store.Enrol(t.Context(), boss, api.Enrolment{Agent: id, Role: desk.RoleAdmin}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.store.Amend(t.Context(), boss, "eva", api.Amendment{Disabled: to(true)}); err != nil {
		t.Error(err)
	}
	for _, with := range []api.Amendment{{Disabled: to(true)}, {Role: to(desk.RoleAgent)}} {
		if _, err := b.store.Amend(t.Context(), boss, "fay", with); codeOf(err) != api.LastAdmin {
			t.Error(err)
		}
	}
}

func TestWhoComesBackNeedsANewToken(t *testing.T) {
	b := newBench(t)
	boss, token := b.steward(t), b.token(t, "ann", 0)
	enabled := func(is bool) {
		t.Helper()
		if _, err := b.store.Amend(t.Context(), boss, "ann", api.Amendment{Disabled: to(!is)}); err != nil {
			t.Fatal(err)
		}
	}
	enabled(false)
	if _, err := b.store.Authenticate(t.Context(), token); !errors.Is(err, backend.ErrDisabled) {
		t.Error(err)
	}
	if _, err := b.store.GiveToken(t.Context(), boss, "ann", api.TokenAsk{}); codeOf(err) != api.Disabled {
		t.Error(err)
	}
	enabled(true)
	if _, err := b.store.Authenticate(t.Context(), token); !errors.Is(err, desk.ErrUnauthorized) {
		t.Error(err)
	}
}

func TestATokenHoldsAsLongAsWhatItIsForMay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		boss := b.steward(t)
		for _, c := range []struct {
			ask  api.TokenAsk
			want api.Code
			days int
		}{
			{api.TokenAsk{}, "", 90},
			{api.TokenAsk{Days: 1}, "", 1},
			{api.TokenAsk{Days: 91}, api.BadDays, 0},
			{api.TokenAsk{Days: -1}, api.BadDays, 0},
			{api.TokenAsk{Days: 366, Scopes: []api.Scope{api.ScopeIntake}}, "", 366},
			{api.TokenAsk{Days: 366, Scopes: []api.Scope{api.ScopeIntake, api.ScopeMetrics}}, "", 366},
			{api.TokenAsk{Days: 366, Scopes: []api.Scope{api.ScopeIntake, api.ScopeRead}}, api.BadDays, 0},
			{api.TokenAsk{Days: 367, Scopes: []api.Scope{api.ScopeIntake}}, api.BadDays, 0},
			{api.TokenAsk{Scopes: []api.Scope{"everything"}}, api.BadScope, 0},
			{api.TokenAsk{Label: "my laptop"}, api.BadLabel, 0},
		} {
			k, err := b.store.GiveToken(t.Context(), boss, "ann", c.ask)
			if codeOf(err) != c.want {
				t.Errorf("%+v: %v", c.ask, err)
			}
			if err != nil {
				continue
			}
			if holds := time.Until(k.Expires).Round(time.Second); holds != time.Duration(c.days)*24*time.Hour {
				t.Errorf("%+v: it holds for %v", c.ask, holds)
			}
			if machine := strings.HasPrefix(k.Text, "heed_machine_"); machine != api.ForMachines(k.Scopes) {
				t.Errorf("%+v: it begins with %s", c.ask, k.Text[:12])
			}
		}
		b.close(t)
	})
}

func TestTheDeskKnowsAboutWhenATokenWasUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		token := b.token(t, "ann", 0)
		used := func() time.Time {
			t.Helper()
			one, err := b.store.Person(t.Context(), "ann")
			if err != nil || len(one.Tokens) != 1 {
				t.Fatal(one, err)
			}
			return one.Tokens[0].Used
		}
		for range 3 {
			if _, err := b.store.Authenticate(t.Context(), token); err != nil {
				t.Fatal(err)
			}
			at := time.Now()
			time.Sleep(2 * time.Minute)
			synctest.Wait()
			if off := at.Sub(used()); off < 0 || off > time.Hour {
				t.Errorf("it was used %v before it says", off)
			}
			time.Sleep(time.Hour)
		}
		b.close(t)
	})
}

func TestOnlyAPublicKeyThatIsStrongBecomesAnAccounts(t *testing.T) {
	b := newBench(t)
	boss := b.steward(t)
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Skip(err)
	}
	public, err := ssh.NewPublicKey(&short.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, line := range map[string]string{
		"nothing":    "",
		"a sentence": "my key",
		"private":    "-----BEGIN OPENSSH PRIVATE KEY-----",
		"options":    `command="rm" ` + someKey,
		"two":        someKey + "\n" + someKey,
		"too short":  string(ssh.MarshalAuthorizedKey(public)),
	} {
		if _, err := b.store.AddKey(t.Context(), boss, "ann", line); codeOf(err) != api.BadKey {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 2 {
		k, err := b.store.AddKey(t.Context(), boss, "ann", someKey+"\n")
		if err != nil || k.Type != "ssh-ed25519" || !strings.HasPrefix(k.Fingerprint, "SHA256:") {
			t.Fatal(k, err)
		}
	}
	if _, err := b.store.AddKey(t.Context(), boss, "ben", someKey); codeOf(err) != api.KeyTaken {
		t.Error(err)
	}
	one, err := b.store.Person(t.Context(), "ann")
	if err != nil || len(one.Keys) != 1 {
		t.Fatal(one, err)
	}
	if err := b.store.DropKey(t.Context(), boss, "ann", one.Keys[0].ID); err != nil {
		t.Error(err)
	}
	if err := b.store.DropKey(t.Context(), boss, "ann", one.Keys[0].ID); !errors.Is(err, desk.ErrNotFound) {
		t.Error(err)
	}
}

// TestWhateverStreamsEndsAtOnceForWhoMayComeInNoLonger is about everything that goes on for a
// while: hints, a snapshot whose reader stands still, a file that is still coming.
func TestWhateverStreamsEndsAtOnceForWhoMayComeInNoLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		if _, err := b.store.Import(t.Context(), manyRecords(1500)); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name string
			end  func(backend.Principal) error
		}{
			{"revoked", func(p backend.Principal) error { return b.store.Revoke(t.Context(), b.steward(t), "ann", p.Token) }},
			{"logged out", func(p backend.Principal) error { return b.store.Leave(t.Context(), p) }},
			{"disabled", func(backend.Principal) error {
				_, err := b.store.Amend(t.Context(), b.steward(t), "ann", api.Amendment{Disabled: to(true)})
				return err
			}},
		} {
			name := c.name
			token, mine := b.token(t, "ann", 0), b.token(t, "ann", 0)
			p, err := b.store.Authenticate(t.Context(), token)
			if err != nil {
				t.Fatal(err)
			}
			opened := func(method, path, token string, body io.Reader) io.ReadCloser {
				req, err := http.NewRequestWithContext(t.Context(), method, "http://desk"+path, body)
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("Authorization", "Bearer "+token)
				res, err := b.server.Transport("").RoundTrip(req)
				if err != nil || res.StatusCode != http.StatusOK {
					t.Fatal(res, err)
				}
				return res.Body
			}
			hints, snapshot, other := opened("GET", "/v1/hints", token, nil), opened("GET", "/v1/snapshot", token, nil), opened("GET", "/v1/hints", mine, nil)
			synctest.Wait()
			began := time.Now()
			if err := c.end(p); err != nil {
				t.Fatal(name, err)
			}
			if _, err := io.ReadAll(hints); err != nil {
				t.Errorf("%s: hints: %v", name, err)
			}
			lines := bufio.NewReader(snapshot)
			for err = nil; err == nil; _, err = lines.ReadBytes('\n') {
			}
			if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("%s: the snapshot: %v", name, err)
			}
			if took := time.Since(began); took > 0 {
				t.Errorf("%s: after %v", name, took)
			}
			still := make(chan error, 1)
			go func() { _, err := io.ReadAll(other); still <- err }()
			synctest.Wait()
			select {
			case err := <-still:
				if name != "disabled" {
					t.Errorf("%s: so did what goes on with another token: %v", name, err)
				}
			default:
				if name == "disabled" {
					t.Errorf("what goes on with another token goes on")
				}
			}
			_ = other.Close()
		}
		b.close(t)
	})
}

func TestAListOfPeopleBeginsAfterAnyTextWhatever(t *testing.T) {
	b := newBench(t)
	for after, want := range map[desk.AgentID]int{"": 2, "\xeb\x0b\xb8hx": 0, "a\x00b": 1, "\xff": 0} {
		list, err := b.store.People(t.Context(), after)
		if err != nil || len(list.People) != want {
			t.Errorf("after %q there are %d people, %v", after, len(list.People), err)
		}
	}
}
