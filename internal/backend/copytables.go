package backend

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// table is one that a copy goes through, with its columns by name.
type table struct {
	name    string
	columns []string
}

// tables are those of a desk's layout in the order in which they are made, so that none comes
// before one to which it refers. The bytes of files go their own way.
func (s *Store) tables() ([]table, error) {
	texts, err := migrationTexts()
	if err != nil {
		return nil, err
	}
	var all []table
	made := regexp.MustCompile(`CREATE TABLE (?:IF NOT EXISTS )?(\w+)`)
	for _, m := range made.FindAllStringSubmatch(strings.Join(texts[:s.layout], ""), -1) {
		if m[1] == "pieces" {
			continue
		}
		columns, err := s.columnsOf(m[1])
		if err != nil {
			return nil, err
		}
		all = append(all, table{m[1], columns})
	}
	return all, nil
}

// columnsOf are the names of a table's columns, sorted: a desk of an earlier heed may have them
// in another order.
func (s *Store) columnsOf(name string) (columns []string, err error) {
	err = s.look(context.Background(), func(q query) (err error) {
		rows, err := q.rows(`SELECT * FROM ` + name + ` WHERE 1 = 0`)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rows.Err(), rows.Close()) }()
		columns, err = rows.Columns()
		return err
	})
	slices.Sort(columns)
	return columns, err
}

// names lists the columns of a table for a statement.
func (t table) names() string { return `"` + strings.Join(t.columns, `", "`) + `"` }

// insert is the statement that writes a row of the table.
func (t table) insert() string {
	marks := make([]string, len(t.columns))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	return `INSERT INTO ` + t.name + ` (` + t.names() + `) VALUES (` + strings.Join(marks, ", ") + `)`
}

// tally is what two tables are compared by: the number of their rows, and the sum of their
// hashes, which is the same in whatever order they come.
type tally struct {
	rows int
	sum  [sha256.Size]byte
}

func (t *tally) add(row []any) error {
	h := sha256.New()
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			fmt.Fprint(h, "n")
		case int64:
			fmt.Fprintf(h, "i%d;", v)
		case string:
			fmt.Fprintf(h, "s%d:%s", len(v), v)
		case []byte:
			fmt.Fprintf(h, "b%d:%s", len(v), v)
		default:
			return fmt.Errorf("a table holds %T", v)
		}
	}
	carry := 0
	for i, b := range h.Sum(nil) {
		carry += int(t.sum[i]) + int(b)
		t.sum[i], carry = byte(carry), carry>>8
	}
	t.rows++
	return nil
}

// read goes through a table and hands every row to take.
func (t table) read(q query, take func(row []any) error) (tally, error) {
	var sum tally
	row, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range row {
		into[i] = &row[i]
	}
	err := each(q, func(s scanner) error {
		if err := s.Scan(into...); err != nil {
			return err
		}
		for i, v := range row {
			if text, is := v.(string); is {
				row[i] = storable(text)
			}
		}
		if err := sum.add(row); err != nil || take == nil {
			return err
		}
		return take(row)
	}, `SELECT `+t.names()+` FROM `+t.name)
	return sum, err
}

// count goes through tables.
func count(q query, tables []table) (all []tally, err error) {
	for _, table := range tables {
		one, err := table.read(q, nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", table.name, err)
		}
		all = append(all, one)
	}
	return all, nil
}
