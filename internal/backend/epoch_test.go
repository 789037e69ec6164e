package backend_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

func TestAnOperationForADeskOfAnotherEpochDoesNothing(t *testing.T) {
	b := openBench(t, t.TempDir())
	defer b.close(t)
	op := by(b.ticket(t, "hello"), desk.Note{Text: desk.Foreign("for the desk that was")})
	body, err := json.Marshal(op)
	if err != nil {
		t.Fatal(err)
	}
	token := b.token(t, op.Actor, time.Hour)
	if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, string(body), api.HeaderEpoch, "another"); status != http.StatusGone || p.Code != api.CursorGone {
		t.Errorf("it answers %d, %s", status, p.Code)
	}
	if status, _, _ := b.asks(t, http.MethodGet, api.Op+op.ID.String(), token, ""); status != http.StatusNotFound {
		t.Error("it was carried out, or written down")
	}
	if status, _, _ := b.asks(t, http.MethodPost, api.Ops, token, string(body)); status != http.StatusOK {
		t.Error("who names no epoch is turned away:", status)
	}
}

func TestAReplyThatAnswersWhatTheDeskHasLostIsHeldWithWhatItHas(t *testing.T) {
	b := openBench(t, t.TempDir())
	defer b.close(t)
	k := b.writes(t, b.ticket(t, "hello"), "And another thing")
	op := by(k, desk.Reply{Text: desk.Foreign("As you say.")})
	op.Seen += 7
	v := b.do(t, op)
	if v.Outcome != desk.Held || len(v.Messages) == 0 || v.Messages[len(v.Messages)-1].ID != k.LastMessage {
		t.Errorf("%s with %d entries", v.Outcome, len(v.Messages))
	}
}
