package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"syscall"

	"github.com/heed-desk/heed/desk"
)

// away is the failure of a request that no answer came to.
func away(err error) *desk.Temporary { return &desk.Temporary{Err: err, Why: wayOf(err)} }

// wayOf says in what way a connection failed, as far as the system tells.
func wayOf(err error) desk.Away {
	var name *net.DNSError
	var trust *tls.CertificateVerificationError
	var slow net.Error
	switch {
	case errors.As(err, &trust):
		return distrust(trust)
	case errors.Is(err, http.ErrSchemeMismatch):
		return desk.AwayNoTLS
	case errors.As(err, &name) && !name.IsTimeout:
		return desk.AwayNoHost
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, fs.ErrNotExist): // a socket's file that is not there
		return desk.AwayNobody
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETDOWN):
		return desk.AwayNoRoad
	case errors.Is(err, errTimeout), errors.Is(err, errQuiet), errors.Is(err, context.DeadlineExceeded),
		errors.As(err, &slow) && slow.Timeout():
		return desk.AwaySilent
	case errors.Is(err, context.Canceled):
		return ""
	default:
		return desk.AwayCut
	}
}

// distrust is what is wrong with a certificate.
func distrust(err error) desk.Away {
	var issuer x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return desk.AwayExpired
	case errors.As(err, &name):
		return desk.AwayOtherName
	case errors.As(err, &issuer):
		return desk.AwayUnknownIssuer
	default:
		return desk.AwayNoTrust
	}
}
