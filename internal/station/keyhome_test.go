package station

import (
	"testing"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/profile"
)

func TestATokenInTheFolderFollowsWhenTheKeyIsChanged(t *testing.T) {
	at := &site{dir: t.TempDir(), name: "a", anew: true}
	u, err := Secrets{Passphrase: "correct horse"}.find(t.Context(), at)
	if err != nil || u.home != profile.ByPassphrase {
		t.Fatal(err)
	}
	if err := keepToken(t.Context(), at, u, "heed_agent_x"); err != nil {
		t.Fatal(err)
	}
	home, fresh := u.keyHome(at), seal.NewStoreKey()
	for n, all := range [][]seal.StoreKey{{fresh, u.key}, {fresh}} {
		if err := home.Keep(t.Context(), all...); err != nil {
			t.Fatal(err)
		}
		again, err := Secrets{Passphrase: "correct horse"}.find(t.Context(), at)
		if err != nil || again.key != fresh || len(again.keys()) != 2-n {
			t.Fatalf("%d keys: %v", len(again.keys()), err)
		}
		if token, err := (Secrets{}).token(t.Context(), at, again); err != nil || token != "heed_agent_x" {
			t.Errorf("of %d keys: %q, %v", len(all), token, err)
		}
	}
	if _, err := readToken(at.dir, u.key); err == nil {
		t.Error("the old key still opens the token")
	}
	if err := home.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := readToken(at.dir, fresh); err == nil {
		t.Error("the token outlives the key")
	}
}
