package backend

import (
	"database/sql"
	"errors"

	"github.com/heed-desk/heed/desk"
)

// query is what reads: the writer inside its transaction, or a reader's.
type query interface {
	row(query string, args ...any) scanner
	rows(query string, args ...any) (*sql.Rows, error)
}

// scanner is a row to be read.
type scanner interface{ Scan(into ...any) error }

// errEnough ends each before the last row, and is no error.
var errEnough = errors.New("enough")

// each calls do with every row that a query finds.
func each(q query, do func(scanner) error, text string, args ...any) (err error) {
	rows, err := q.rows(text, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := do(legible{rows}); errors.Is(err, errEnough) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return rows.Err()
}

// column reads the only column that a query finds.
func column[T any](q query, text string, args ...any) ([]T, error) {
	var all []T
	err := each(q, func(row scanner) error {
		var v T
		err := row.Scan(&v)
		all = append(all, v)
		return err
	}, text, args...)
	return all, err
}

// decoded reads the records that a query finds, as JSON in its only column.
func decoded[T any](q query, text string, args ...any) ([]T, error) {
	texts, err := column[string](q, text, args...)
	if err != nil {
		return nil, err
	}
	all := make([]T, len(texts))
	for i, j := range texts {
		if err := parse(j, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// one reads one record; desk.ErrNotFound where there is none.
func one[T any](q query, text string, key any) (T, error) {
	var v T
	var j string
	if err := found(q.row(text, key).Scan(&j)); err != nil {
		return v, err
	}
	return v, parse(j, &v)
}

// found turns "no row" into desk.ErrNotFound.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return desk.ErrNotFound
	}
	return err
}
