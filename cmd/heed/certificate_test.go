package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// certified writes a certificate for this machine, of a name, and its key.
func certified(t testing.TB, dir, name string) (cert, key string) {
	t.Helper()
	pair, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, BasicConstraintsValid: true, IsCA: true,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &pair.PublicKey, pair)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(pair)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

func TestACertificateThatWasRenewedIsShownWithoutAStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		c := &certificate{}
		c.cert, c.key = certified(t, dir, "first")
		at := time.Now()
		dated := func() {
			t.Helper()
			at = at.Add(time.Second)
			for _, path := range []string{c.cert, c.key} {
				if err := os.Chtimes(path, at, at); err != nil {
					t.Fatal(err)
				}
			}
		}
		dated()
		if err := c.read(); err != nil {
			t.Fatal(err)
		}
		shows := func(want string) {
			t.Helper()
			pair, err := c.current(&tls.ClientHelloInfo{})
			if err != nil || pair.Leaf.Subject.CommonName != want {
				t.Errorf("%v, %v, want %s", pair.Leaf.Subject, err, want)
			}
		}
		shows("first")
		if err := os.WriteFile(c.key, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		dated()
		time.Sleep(certificateLooks)
		shows("first")
		certified(t, dir, "second")
		dated()
		shows("first")
		time.Sleep(certificateLooks)
		shows("second")
	})
}

func TestNobodyWaitsAtAPipeForACertificate(t *testing.T) {
	dir := t.TempDir()
	cert, key := certified(t, dir, "whole")
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []*certificate{{cert: pipe, key: key}, {cert: cert, key: pipe}} {
		if err := c.read(); err == nil {
			t.Error("a pipe is a certificate")
		}
	}
	if err := (&certificate{cert: cert, key: key}).read(); err != nil {
		t.Error(err)
	}
}
