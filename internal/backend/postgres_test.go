package backend

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pgtest"
)

// joined is one more server of the desk at a URL, which hears of the others.
func joined(t *testing.T, at string) *Store {
	t.Helper()
	s, err := Connect(t.Context(), at, ConnectOptions{Fragile: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func fresh(t *testing.T, c *pgtest.Cluster) string {
	t.Helper()
	at, err := c.FreshSchema(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// opensTicket has a customer open a ticket.
func opensTicket(t *testing.T, s *Store) desk.Ticket {
	t.Helper()
	v, err := Opens(t.Context(), s, desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: desk.System, Intent: desk.Create{
		Channel: desk.Mail, Requester: desk.CustomerID{ID: desk.NewID()}, RequesterName: desk.Foreign("Kim"), Text: desk.Foreign("hello"),
	}})
	if err != nil || v.Outcome != desk.Applied {
		t.Fatal(v.Outcome, v.Problem, err)
	}
	return *v.Ticket
}

// hears waits for what a subscriber hears next.
func hears(h *hub, sub *subscriber) []desk.Hint {
	for {
		<-sub.wake
		if hints, over := h.take(sub); len(hints) > 0 || over {
			return hints
		}
	}
}

func TestTheServersOfADeskHearOfEachOtherInTheOrderOfChanges(t *testing.T) {
	at := fresh(t, Cluster(t))
	here, there := joined(t, at), joined(t, at)
	if here.ID() != there.ID() || here.epoch != there.epoch {
		t.Fatal("they are two desks")
	}
	sub := there.hub.subscribe("ann", 0, time.Now())
	var want, got []int64
	for i, s := range []*Store{here, there, here, here, there} {
		opensTicket(t, s)
		want = append(want, int64(i+1))
	}
	for len(got) < len(want) {
		for _, h := range hears(there.hub, sub) {
			if h.Reset {
				t.Fatal("it was told to look at everything")
			}
			if h.Kind == desk.RecordTicket {
				got = append(got, h.Seq)
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("it heard of %v, want %v", got, want)
	}
	// Whoever has heard of some of it at one server hears of the rest at another, and no more.
	rest, _ := there.hub.take(there.hub.subscribe("ann", want[2], time.Now()))
	for _, h := range rest {
		if h.Reset || h.Seq <= want[2] {
			t.Errorf("who comes from another server is told %+v", h)
		}
	}
	if len(rest) == 0 || rest[len(rest)-1].Seq != want[4] {
		t.Errorf("who comes from another server is told %+v", rest)
	}
	if err := here.Announce(t.Context(), desk.Presence{Agent: "ben", Ticket: desk.NewTicketID(), Doing: desk.Writing}); err != nil {
		t.Fatal(err)
	}
	if hints := hears(there.hub, sub); len(hints) != 1 || hints[0].Presence == nil || hints[0].Presence.Agent != "ben" {
		t.Errorf("of where ben is it heard %+v", hints)
	}
	ctx, end := context.WithCancel(t.Context())
	defer there.hub.admit(Principal{Agent: "ann"}, end).gone()
	if err := here.AddAgent(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleAgent, Disabled: true}); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
}

func TestATicketThatOneServerPutsToSleepIsWokenByAnother(t *testing.T) {
	at := fresh(t, Cluster(t))
	here, there := joined(t, at), joined(t, at)
	k := opensTicket(t, here)
	op := desk.Op{ID: desk.NewOpID(), Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Actor: desk.System, Intent: desk.Snooze{Until: time.Now().Add(time.Hour)}}
	if v, err := here.Intake(t.Context(), op); err != nil || v.Outcome != desk.Applied {
		t.Fatal(v.Outcome, v.Problem, err)
	}
	<-there.stir
}

func TestAServerWhoseDatabaseWasGoneGoesOnAndTellsEverybodyToLook(t *testing.T) {
	Cluster(t)
	c, at := pgtest.Durable(t)
	s, err := Connect(t.Context(), at, ConnectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	sub := s.hub.subscribe("ann", 0, time.Now())
	k := opensTicket(t, s)
	w := <-s.turn
	before := slices.Clone(w.life)
	s.turn <- w
	for {
		if hints := hears(s.hub, sub); hints[len(hints)-1].Seq >= k.Number-firstNumber+1 {
			break
		}
	}
	if err := c.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Thread(t.Context(), k.ID); err == nil {
		t.Error("it reads from a database that is gone")
	}
	if err := s.PutCustomer(t.Context(), desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}}); err == nil {
		t.Error("it writes to a database that is gone")
	}
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Thread(t.Context(), k.ID); err != nil {
		t.Error("what was answered is lost:", err)
	}
	opensTicket(t, s)
	if w := <-s.turn; slices.Equal(w.life, before) {
		t.Error("change numbers that a restored database gives again would be taken for the same")
	} else {
		s.turn <- w
	}
	for reset := false; !reset; {
		for _, h := range hears(s.hub, sub) {
			reset = reset || h.Reset
		}
	}
}

func TestADatabaseInWhichNoDeskCanBeKeptIsRefusedAndLeftAlone(t *testing.T) {
	c := Cluster(t)
	at := fresh(t, c)
	refused := func(at string, o ConnectOptions, want Flaw) {
		t.Helper()
		var unfit *UnfitDatabase
		if _, err := Connect(t.Context(), at, o); !errors.As(err, &unfit) || unfit.Flaw != want {
			t.Errorf("it opens as %v, want %s", err, want)
		}
	}
	fragile := ConnectOptions{Fragile: true}
	refused(at, ConnectOptions{}, Unflushed)
	if err := c.Exec(t.Context(), at, `CREATE TABLE songs (title TEXT)`); err != nil {
		t.Fatal(err)
	}
	refused(at, fragile, OtherProgram)
	if err := c.Exec(t.Context(), c.URL("postgres"), `CREATE DATABASE words TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'`); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // the cluster may stand under these tests once more
		if err := c.Exec(context.Background(), c.URL("postgres"), `DROP DATABASE words WITH (FORCE)`); err != nil {
			t.Error(err)
		}
	})
	refused(c.URL("words"), fragile, OtherOrder)
	refused(c.URL("nobody"), fragile, Missing)
	if _, err := Connect(t.Context(), "postgres:///x?host=/nowhere", fragile); !errors.Is(err, ErrNoDatabase) {
		t.Errorf("one whose server is away opens as %v", err)
	}
	if _, err := Connect(t.Context(), fresh(t, c), ConnectOptions{Fragile: true, There: true}); !errors.Is(err, ErrEmptyDatabase) {
		t.Errorf("an empty one opens as %v", err)
	}
}

func TestADatabaseOfANewerHeedIsLeftAloneAlsoWhereItBecomesOneMeanwhile(t *testing.T) {
	c := Cluster(t)
	at := fresh(t, c)
	s := joined(t, at)
	if err := c.Exec(t.Context(), at, `UPDATE desk SET version = version + 1`); err != nil {
		t.Fatal(err)
	}
	if _, err := Connect(t.Context(), at, ConnectOptions{Fragile: true}); !errors.Is(err, ErrNewerDesk) {
		t.Errorf("it opens as %v", err)
	}
	if err := s.PutCustomer(t.Context(), desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}}); !errors.Is(err, ErrNewerDesk) {
		t.Errorf("who has it open writes: %v", err)
	}
}

func TestManyServersThatStartAtOnceMakeOneDesk(t *testing.T) {
	at := fresh(t, Cluster(t))
	type opened struct {
		s   *Store
		err error
	}
	all := make(chan opened)
	for range 6 {
		go func() {
			s, err := Connect(context.Background(), at, ConnectOptions{Fragile: true})
			all <- opened{s, err}
		}()
	}
	ids := map[string]bool{}
	for range 6 {
		o := <-all
		if o.err != nil {
			t.Error(o.err)
			continue
		}
		ids[o.s.ID()] = true
		if err := o.s.Close(); err != nil {
			t.Error(err)
		}
	}
	if len(ids) != 1 {
		t.Errorf("they made %d desks", len(ids))
	}
}

func TestAStatementThatFailedAndWasPassedOverCommitsNothing(t *testing.T) {
	s := joined(t, fresh(t, Cluster(t)))
	err := s.change(t.Context(), func(t *tx) error {
		_ = t.exec(`INSERT INTO owner (one, agent) VALUES (2, 'nobody')`)
		return nil
	})
	if !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

func TestAFileLiesInTheDatabaseOnceAndWhatNobodyNeedsIsSweptFromIt(t *testing.T) {
	at := fresh(t, Cluster(t))
	s, other := joined(t, at), joined(t, at)
	text := strings.Repeat("page by page\n", 2*pieceSize/13)
	id, size, err := s.Keep(t.Context(), "ann", desk.FileID{}, strings.NewReader(text))
	if err != nil || size != int64(len(text)) {
		t.Fatal(size, err)
	}
	if again, _, err := other.Keep(t.Context(), "ben", id, strings.NewReader(text)); err != nil || again != id {
		t.Error(err)
	}
	f, size, err := other.OpenFile(t.Context(), Principal{Agent: "ann", Role: desk.RoleAgent}, id)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || string(got) != text || size != int64(len(text)) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	rows := func() (n int) {
		t.Helper()
		if err := s.look(t.Context(), func(q query) error { return q.row(`SELECT count(*) FROM pieces`).Scan(&n) }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := rows(); n != 2 {
		t.Errorf("it lies there in %d pieces", n)
	}
	// What a server leaves that ends while a file comes, and one whose rows say nothing of it.
	if err := s.change(t.Context(), func(t *tx) error {
		for _, name := range [][]byte{append(begun(t.now.Add(-25*time.Hour)), 1), append(begun(t.now), 2), make([]byte, 32)} {
			if err := t.exec(`INSERT INTO pieces (file, number, bytes) VALUES ($1, 0, $2)`, name, []byte("half")); err != nil {
				return err
			}
		}
		return t.exec(`UPDATE files SET at = $1`, t.now.Add(-25*time.Hour).UnixMilli())
	}); err != nil {
		t.Fatal(err)
	}
	if n, err := other.Tidy(t.Context()); n != 1 || err != nil {
		t.Error(n, err)
	}
	if n := rows(); n != 1 {
		t.Errorf("%d pieces are left, and one is still coming", n)
	}
}
