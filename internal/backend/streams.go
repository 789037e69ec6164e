package backend

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

func (s *Server) snapshot(w http.ResponseWriter, r *http.Request, p Principal) error {
	return s.lines(w, r, p, func(ctx context.Context, out *lines) error {
		return s.store.Snapshot(ctx, p, func(line []byte) error {
			if err := out.write(line); err != nil {
				return err
			}
			return ctx.Err()
		})
	})
}

// hand writes to somebody who must take it within api.SnapshotStalled.
func hand(w http.ResponseWriter, out *http.ResponseController, b []byte) error {
	if err := out.SetWriteDeadline(time.Now().Add(api.SnapshotStalled)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return err
	}
	return out.Flush()
}

// visiting is the context of a request that goes on for a while, and has an end. It ends when
// whoever sent it may come in no longer. A server that closes lets it be done.
func (s *Server) visiting(r *http.Request, p Principal) (ctx context.Context, done func(), err error) {
	ctx, cancel := context.WithCancel(r.Context())
	lapse := func() {}
	if !p.Expires.IsZero() {
		ctx, lapse = context.WithDeadline(ctx, p.Expires)
	}
	visit := s.store.hub.admit(p, cancel)
	done = func() { visit.gone(); lapse(); cancel() }
	now, err := s.who(r)
	switch {
	case err != nil: // it was taken back before anybody knew of the visit
		done()
		return nil, nil, err
	case now.Role != p.Role: // as for those who are in while they get another one
		cancel()
	}
	return ctx, done, nil
}

// streaming is visiting for what is long or never done: it ends with the server too.
func (s *Server) streaming(r *http.Request, p Principal) (ctx context.Context, done func(), err error) {
	visit, over, err := s.visiting(r, p)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(visit)
	stop := context.AfterFunc(s.ctx, cancel)
	return ctx, func() { stop(); cancel(); over() }, nil
}

// hints streams where something moves, until the client leaves, its token is no longer
// good or the server ends.
func (s *Server) hints(w http.ResponseWriter, r *http.Request, p Principal) error {
	free, err := s.listeners.take(p.Agent)
	if err != nil {
		return err
	}
	defer free()
	ctx, done, err := s.streaming(r, p)
	if err != nil {
		return err
	}
	defer done()
	// An id that is no number is one that this desk never gave: it counts as none.
	after, err := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64)
	if err != nil {
		after = -1
	}
	sub := s.store.hub.subscribe(p.Agent, after, s.store.now())
	defer s.store.hub.unsubscribe(sub)
	if allow(p, ActWatch, Object{}) {
		s.store.hub.watch(sub)
	}
	w.Header().Set("Content-Type", api.TypeEvents)
	out := http.NewResponseController(w)
	beat := time.NewTicker(api.Heartbeat)
	defer beat.Stop()
	for {
		b := []byte(": \n\n")
		select {
		case <-ctx.Done():
			return nil
		case <-beat.C:
		case <-sub.wake:
			hints, over := s.store.hub.take(sub)
			if over {
				return nil
			}
			if b, err = events(hints); err != nil {
				return nil // the stream has begun: the client comes back and is told to pull
			}
		}
		if ctx.Err() != nil {
			return nil // whoever was sent away meanwhile is told nothing more
		}
		if err := hand(w, out, b); err != nil {
			return nil // the client is gone
		}
	}
}

// events writes hints as server-sent events.
func events(hints []desk.Hint) ([]byte, error) {
	var b []byte
	for _, h := range hints {
		data, err := json.Marshal(h)
		if err != nil {
			return nil, err
		}
		name := api.EventChange
		switch {
		case h.Reset:
			name = api.EventReset
		case h.Presence != nil:
			name = api.EventPresence
		case h.Floor:
			name = api.EventFloor
		}
		b = append(b, "event: "+name+"\n"...)
		if h.Seq > 0 {
			b = append(b, "id: "+strconv.FormatInt(h.Seq, 10)+"\n"...)
		}
		b = append(b, "data: "...)
		b = append(b, data...)
		b = append(b, "\n\n"...)
	}
	return b, nil
}
