package story_test

import (
	"context"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/pgtest"
)

// site is where the desks of a story stand.
type site interface {
	// fresh is a place at which no desk is.
	fresh(t testing.TB) string
	// open opens the desk there, and makes it; forCopy makes one that is to become what a backup holds.
	open(at string, forCopy bool) (*backend.Store, error)
	// look looks at the desk there while it is open.
	look(at string) (*backend.Source, error)
}

// inFile is where each desk has a folder.
type inFile struct{}

func (inFile) fresh(t testing.TB) string { return t.TempDir() }

func (inFile) open(at string, forCopy bool) (*backend.Store, error) {
	if forCopy {
		return backend.OpenForCopy(at)
	}
	return backend.Open(at)
}

func (inFile) look(at string) (*backend.Source, error) { return backend.Peek(context.Background(), at) }

// inPostgres is where each desk has a schema. Its servers hear nothing of each other: nobody can
// wait for a database on the clock of a story.
type inPostgres struct{ cluster *pgtest.Cluster }

func (p inPostgres) fresh(t testing.TB) string {
	t.Helper()
	at, err := p.cluster.FreshSchema(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func (inPostgres) open(at string, forCopy bool) (*backend.Store, error) {
	return backend.Connect(context.Background(), at, backend.ConnectOptions{Fragile: true, Deaf: true, ForCopy: forCopy})
}

func (inPostgres) look(at string) (*backend.Source, error) {
	return backend.PeekAt(context.Background(), at, backend.ConnectOptions{Fragile: true})
}
