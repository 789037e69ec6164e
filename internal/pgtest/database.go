package pgtest

import (
	"errors"
	"testing"
)

// Private is a cluster of one test. Where no PostgreSQL is installed the test is skipped.
func Private(t testing.TB, o Options) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), o)
	if errors.Is(err, ErrNone) {
		t.Skip("SKIPPED LOUDLY:", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// Durable is a Private cluster that keeps what it confirms, and a database in it that is empty.
func Durable(t testing.TB) (c *Cluster, at string) {
	t.Helper()
	c = Private(t, Options{Durable: true})
	at, err := c.Fresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c, at
}
