package backend_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// intake is a token for what comes in, of an account of its own.
func (b *bench) intake(t testing.TB) string {
	t.Helper()
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "forms", Role: desk.RoleAgent}); err != nil {
		t.Fatal(err)
	}
	k, err := b.store.NewToken(t.Context(), "forms", "", 0, api.ScopeIntake)
	if err != nil {
		t.Fatal(err)
	}
	return k.Text
}

// takesIn sends what comes in, and reads the answer.
func (b *bench) takesIn(t testing.TB, token, path, key, body string) (api.TakenIn, *api.Problem) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://desk"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", api.TypeJSON)
	req.Header.Set("Authorization", "Bearer "+token)
	if key != "" {
		req.Header.Set(api.HeaderIdempotency, key)
	}
	res, err := b.server.Transport("").RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }() // it was read
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var taken api.TakenIn
	var p api.Problem
	if res.StatusCode == http.StatusCreated {
		if err := json.Unmarshal(text, &taken); err != nil {
			t.Error(err)
		}
		if res.Header.Get("Location") != "/v1/tickets/"+taken.Ticket.String() || res.Header.Get("ETag") == "" {
			t.Error(res.Header)
		}
		return taken, nil
	}
	if err := json.Unmarshal(text, &p); err != nil || p.Status != res.StatusCode || p.Code == "" || p.Retry == "" {
		t.Errorf("%s: %s", res.Status, text)
	}
	return taken, &p
}

const aboutALamp = `{"from":{"mail":"Kim@Example.com","name":"Kim Lee"},"subject":"The lamp","text":"It flickers.","tags":["lamps"],"urgency":1}`

func TestWhatAFormSendsIsATicketOnceHoweverOftenItIsSent(t *testing.T) {
	b := newBench(t)
	token := b.intake(t)
	first, p := b.takesIn(t, token, "/v1/tickets", "form-17", aboutALamp)
	if p != nil || first.Number != 4001 || first.Message != 1 {
		t.Fatal(first, p)
	}
	var again sync.WaitGroup
	for range 8 {
		again.Go(func() {
			if taken, p := b.takesIn(t, token, "/v1/tickets", "form-17", aboutALamp); p != nil || taken != first {
				t.Error("the same again is something else:", taken, p)
			}
		})
	}
	again.Wait()
	other := strings.Replace(aboutALamp, "flickers", "buzzes", 1)
	if _, p := b.takesIn(t, token, "/v1/tickets", "form-17", other); p == nil || p.Status != 422 || p.Code != api.Code(desk.PayloadDiffers) || p.In != "header" || p.Field != api.HeaderIdempotency {
		t.Error("something else under the same key:", p)
	}
	second, p := b.takesIn(t, token, "/v1/tickets", "form-18", aboutALamp)
	if p != nil || second.Ticket == first.Ticket {
		t.Error("another key is the same ticket:", p)
	}
	page := b.thread(t, first.Ticket)
	k := page.Tickets[0]
	if k.Channel != desk.Form || k.Status != desk.New || k.WaitingSince.IsZero() || len(k.Tags) != 1 || k.Urgency != desk.High || len(page.Messages) != 1 {
		t.Errorf("%+v", k)
	}
	if page.Messages[0].Kind != desk.FromCustomer || page.Messages[0].Author.Customer != k.Requester {
		t.Errorf("%+v", page.Messages[0])
	}
	if other := b.thread(t, second.Ticket).Tickets[0]; other.Requester != k.Requester {
		t.Error("who writes twice is two customers")
	}
	c, err := b.store.Customer(t.Context(), k.Requester)
	if err != nil || len(c.Mails) != 1 || c.Mails[0].Raw() != "Kim@Example.com" || c.Name.Raw() != "Kim Lee" {
		t.Error(c, err)
	}
}

func TestWhoIsKnownToTheDeskIsFoundByAddressOrNumber(t *testing.T) {
	b := newBench(t)
	token := b.intake(t)
	kim := desk.Customer{
		ID: desk.CustomerID{ID: desk.NewID()}, Name: desk.Foreign("Kim"), Tier: desk.Gold,
		Mails: []desk.Untrusted{desk.Foreign("kim@example.com")}, Phones: []desk.Untrusted{desk.Foreign("+49 (170) 123-45")},
	}
	if err := b.store.PutCustomer(t.Context(), kim); err != nil {
		t.Fatal(err)
	}
	requester := func(key, from string) desk.Ticket {
		t.Helper()
		taken, p := b.takesIn(t, token, "/v1/tickets", key, `{"from":`+from+`,"subject":"lamp","text":"hello"}`)
		if p != nil {
			t.Fatal(p)
		}
		return b.thread(t, taken.Ticket).Tickets[0]
	}
	for key, from := range map[string]string{"1": `{"mail":" KIM@example.com "}`, "2": `{"phone":"+4917012345"}`, "3": `{"mail":"new@example.com","phone":"+49 170 12345"}`} {
		if k := requester(key, from); k.Requester != kim.ID || k.Tier != desk.Gold || k.RequesterName.Raw() != "Kim" {
			t.Errorf("%s is somebody else", from)
		}
	}
	kim.Mails, kim.Phones = nil, nil
	if err := b.store.PutCustomer(t.Context(), kim); err != nil {
		t.Fatal(err)
	}
	if requester("4", `{"mail":"kim@example.com"}`).Requester == kim.ID {
		t.Error("who has the address no longer is found by it")
	}
	if requester("5", `{"name":"Kim"}`).Requester == requester("6", `{"name":"Kim"}`).Requester {
		t.Error("all who are called alike are one")
	}
}

func TestAWordOfTheCustomersIsAddedToTheirTicketOnce(t *testing.T) {
	b := newBench(t)
	token := b.intake(t)
	first, p := b.takesIn(t, token, "/v1/tickets", "1", aboutALamp)
	if p != nil {
		t.Fatal(p)
	}
	k := b.thread(t, first.Ticket).Tickets[0]
	b.do(t, by(k, desk.SetStatus{Status: desk.Solved}))
	path := "/v1/tickets/" + first.Ticket.String() + "/messages"
	said, p := b.takesIn(t, token, path, "2", `{"text":"It does it again."}`)
	if p != nil || said.Message <= 1 || said.Ticket != first.Ticket {
		t.Fatal(said, p)
	}
	if again, p := b.takesIn(t, token, path, "2", `{"text":"It does it again."}`); p != nil || again != said {
		t.Error(again, p)
	}
	page := b.thread(t, first.Ticket)
	last := page.Messages[said.Message-1]
	if page.Tickets[0].Status != desk.Open || last.Author.Customer != k.Requester || last.Kind != desk.FromCustomer {
		t.Errorf("%s %+v", page.Tickets[0].Status, last)
	}
	if _, p := b.takesIn(t, token, path, "1", `{"text":"It does it again."}`); p == nil || p.Status != 422 {
		t.Error("a key of a ticket is good for a message:", p)
	}
}

func TestWhatCannotBeTakenInIsNamedAndMayBeMendedUnderItsKey(t *testing.T) {
	b := newBench(t)
	token := b.intake(t)
	with := func(was, is string) string { return strings.Replace(aboutALamp, was, is, 1) }
	for name, c := range map[string]struct {
		body      string
		status    int
		in, field string
	}{
		"nobody":            {with(`"mail":"Kim@Example.com","name":"Kim Lee"`, ""), 400, "body", "from"},
		"a name of nothing": {with(`"mail":"Kim@Example.com","name":"Kim Lee"`, `"name":" \u001b\u200b"`), 400, "body", "from"},
		"no file's id":      {with(`"tags"`, `"attachments":[{"id":"XY","name":"a","size":3}],"tags"`), 400, "body", "attachments.id"},
		"no address":        {with("Kim@Example.com", "Kim at home"), 400, "body", "from.mail"},
		"no number":         {with(`"mail":"Kim@Example.com"`, `"phone":"call me"`), 400, "body", "from.phone"},
		"nothing known":     {with(`"tags"`, `"mood":1,"tags"`), 400, "body", "mood"},
		"no words":          {with("It flickers.", " "), 422, "body", "text"},
		"no tag":            {with("lamps", "no tag"), 422, "body", "tags"},
		"no channel":        {with(`"tags"`, `"channel":"PIGEON","tags"`), 422, "body", "channel"},
		"no urgency":        {with(`"tags"`, `"urgency":7,"tags"`), 400, "body", "urgency"},
		"no impact":         {with(`"tags"`, `"impact":-2,"tags"`), 400, "body", "impact"},
		"no group":          {with(`"tags"`, `"group":"!","tags"`), 422, "body", "group"},
		"nobody's group":    {with(`"tags"`, `"group":"quillan","tags"`), 422, "body", "group"},
		"no file":           {with(`"tags"`, `"attachments":[{"id":"`+strings.Repeat("ab", 32)+`","name":"a","size":3}],"tags"`), 422, "", ""},
		"no JSON":           {"hello", 400, "body", ""},
		"a name too long":   {with("Kim Lee", strings.Repeat("k", desk.MaxField+1)), 400, "body", "from.name"},
	} {
		if _, p := b.takesIn(t, token, "/v1/tickets", "1", c.body); p == nil || p.Status != c.status || p.In != c.in || p.Field != c.field {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for _, key := range []string{"", "a b", strings.Repeat("k", 201), "\u00e9"} {
		if _, p := b.takesIn(t, token, "/v1/tickets", key, aboutALamp); p == nil || p.Status != 400 || p.Field != api.HeaderIdempotency {
			t.Errorf("under the key %q: %+v", key, p)
		}
	}
	if _, p := b.takesIn(t, token, "/v1/tickets", "1", aboutALamp); p != nil {
		t.Error("it cannot be mended:", p)
	}
}

// TestWhatWasErasedIsNamedSoWhenItComesInOnceMore sends a ticket and a message once more under their
// keys after their customer was erased.
func TestWhatWasErasedIsNamedSoWhenItComesInOnceMore(t *testing.T) {
	b := newBench(t)
	token := b.intake(t)
	taken, p := b.takesIn(t, token, "/v1/tickets", "1", aboutALamp)
	if p != nil {
		t.Fatal(p)
	}
	more, again := "/v1/tickets/"+taken.Ticket.String()+"/messages", `{"text":"It does it again."}`
	if _, p := b.takesIn(t, token, more, "2", again); p != nil {
		t.Fatal(p)
	}
	page, err := b.store.Thread(t.Context(), taken.Ticket)
	if err != nil || len(page.Tickets) != 1 {
		t.Fatal(page.Tickets, err)
	}
	if _, err := b.store.Erase(t.Context(), page.Tickets[0].Requester); err != nil {
		t.Fatal(err)
	}
	for key, at := range map[string][2]string{"1": {"/v1/tickets", aboutALamp}, "2": {more, again}} {
		if _, p := b.takesIn(t, token, at[0], key, at[1]); p == nil || p.Status != http.StatusUnprocessableEntity || p.Code != api.Erased || p.Retry != api.RetryNever || p.Type != "urn:heed:erased" || p.Op.IsZero() {
			t.Errorf("under the key %s: %+v", key, p)
		}
	}
	if _, p := b.takesIn(t, token, more, "3", again); p == nil || p.Code != api.NotFound {
		t.Errorf("%+v", p)
	}
}
