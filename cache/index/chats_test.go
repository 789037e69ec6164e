package index

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// readChats reads real conversations as documents.
func readChats(t *testing.T) docsByID {
	t.Helper()
	dir := os.Getenv("HEED_DATA")
	if dir == "" {
		t.Skip("HEED_DATA is not set: no real conversations were searched")
	}
	f, err := os.Open(filepath.Join(dir, "conversations.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	docs := docsByID{}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for number := int64(1); lines.Scan(); number++ {
		var chat struct {
			ID, Subject string
			Opened      int64 `json:"opened_at"`
			Customer    struct{ Name, Email string }
			Messages    []struct{ From, Text string }
		}
		if err := json.Unmarshal(lines.Bytes(), &chat); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(chat.Opened, 0)
		d := Doc{Ticket: desk.Ticket{
			ID: desk.TicketID{ID: desk.DeriveID(chat.ID)}, Number: number, Version: 1, Subject: desk.Foreign(chat.Subject),
			RequesterName: desk.Foreign(chat.Customer.Name), Status: desk.Solved, CreatedAt: at, UpdatedAt: at,
		}}
		d.Customer.Mails = []desk.Untrusted{desk.Foreign(chat.Customer.Email)}
		for _, m := range chat.Messages {
			d.Messages = append(d.Messages, desk.Message{Text: desk.Foreign(m.Text)})
		}
		docs[d.Ticket.ID] = d
	}
	return docs
}

// rarest returns the n rarest words of a document, of those that others have too.
func rarest(d Doc, df map[string]int, n int) []string {
	words := map[string]bool{}
	for _, m := range d.Messages {
		tokens(m.Text, func(w string) bool {
			if len(w) > 3 && df[w] > 1 && !strings.ContainsRune(w, '@') {
				words[w] = true
			}
			return true
		})
	}
	var all []string
	for w := range words {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b string) int {
		if df[a] != df[b] {
			return df[a] - df[b]
		}
		return strings.Compare(a, b)
	})
	return all[:min(n, len(all))]
}

func TestRealChatsAreFoundByAFewOfTheirWords(t *testing.T) {
	docs := readChats(t)
	x := New(newMemory(), newPlain(), docs)
	note(t, x, docs.ids()...)
	begun := time.Now()
	work(t, x)
	t.Logf("%d chats indexed in %v", x.Len(), time.Since(begun))
	df := map[string]int{}
	for _, d := range docs {
		seen := map[string]bool{}
		for _, m := range d.Messages {
			tokens(m.Text, func(w string) bool { seen[w] = true; return true })
		}
		for w := range seen {
			df[w]++
		}
	}
	asked, first, ten := 0, 0, 0
	for i, id := range docs.ids() {
		if i%10 > 0 {
			continue
		}
		words := rarest(docs[id], df, 3)
		if len(words) < 3 {
			continue
		}
		asked++
		q, err := Parse(strings.Join(words, " "), noon())
		if err != nil {
			t.Fatal(err)
		}
		res, err := x.Search(t.Context(), q, len(docs), noon())
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(res.Hits, func(h Hit) bool { return h.Ticket == id })
		if at < 0 {
			t.Errorf("%q does not find the chat that has them", words)
		}
		if at == 0 {
			first++
		}
		if at >= 0 && at < 10 {
			ten++
		}
		if s := Snippet(q, docs[id].Messages); len(s.Spans) == 0 {
			t.Errorf("%q gives a snippet without any of them", words)
		}
	}
	t.Logf("by three words of it: first %d, among ten %d of %d", first, ten, asked)
	if ten*100 < asked*95 { // some chats are about the very same thing
		t.Errorf("only %d of %d were among the first ten", ten, asked)
	}
}
