package backend

import (
	"database/sql"
	"errors"
)

// A desk that was restored from a backup lives on from an older place, and the change
// numbers that come then were given to other changes before: clients may know those. So
// every opening of a desk is a life of its own, with a random name, noted when it first
// takes a change number. A cursor is sealed with the life in which its number was given,
// and is good only where the desk has that number from the same life.

// lifeOf is the name of the life in which a change number was given.
func lifeOf(q query, seq int64) ([]byte, error) {
	var id []byte
	err := q.row(`SELECT id FROM lives WHERE first <= $1 ORDER BY row DESC LIMIT 1`, seq).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return id, err
}

// alive notes this life, before its first change number is taken.
func (t *tx) alive() error {
	if t.lived {
		return nil
	}
	t.lived = true
	return t.exec(`INSERT INTO lives (first, id) SELECT seq + 1, $1 FROM desk`, t.life)
}
