package sshd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	wssh "charm.land/ssh"
	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/desk"
)

// What a handshake may agree on. The policy of the repository names the same: an audit of the
// listener tells where the two differ.
func algorithms() ssh.Config {
	return ssh.Config{
		KeyExchanges: []string{ssh.KeyExchangeMLKEM768X25519, ssh.KeyExchangeCurve25519, "curve25519-sha256@libssh.org"},
		Ciphers:      []string{ssh.CipherChaCha20Poly1305, ssh.CipherAES256GCM, ssh.CipherAES128GCM},
		MACs:         []string{ssh.HMACSHA256ETM, ssh.HMACSHA512ETM},
	}
}

// signatures are those by which somebody may show that a key is theirs.
func signatures() []string {
	return []string{
		ssh.KeyAlgoED25519, ssh.KeyAlgoSKED25519, ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521, ssh.KeyAlgoSKECDSA256,
		ssh.KeyAlgoRSASHA256, ssh.KeyAlgoRSASHA512,
	}
}

// mostTries is how many keys somebody may offer.
const mostTries = 3

// config is the handshake of one line. Nothing that is offered in it is remembered as anybody's
// identity: that is what the connection has once a key was proved.
func (s *Server) config(ctx wssh.Context) *ssh.ServerConfig {
	l := lineOf(ctx)
	return &ssh.ServerConfig{
		Config:                  algorithms(),
		MaxAuthTries:            mostTries,
		PublicKeyAuthAlgorithms: signatures(),
		PublicKeyCallback:       s.mayOpen,
		AuthLogCallback: func(conn ssh.ConnMetadata, method string, err error) {
			l.tried(conn.User(), method, err == nil)
		},
	}
}

// The identity of a connection, in what the handshake permits.
const (
	permAgent = "heed-agent"
	permKey   = "heed-key"
	permWith  = "heed-with"
	permUntil = "heed-until"
)

// mayOpen is what a key or a certificate would let somebody do who has its other half.
func (s *Server) mayOpen(conn ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
	ctx, done := context.WithTimeout(s.ctx, s.Limits.Handshake)
	defer done()
	g, options, err := s.whose(ctx, conn.User(), key)
	switch {
	case errors.Is(err, ErrNobody):
		return nil, err
	case err != nil: // nobody can come in, which only whoever runs the desk can mend
		if s.ctx.Err() == nil {
			s.Tell(fmt.Errorf("whose a key is: %w", err))
		}
		return nil, err
	case conn.User() != string(g.Agent):
		return nil, ErrNobody
	}
	return &ssh.Permissions{CriticalOptions: options, Extensions: map[string]string{
		permAgent: string(g.Agent), permKey: g.Key, permWith: g.With, permUntil: strconv.FormatInt(seconds(g.Until), 10),
	}}, nil
}

// whose is the account that a key or a certificate is for, with the options of a certificate that
// the handshake must heed.
func (s *Server) whose(ctx context.Context, called string, key ssh.PublicKey) (Guest, map[string]string, error) {
	if cert, ok := key.(*ssh.Certificate); ok {
		return s.vouched(ctx, called, cert)
	}
	g, err := s.Accounts.KeyOwner(ctx, key)
	g.With = key.Type() + " " + Fingerprint(key)
	return g, nil, err
}

// What a certificate must say for a session with a terminal, and where from it lets in: the
// handshake looks after that.
const (
	permitPTY     = "permit-pty"
	sourceAddress = "source-address"
)

// vouched is the account for which a certificate stands: one of an authority that counts, for a
// user, good now, and for that account by its name.
func (s *Server) vouched(ctx context.Context, login string, cert *ssh.Certificate) (Guest, map[string]string, error) {
	_, pty := cert.Extensions[permitPTY]
	switch {
	case s.Vouches == nil, cert.CertType != ssh.UserCert, !slices.Contains(cert.ValidPrincipals, login), !pty:
		return Guest{}, nil, ErrNobody
	case cert.Key.Type() == ssh.KeyAlgoRSA, cert.Signature.Format == ssh.KeyAlgoRSA: // of any size; by SHA-1
		return Guest{}, nil, ErrNobody
	case !s.Vouches(cert.SignatureKey):
		return Guest{}, nil, ErrNobody
	}
	heeded := ssh.CertChecker{SupportedCriticalOptions: []string{sourceAddress}}
	if err := heeded.CheckCert(login, cert); err != nil {
		return Guest{}, nil, ErrNobody
	}
	g, err := s.Accounts.Vouched(ctx, desk.AgentID(login))
	g.With = fmt.Sprintf("certificate %d %s", cert.Serial, Fingerprint(cert.Key))
	if cert.ValidBefore < ssh.CertTimeInfinity {
		g.Until = time.Unix(int64(min(cert.ValidBefore, 1<<40)), 0)
	}
	return g, cert.CriticalOptions, err
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// guestOf is who a connection belongs to, now that it has been proved.
func guestOf(conn *ssh.ServerConn) (Guest, bool) {
	if conn.Permissions == nil || conn.Permissions.Extensions[permAgent] == "" {
		return Guest{}, false
	}
	e := conn.Permissions.Extensions
	g := Guest{Agent: desk.AgentID(e[permAgent]), Key: e[permKey], With: e[permWith]}
	if until, err := strconv.ParseInt(e[permUntil], 10, 64); err == nil && until > 0 {
		g.Until = time.Unix(until, 0)
	}
	return g, true
}
