package backend

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// holding is a condition for the texts in which a word stands as JSON has it.
func holding(word string) string {
	j, _ := json.Marshal(word) // a text always can be
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.Trim(string(j), `"`)) + "%"
}

// mentioning are the runs, of those that changed under a number or since, in which a customer, or an
// address of theirs, stands.
func mentioning(q query, id desk.CustomerID, mails []desk.Untrusted, since int64) ([]int64, error) {
	words := []string{id.String()}
	for _, m := range mails {
		if !m.IsEmpty() {
			words = append(words, m.Raw())
		}
	}
	var all []int64
	for _, word := range words {
		some, err := column[int64](q, `SELECT row FROM entries WHERE seq >= $2 AND json LIKE $1 ESCAPE '\'`, holding(word), since)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// silence takes a customer's words and addresses out of runs of entries in others' tickets. Those
// who hold them are told to drop them, and are sent what is left.
func (t *tx) silence(rows []int64, id desk.CustomerID, mails []desk.Untrusted, seq int64) (stale []desk.FileID, n int, err error) {
	for _, row := range rows {
		files, some, err := t.silenceRun(row, id, mails, seq)
		if err != nil {
			return nil, 0, err
		}
		stale, n = append(stale, files...), n+some
	}
	return stale, n, nil
}

func (t *tx) silenceRun(row int64, id desk.CustomerID, mails []desk.Untrusted, seq int64) (stale []desk.FileID, n int, err error) {
	var ticket int64
	var text string
	err = found(t.row(`SELECT ticket, json FROM entries WHERE row = $1`, row).Scan(&ticket, &text))
	if errors.Is(err, desk.ErrNotFound) {
		return nil, 0, nil // it went with its ticket
	}
	if err != nil {
		return nil, 0, err
	}
	all, err := readRuns(text)
	if err != nil {
		return nil, 0, err
	}
	var files [][]byte
	for i := range all {
		m := &all[i]
		before := len(m.To)
		m.To = slices.DeleteFunc(m.To, func(a desk.Address) bool { return slices.Contains(mails, a.Value) })
		theirs := m.Author.Customer == id
		if theirs {
			for _, f := range m.Attachments {
				files = append(files, f.ID[:])
			}
			m.Author, m.Text, m.Attachments = desk.Author{}, desk.Untrusted{}, nil
		}
		if !theirs && len(m.To) == before {
			continue
		}
		n++
		if err := t.bury(desk.RecordMessage, m.Ticket.String()+"/"+strconv.FormatInt(int64(m.ID), 10), seq); err != nil {
			return nil, 0, err
		}
	}
	if n == 0 {
		return nil, 0, nil
	}
	r, err := newRun(all)
	if err != nil {
		return nil, 0, err
	}
	for _, f := range files {
		if err := t.exec(`DELETE FROM uses WHERE file = $1 AND ticket = $2`, f, ticket); err != nil {
			return nil, 0, err
		}
	}
	if stale, err = t.dropUnused(files); err != nil {
		return nil, 0, err
	}
	return stale, n, t.exec(`UPDATE entries SET json = $1, seq = $2 WHERE row = $3`, r.text, seq, row)
}

// named are the tickets in which an address of a customer still stands.
func named(q query, c desk.Customer) ([]int64, error) {
	var all []int64
	for _, word := range slices.Concat(c.Mails, c.Phones) {
		if word.IsEmpty() {
			continue
		}
		some, err := column[int64](q, `SELECT DISTINCT number FROM tickets LEFT JOIN entries ON entries.ticket = tickets.row
			WHERE entries.json LIKE $1 ESCAPE '\' OR tickets.json LIKE $1 ESCAPE '\'`, holding(word.Raw()))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}
