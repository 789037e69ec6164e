package main

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite" // the driver of the embedded database

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/pgtest"
)

// The databases in which a desk can lie.
const (
	onSQLite   = "SQLite"
	onPostgres = "PostgreSQL"
)

// ground is a database in which a desk lies while it is measured, and the folder that it
// is served from.
type ground struct {
	name    string
	dir     string
	store   string // the URL of the database; none for a file of the folder
	bare    string // the URL of one that is empty, on the same disk; none for a file
	cluster *pgtest.Cluster
}

func sqliteGround(scratch string) *ground {
	return &ground{name: onSQLite, dir: filepath.Join(scratch, "desk-sqlite")}
}

// postgresGround is a PostgreSQL of our own that has every commit on the disk before it is
// answered, as one has it that a team works on. pgtest.ErrNone.
func postgresGround(ctx context.Context, scratch string) (*ground, error) {
	c, err := pgtest.Start(ctx, pgtest.Options{Durable: true})
	if err != nil {
		return nil, err
	}
	g := &ground{name: onPostgres, dir: filepath.Join(scratch, "desk-postgresql"), cluster: c}
	g.store, err = c.Fresh(ctx)
	if err == nil {
		g.bare, err = c.Fresh(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return g, nil
}

func (g *ground) open(ctx context.Context) (*backend.Store, error) {
	if g.store == "" {
		return backend.Open(g.dir)
	}
	return backend.Connect(ctx, g.store, backend.ConnectOptions{})
}

func (g *ground) serve(ctx context.Context, heed string) (*server, error) {
	if g.store == "" {
		return startServer(ctx, heed, g.dir)
	}
	return startServer(ctx, heed, g.dir, "--store", g.store)
}

func (g *ground) close() error {
	if g.cluster == nil {
		return nil
	}
	return g.cluster.Stop()
}

// commits returns a func that commits one row of about the size of a ticket in a database with
// nothing else in it, as the same driver does it with the same care for the disk.
func (g *ground) commits(ctx context.Context) (commit func(int) error, done func() error, err error) {
	const table, row = `CREATE TABLE bare (n BIGINT PRIMARY KEY, json TEXT NOT NULL)`, `INSERT INTO bare VALUES ($1, $2)`
	text := strings.Repeat("of a ticket ", 100)
	if g.bare != "" {
		conn, err := pgx.Connect(ctx, g.bare)
		if err != nil {
			return nil, nil, err
		}
		_, err = conn.Exec(ctx, table)
		return func(n int) error {
			_, err := conn.Exec(ctx, row, n, text)
			return err
		}, func() error { return conn.Close(ctx) }, err
	}
	if err := os.MkdirAll(g.dir, 0o700); err != nil {
		return nil, nil, err
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(g.dir, "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, table)
	return func(n int) error {
		_, err := db.ExecContext(ctx, row, n, text)
		return err
	}, db.Close, err
}
