package backend

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// How long the numbers of RSA keys are: shorter ones are no protection, longer ones keep a
// server busy.
const (
	shortestRSA = 2048
	longestRSA  = 8192
)

// publicKey reads a public key, as a line of an authorized_keys file. Its comment is left out:
// it may say anything.
func publicKey(line string) (api.Key, string, error) {
	key, _, options, rest, err := ssh.ParseAuthorizedKey([]byte(line))
	switch {
	case err != nil || len(strings.TrimSpace(string(rest))) > 0:
		return api.Key{}, "", unfit(api.BadKey, "line", "this is no public key, in one line")
	case len(options) > 0:
		return api.Key{}, "", unfit(api.BadKey, "line", "a key comes without options")
	case !strong(key):
		return api.Key{}, "", unfit(api.BadKey, "line", "a key is of Ed25519, ECDSA or RSA from 2048 to 8192 bits, in hardware or not")
	}
	id, sum := keyID(key)
	k := api.Key{ID: id, Type: key.Type(), Fingerprint: "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])}
	return k, strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key))), nil
}

func strong(key ssh.PublicKey) bool {
	switch key.Type() {
	case ssh.KeyAlgoED25519, ssh.KeyAlgoSKED25519, ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521, ssh.KeyAlgoSKECDSA256:
		return true
	case ssh.KeyAlgoRSA:
		held, ok := key.(ssh.CryptoPublicKey)
		if !ok {
			return false
		}
		number, ok := held.CryptoPublicKey().(*rsa.PublicKey)
		return ok && number.N.BitLen() >= shortestRSA && number.N.BitLen() <= longestRSA
	default:
		return false
	}
}

// keysOf are the public keys of an agent, the oldest first.
func keysOf(q query, who desk.AgentID) ([]api.Key, error) {
	var all []api.Key
	err := each(q, func(row scanner) error {
		var line string
		var added int64
		if err := row.Scan(&line, &added); err != nil {
			return err
		}
		k, _, err := publicKey(line)
		k.Added = time.UnixMilli(added).UTC()
		all = append(all, k)
		return err
	}, `SELECT line, added FROM keys WHERE agent = $1 ORDER BY added, id`, string(who))
	return all, err
}

// AddKey gives an account a public key, which is for work. The same again is fine; one that is another account's
// is api.KeyTaken.
func (s *Store) AddKey(ctx context.Context, p Principal, id desk.AgentID, line string) (api.Key, error) {
	k, plain, err := publicKey(line)
	if err != nil {
		return k, err
	}
	return k, s.change(ctx, func(t *tx) error {
		if err := t.may(p, ActGrant, Object{Owner: id, Gives: []api.Scope{api.ScopeWork}}); err != nil {
			return err
		}
		if _, err := agent(t, id); err != nil {
			return err
		}
		k.Added = t.now
		owners, err := column[string](t, `SELECT agent FROM keys WHERE id = $1`, k.ID)
		switch {
		case err != nil:
			return err
		case len(owners) > 0 && owners[0] != string(id):
			return api.NewProblem(http.StatusConflict, api.KeyTaken, api.RetryFixed, "this key is another account's")
		case len(owners) > 0:
			return nil
		}
		t.did("key.add", "user "+string(id), "", keyLine(k))
		return t.exec(`INSERT INTO keys (id, agent, line, added) VALUES ($1, $2, $3, $4)`, k.ID, string(id), plain, t.now.UnixMilli())
	})
}

// DropKey takes a public key of an account back, and ends what goes on by it; desk.ErrNotFound where it has none like that.
func (s *Store) DropKey(ctx context.Context, p Principal, id desk.AgentID, key string) error {
	return s.change(ctx, func(t *tx) error {
		if err := t.may(p, ActRevoke, Object{Owner: id}); err != nil {
			return err
		}
		n, err := t.dropKeys(id, func(k api.Key) bool { return k.ID == key })
		if err == nil && n == 0 {
			return desk.ErrNotFound
		}
		return err
	})
}
