package backend

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// migrations are the steps from an empty database to the layout that this program reads and
// writes, numbered from 1 on: one text for every database, in PostgreSQL's types. A step that
// was ever released is never changed; what comes later is a step of its own.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrationTexts are the texts of the migrations in their order. The layout of a desk is the number of
// those that it has gone through; a desk of a newer one is refused.
func migrationTexts() ([]string, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql") // by name, so by number
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(names))
	for i, name := range names {
		if !strings.HasPrefix(name, fmt.Sprintf("migrations/%04d_", i+1)) {
			return nil, fmt.Errorf("%s is not the migration of number %d", name, i+1)
		}
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts[i] = string(text)
	}
	return texts, nil
}

// migrate brings a desk from its layout to a newer one. It runs in the transaction that opens it.
func (w *writer) migrate(from int, all []string) error {
	for number := from + 1; number <= len(all); number++ {
		if _, err := w.conn.ExecContext(context.Background(), w.dialect.Schema(all[number-1])); err != nil {
			return fmt.Errorf("migration %d: %w", number, err)
		}
		if err := w.fill(number); err != nil {
			return fmt.Errorf("migration %d: %w", number, err)
		}
	}
	return nil
}

// fill does what no SQL can do in a migration: it reads records of an earlier heed.
func (w *writer) fill(number int) error {
	switch number {
	case 2:
		return errors.Join(w.fillFollowers(), w.fillEnded())
	case 4:
		return w.fillClocks()
	case 6:
		return w.fillContacts()
	default:
		return nil
	}
}

// fillFollowers notes who follows what from the tickets of an earlier heed.
func (w *writer) fillFollowers() error {
	type follows struct {
		at  int64
		who []desk.AgentID
	}
	var all []follows
	if err := each(w, func(row scanner) error {
		var f follows
		var state string
		if err := row.Scan(&f.at, &state); err != nil {
			return err
		}
		var k desk.Ticket
		err := parse(state, &k)
		f.who = k.Followers
		all = append(all, f)
		return err
	}, `SELECT row, json FROM tickets WHERE json LIKE '%"followers":[%'`); err != nil {
		return err
	}
	t := &tx{writer: w}
	for _, f := range all {
		if err := t.saveFollowers(f.at, false, f.who); err != nil {
			return err
		}
	}
	return nil
}

// fillEnded gives the filters of an earlier heed the column that they did not have.
func (w *writer) fillEnded() error {
	var there int
	if err := w.row(w.dialect.HasColumn, "filters", "ended").Scan(&there); err != nil || there > 0 {
		return err
	}
	if err := w.exec(w.dialect.Schema(`ALTER TABLE filters ADD COLUMN ended BIGINT`)); err != nil {
		return err
	}
	all, err := decoded[desk.Filter](w, `SELECT json FROM filters`)
	for _, f := range all {
		if err == nil && !f.Shared() {
			err = w.exec(`UPDATE filters SET ended = $1 WHERE id = $2`, time.Now().UnixMilli(), f.ID)
		}
	}
	return err
}

// firstNumber is the number of a desk's first ticket.
const firstNumber = 4001
