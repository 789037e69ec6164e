package station

import (
	"errors"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/profile"
)

func TestADeskIsReachedByTheTokenOfAProfileThatIsOpenElsewhere(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
	home := t.TempDir()
	url, token := serveDesk(t)
	sealed := Secrets{Passphrase: "correct horse"}
	if _, err := Login(t.Context(), LoginAsk{Home: home, URL: url, Token: token, Secrets: sealed}); err != nil {
		t.Fatal(err)
	}
	o := Options{Where: Where{Home: home}, Use: profile.Pipe, Secrets: sealed}
	working, err := Open(t.Context(), o) // and has the folder's lock
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := working.Close(); err != nil {
			t.Error(err)
		}
	}()
	line, done, err := Reach(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	now, err := line.Setup(t.Context())
	if err != nil || len(now.Policies) == 0 {
		t.Errorf("%+v %v", now, err)
	}
	if _, err := line.Configure(t.Context(), now.Tag(), now); !errors.Is(err, desk.ErrForbidden) {
		t.Errorf("an agent decides: %v", err)
	}
	if err := done(); err != nil {
		t.Error(err)
	}
	o.Secrets = Secrets{Passphrase: "another one"}
	if _, _, err := Reach(t.Context(), o); err == nil {
		t.Error("it is reached with another passphrase")
	}
	o.Secrets = Secrets{Token: "heed_agent_none"}
	if line, done, err = Reach(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if _, err := line.Setup(t.Context()); !errors.Is(err, desk.ErrUnauthorized) {
		t.Errorf("a token that is none: %v", err)
	}
	if err := done(); err != nil {
		t.Error(err)
	}
}
