package pipe_test

import (
	"context"
	"errors"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// byMail is a ledger whose ticket came by mail, from somebody with these addresses.
func byMail(mails ...string) *ledger {
	l := newLedger()
	l.by, l.who = desk.Mail, desk.Customer{ID: desk.CustomerID{ID: desk.DeriveID("kim")}}
	for _, m := range mails {
		l.who.Mails = append(l.who.Mails, desk.Foreign(m))
	}
	return l
}

func says(what pipe.What) pipe.WriteAsk {
	return pipe.WriteAsk{Number: 4821, Changes: []pipe.Change{{What: what, Value: "On its way."}}}
}

func TestAReplyThatWouldGoToNobodyIsRefusedBeforeItIsKept(t *testing.T) {
	for name, l := range map[string]*ledger{"no address": byMail(), "none that mail goes to": byMail("kim at home")} {
		written, err := l.local().Write(t.Context(), says(pipe.Reply))
		f := pipe.FaultOf(err)
		if f == nil || f.Key != "pipe.to_nobody" || f.Exit != pipe.Usage || f.Problem == nil || f.Problem.Code != desk.BadAddress || f.Args["number"] != "4821" {
			t.Errorf("%s: it says %+v", name, f)
		}
		if len(written) > 0 || len(l.ops) > 0 || l.pulls != 1 {
			t.Errorf("%s: it keeps %v and %v, and asks the desk %d times", name, written, l.ops, l.pulls)
		}
	}
}

func TestAReplyGoesOutWhereTheDeskKnowsAnAddressByNow(t *testing.T) {
	l := byMail()
	l.pull = func(_ context.Context, l *ledger) error {
		l.who.Mails = []desk.Untrusted{desk.Foreign("kim@example.org")}
		l.deliver()
		return nil
	}
	if written, err := l.local().Write(t.Context(), says(pipe.Reply)); err != nil || len(written) != 1 || written[0].State != pipe.Applied {
		t.Errorf("it is %v, %v", written, err)
	}
}

func TestOfflineAReplyThatWouldGoToNobodyIsRefusedAllTheSame(t *testing.T) {
	l := byMail()
	l.pull = func(context.Context, *ledger) error { return &desk.Temporary{Err: errors.New("away")} }
	if _, err := l.local().Write(t.Context(), says(pipe.Reply)); pipe.FaultOf(err).Key != "pipe.to_nobody" || len(l.ops) > 0 {
		t.Errorf("it says %v and keeps %v", err, l.ops)
	}
}

func TestWhatDoesNotGoByMailAsksForNoAddress(t *testing.T) {
	chat, unheard := byMail(), byMail()
	chat.by = desk.Chat
	unheard.who, unheard.by = desk.Customer{}, desk.SMS
	for name, l := range map[string]*ledger{"a chat": chat, "a text message of nobody known": unheard, "with an address": byMail("kim@example.org")} {
		if _, err := l.local().Write(t.Context(), says(pipe.Reply)); err != nil {
			t.Errorf("%s: it says %v", name, err)
		}
	}
	if _, err := byMail().local().Write(t.Context(), says(pipe.Note)); err != nil {
		t.Errorf("of a note it says %v", err)
	}
}

func TestAReplyThatAnotherOwnerMayHaveKeptIsFoundWhoeverItGoesTo(t *testing.T) {
	l, ask := byMail(), says(pipe.Reply).WithIDs()
	ask.Again = true
	if _, err := l.local().Write(t.Context(), ask); err != nil || len(l.resumed) != 1 {
		t.Errorf("it says %v, and was resumed: %v", err, l.resumed)
	}
}
