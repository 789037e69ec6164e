package main

import (
	"net"
	"os"
	"strings"
	"testing"
)

func TestWhoIsToListenAtAnAddressOfIPv4ListensThereAloneAndIsSaidUnderANameThatCanBeTyped(t *testing.T) {
	cert, key := certified(t, t.TempDir(), "desk")
	l, scheme, err := serving{listen: "0.0.0.0:0", cert: cert, key: key}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if at := l.Addr().String(); scheme != "https" || !strings.HasPrefix(at, "0.0.0.0:") {
		t.Errorf("it listens at %s://%s", scheme, at)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string][2]string{
		"0.0.0.0":   {host + ":8470", host},
		"::":        {host + ":8470", host},
		"127.0.0.1": {"127.0.0.1:8470", ""},
		"::1":       {"[::1]:8470", ""},
	} {
		address, name := reachable(&net.TCPAddr{IP: net.ParseIP(at), Port: 8470})
		if got := [2]string{address, name}; got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
	for host, want := range map[string]string{"0.0.0.0": "tcp4", "192.0.2.1": "tcp4", "::": "tcp", "": "tcp", "localhost": "tcp", "desk.example": "tcp"} {
		if got := network(host); got != want {
			t.Errorf("%q: %s, want %s", host, got, want)
		}
	}
}
