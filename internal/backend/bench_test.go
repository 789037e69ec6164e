package backend_test

import (
	"encoding/json"
	"iter"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// manyRecords gives n tickets with threads of 20 entries, as chats are.
func manyRecords(n int) iter.Seq2[archive.Record, error] {
	start := time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	text := strings.Repeat("words of a chat ", 5)
	return func(yield func(archive.Record, error) bool) {
		for i := range n {
			name := strconv.Itoa(i)
			k := &archive.Ticket{Ticket: desk.Ticket{
				ID: desk.TicketID{ID: desk.DeriveID("bench", name)}, Subject: desk.Foreign("about " + name),
				Channel: desk.Chat, Status: desk.Solved, Requester: desk.CustomerID{ID: desk.DeriveID("who", strconv.Itoa(i%500))},
				RequesterName: desk.Foreign("Kim"), CreatedAt: start.Add(time.Duration(i) * time.Minute),
				UpdatedAt: start.Add(time.Duration(i+5) * time.Minute), SolvedAt: start.Add(time.Duration(i+5) * time.Minute),
			}}
			for m := range 20 {
				k.Messages = append(k.Messages, desk.Message{
					ID: desk.MessageID(m + 1), Ticket: k.ID, Kind: desk.FromCustomer, At: k.CreatedAt,
					Author: desk.Author{Customer: k.Requester}, Text: desk.Foreign(text), Channel: desk.Chat,
				})
			}
			archive.Settle(k)
			if !yield(archive.Record{Ticket: k}, nil) {
				return
			}
		}
	}
}

func BenchmarkImport(b *testing.B) {
	const n = 10000
	for b.Loop() {
		store, err := backend.OpenOn(b, b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		if in, err := store.Import(b.Context(), manyRecords(n)); err != nil || in.Tickets != n {
			b.Fatal(in, err)
		}
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "tickets/s")
}

func BenchmarkSnapshotLines(b *testing.B) {
	const n = 10000
	d := newBench(b)
	if _, err := d.store.Import(b.Context(), manyRecords(n)); err != nil {
		b.Fatal(err)
	}
	var bytes int
	for b.Loop() {
		err := d.store.Snapshot(b.Context(), d.ann, func(line []byte) error { bytes += len(line); return nil })
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "tickets/s")
	b.ReportMetric(float64(bytes)/b.Elapsed().Seconds()/1e6, "MB/s")
}

func BenchmarkSnapshotOverTheLine(b *testing.B) {
	const n = 10000
	d := newBench(b)
	if _, err := d.store.Import(b.Context(), manyRecords(n)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		got, _, err := d.line.Snapshot(b.Context(), func(int) {}, func(desk.Page) error { return nil })
		if err != nil || got != n {
			b.Fatal(got, err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "tickets/s")
}

func BenchmarkReplies(b *testing.B) {
	d := newBench(b)
	k := d.ticket(b, "where is my parcel")
	for b.Loop() {
		if v, err := d.line.Apply(b.Context(), replies(k, "on its way")); err != nil || v.Outcome != desk.Applied {
			b.Fatal(v, err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

func BenchmarkDo(b *testing.B) {
	d := newBench(b)
	k := d.ticket(b, "where is my parcel")
	for b.Loop() {
		if v, err := d.store.Do(b.Context(), d.ann, replies(k, "on its way")); err != nil || v.Outcome != desk.Applied {
			b.Fatal(v, err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

func BenchmarkDecodePage(b *testing.B) {
	d := newBench(b)
	if _, err := d.store.Import(b.Context(), manyRecords(500)); err != nil {
		b.Fatal(err)
	}
	var line []byte
	if err := d.store.Snapshot(b.Context(), d.ann, func(l []byte) error {
		if len(l) > len(line) {
			line = append([]byte{}, l...)
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		var l api.Line
		if err := json.Unmarshal(line, &l); err != nil || len(l.Page.Tickets) == 0 {
			b.Fatal(err)
		}
	}
}
