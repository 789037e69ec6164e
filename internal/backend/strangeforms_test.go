package backend_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

func TestAFormAttachesNoFileThatSomebodyElseHasNotSent(t *testing.T) {
	b := newBench(t)
	token := b.intake(t)
	f := fileOf("notes.txt", "for nobody yet")
	if err := b.line.Upload(t.Context(), f, opening("for nobody yet")); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("for nobody yet"))
	with := strings.Replace(aboutALamp, `"tags"`, `"attachments":[{"id":"`+hex.EncodeToString(sum[:])+`","name":"a","size":14}],"tags"`, 1)
	if _, p := b.takesIn(t, token, "/v1/tickets", "1", with); p == nil || p.Code != api.NoFile {
		t.Fatalf("it has what only ann brought: %+v", p)
	}
	first, p := b.takesIn(t, token, "/v1/tickets", "1", aboutALamp)
	if p != nil {
		t.Fatal(p)
	}
	said := `{"text":"Look.","attachments":[{"id":"` + hex.EncodeToString(sum[:]) + `","name":"a","size":14}]}`
	path := "/v1/tickets/" + first.Ticket.String() + "/messages"
	if _, p := b.takesIn(t, token, path, "2", said); p == nil || p.Code != api.NoFile {
		t.Errorf("a message has what only ann brought: %+v", p)
	}
	if _, err := fetched(t.Context(), b.lineOf(t, "ben"), f); err == nil {
		t.Error("ben reads it")
	}
	status, p, _ := b.asks(t, http.MethodPost, api.Files, token, "for nobody yet", "Content-Type", api.TypeFile)
	if status != http.StatusCreated {
		t.Fatal(status, p)
	}
	for _, key := range []string{"2", "3"} { // a file that a message has already, too
		if _, p := b.takesIn(t, token, path, key, said); p != nil {
			t.Errorf("it has not what it brought itself: %+v", p)
		}
	}
}

func TestNobodyBlocksAFormsKey(t *testing.T) {
	b := newBench(t)
	token := b.intake(t)
	k := b.ticket(t, "a ticket of ann's")
	op := by(k, desk.Note{Text: desk.Foreign("first")})
	op.ID = desk.OpID{ID: desk.DeriveID("intake", "forms", "form-17")}
	b.do(t, op)
	first, p := b.takesIn(t, token, "/v1/tickets", "form-17", aboutALamp)
	if p != nil {
		t.Fatalf("the key was guessed: %+v", p)
	}
	if first.Op == op.ID || first.Ticket.ID == desk.DeriveID("ticket", op.ID.String()) {
		t.Error("the ids of what comes in can be reckoned by anybody")
	}
}

func TestAFormAddsWordsToNoTicketButItsOwn(t *testing.T) {
	b := newBench(t)
	token := b.intake(t)
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "shop", Role: desk.RoleAgent}); err != nil {
		t.Fatal(err)
	}
	given := map[string]string{}
	for name, scopes := range map[string][]api.Scope{"the shop's": {api.ScopeIntake}, "one for work": {api.ScopeIntake, api.ScopeWork}} {
		k, err := b.store.NewToken(t.Context(), "shop", "", 0, scopes...)
		if err != nil {
			t.Fatal(err)
		}
		given[name] = k.Text
	}
	own, p := b.takesIn(t, token, "/v1/tickets", "1", aboutALamp)
	if p != nil {
		t.Fatal(p)
	}
	path := "/v1/tickets/" + own.Ticket.String() + "/messages"
	anns := "/v1/tickets/" + b.ticket(t, "not by a form").ID.String() + "/messages"
	const more = `{"text":"It does it again."}`
	for _, c := range []struct{ token, path string }{{given["the shop's"], path}, {given["the shop's"], anns}, {token, anns}} {
		if _, p := b.takesIn(t, c.token, c.path, "2", more); p == nil || p.Status != http.StatusNotFound {
			t.Errorf("a word on somebody else's ticket: %+v", p)
		}
	}
	if _, p := b.takesIn(t, token, path, "2", more); p != nil {
		t.Error("its own ticket is none:", p)
	}
	for i, path := range []string{path, anns} {
		if _, p := b.takesIn(t, given["one for work"], path, "w"+string(rune('0'+i)), more); p != nil {
			t.Errorf("a token that is for work: %+v", p)
		}
	}
}

func TestWhatAFormSentIsTheSameAtADeskThatWasRestored(t *testing.T) {
	dir, backup := t.TempDir(), t.TempDir()
	b := openBench(t, dir)
	token := b.intake(t)
	first, p := b.takesIn(t, token, "/v1/tickets", "1", aboutALamp)
	if p != nil {
		t.Fatal(p)
	}
	b.close(t)
	copyDesk(t, dir, backup)
	restored := openBench(t, backup)
	if again, p := restored.takesIn(t, token, "/v1/tickets", "1", aboutALamp); p != nil || again != first {
		t.Error("the same again is another ticket:", again, p)
	}
	if _, p := restored.takesIn(t, token, "/v1/tickets/"+first.Ticket.String()+"/messages", "2", `{"text":"Again."}`); p != nil {
		t.Error("it may add nothing to its ticket any more:", p)
	}
}

func TestAFileIsNotTakenForOneOfAllZeros(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	status, p, _ := b.asks(t, http.MethodPost, api.Files, token, "94.80", "Content-Type", api.TypeFile, api.HeaderFile, strings.Repeat("0", 64))
	if status != http.StatusUnprocessableEntity || p == nil || p.Code != api.WrongHash {
		t.Error(status, p)
	}
}
