package backend

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/rounds"
)

// listensAgain is how long a server waits before it connects again to a database that is gone.
const listensAgain = 500 * time.Millisecond

// maxTold is how many hints one notification carries: it may have 8,000 bytes.
const maxTold = 40

// listener is the bell of a desk of many servers: what happens is told to the database within
// the transaction, and heard from it in the order of commits, also by who told it.
type listener struct {
	store  *Store
	config *pgx.ConnConfig
	conn   *pgx.Conn // belongs to run
	end    context.CancelFunc
	work   sync.WaitGroup
}

// told is a notification. There is nothing in it that a customer or an agent wrote.
type told struct {
	Hints     []desk.Hint    `json:"hints,omitempty"`
	Slept     bool           `json:"slept,omitempty"`
	Dismissed []desk.AgentID `json:"dismissed,omitempty"`
	Revoked   []TokenID      `json:"revoked,omitempty"`
	Presence  *desk.Presence `json:"presence,omitempty"`
}

// channel is the name under which a desk's servers tell each other.
func (s *Store) channel() string { return "heed_" + s.epoch }

// listen begins to listen, before it reads which change is the newest: none is missed.
func listen(ctx context.Context, s *Store, config *pgx.ConnConfig) (*listener, error) {
	running, end := context.WithCancel(context.WithoutCancel(ctx))
	l := &listener{store: s, config: config, end: end}
	if err := l.connect(ctx); err != nil {
		end()
		return nil, err
	}
	s.rounds.Note(choreListen, nil)
	l.work.Go(func() { l.run(running) })
	return l, nil
}

func (l *listener) connect(ctx context.Context) error {
	conn, err := pgx.ConnectConfig(ctx, l.config)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, `LISTEN `+pgx.Identifier{l.store.channel()}.Sanitize())
	if err == nil {
		var seq int64
		if err = conn.QueryRow(ctx, `SELECT seq FROM desk`).Scan(&seq); err == nil {
			l.store.hub.restart(seq)
		}
	}
	if err != nil {
		return errors.Join(err, conn.Close(context.WithoutCancel(ctx)))
	}
	l.conn = conn
	return nil
}

// run hears what is told until ctx ends. Who listens here is told to look at everything where
// the connection was lost: nobody knows what was told meanwhile.
func (l *listener) run(ctx context.Context) {
	defer func() {
		if l.conn != nil {
			_ = l.conn.Close(context.WithoutCancel(ctx))
		}
	}()
	for ctx.Err() == nil {
		n, err := l.conn.WaitForNotification(ctx)
		if err == nil {
			l.heard(n.Payload)
			continue
		}
		_ = l.conn.Close(context.WithoutCancel(ctx)) // it is lost
		l.conn = nil
		if ctx.Err() != nil {
			return
		}
		l.store.rounds.Note(choreListen, err)
		l.store.rounds.Make(ctx, rounds.Round{What: choreListen, Do: l.again})
		l.store.hear(news{slept: true}) // the waker too missed what was put to sleep
		l.store.doubt(ctx)
	}
}

// again connects once more, until that goes.
func (l *listener) again(ctx context.Context) (time.Duration, error) {
	if err := l.connect(ctx); err != nil {
		return listensAgain, err
	}
	return rounds.Over, nil
}

// heard passes on what was told. What cannot be read comes from a newer heed: whoever listens
// looks at everything.
func (l *listener) heard(payload string) {
	var n told
	if err := json.Unmarshal([]byte(payload), &n); err != nil {
		n = told{Hints: []desk.Hint{{Reset: true}}}
	}
	if n.Presence != nil {
		l.store.hub.announce(*n.Presence, l.store.now())
	}
	l.store.hear(news{hints: n.Hints, slept: n.Slept, dismissed: n.Dismissed, revoked: n.Revoked})
}

func (l *listener) within(t *tx) error {
	n := told{Hints: t.hints, Slept: t.slept, Dismissed: t.dismissed, Revoked: t.revoked}
	if len(n.Hints)+len(n.Dismissed)+len(n.Revoked) == 0 && !n.Slept {
		return nil
	}
	if len(n.Hints) > maxTold {
		n.Hints = []desk.Hint{{Seq: n.Hints[len(n.Hints)-1].Seq, Reset: true}}
	}
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return t.exec(t.dialect.Tell, l.store.channel(), string(text))
}

func (l *listener) after(news) {}

func (l *listener) announce(ctx context.Context, p desk.Presence, _ time.Time) error {
	text, err := json.Marshal(told{Presence: &p})
	if err != nil {
		return err
	}
	_, err = l.store.read.ExecContext(ctx, l.store.dialect.Tell, l.store.channel(), string(text)) //nolint:gosec // the text is the dialect's own
	return err
}

func (l *listener) close() error {
	l.end()
	l.work.Wait()
	return nil
}
