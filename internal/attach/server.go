package attach

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// Server serves the verbs of one ledger on one socket.
type Server struct {
	http *http.Server
	done chan error
}

// Gate finds out whether somebody may be answered who brings these words, which are empty where
// none were brought. Its error is said as it is: a *pipe.Fault. Nil lets everybody in.
type Gate func(ctx context.Context, words string) error

// Serve begins to serve on a listener, which it closes in the end.
func Serve(l net.Listener, verbs pipe.Verbs, gate Gate) *Server {
	s := &Server{
		http: &http.Server{Handler: Handler(verbs, gate), ReadHeaderTimeout: 5 * time.Second},
		done: make(chan error, 1),
	}
	go func() { s.done <- s.http.Serve(l) }()
	return s
}

// Close stops to listen and waits, until ctx ends, for those who are being served. Who is not done
// by then is cut off and hears of it; what the owner itself was asked has not failed by that.
func (s *Server) Close(ctx context.Context) error {
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = s.http.Close()
	}
	if served := <-s.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// Handler is the verbs over HTTP. Whatever tells or does something stands behind the gate; what
// does not is to lock, to copy files as sealed as they are, and to note that they are whole.
func Handler(verbs pipe.Verbs, gate Gate) http.Handler {
	mux := http.NewServeMux()
	open := door{mux: mux}
	shut := door{mux: mux, gate: gate}
	on(shut, pathQueue, verbs.Queue)
	on(shut, pathSearch, verbs.Search)
	on(shut, pathWrite, verbs.Write)
	on(shut, pathDecide, verbs.Decide)
	on(shut, pathShow, func(ctx context.Context, ask showAsk) (desk.Thread, error) { return verbs.Show(ctx, ask.Number) })
	on(shut, pathOutbox, func(ctx context.Context, _ none) (pipe.Unsent, error) { return verbs.Outbox(ctx) })
	on(shut, pathSync, func(ctx context.Context, _ none) (pipe.Synced, error) { return verbs.Sync(ctx) })
	on(open, pathLock, func(ctx context.Context, _ none) (pipe.Locked, error) { return verbs.Lock(ctx) })
	keeping(open, shut, verbs)
	return mux
}

// door is where verbs are answered, and the gate before them.
type door struct {
	mux  *http.ServeMux
	gate Gate
}

// lets finds out whether whoever asks may be answered.
func (d door) lets(r *http.Request) error {
	if d.gate == nil {
		return nil
	}
	return d.gate(r.Context(), wordsOf(r))
}

// keeping answers what can be done about what is kept.
func keeping(open, shut door, k pipe.Keeper) {
	on(shut, pathHoldings, func(ctx context.Context, _ none) (pipe.Holdings, error) { return k.Holdings(ctx) })
	on(shut, pathCompact, func(ctx context.Context, _ none) (pipe.Compacted, error) { return k.Compact(ctx) })
	on(open, pathSnapshot, func(ctx context.Context, ask snapshotAsk) (none, error) { return none{}, k.Snapshot(ctx, ask.Dir) })
	on(open, pathChecked, func(ctx context.Context, _ none) (none, error) { return none{}, k.Checked(ctx) })
	on(shut, pathWhom, func(ctx context.Context, ask whomAsk) ([]pipe.Person, error) { return k.Whom(ctx, ask.Typed) })
	on(shut, pathForesee, func(ctx context.Context, ask foreseeAsk) (pipe.Foreseen, error) { return k.Foresee(ctx, ask.Who) })
	on(shut, pathErase, k.Erase)
}

// on answers one verb.
func on[Q, A any](d door, path string, verb func(context.Context, Q) (A, error)) {
	d.mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
		var ask Q
		in := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAsk))
		in.DisallowUnknownFields() // half of what was asked is something else
		if err := in.Decode(&ask); err != nil {
			http.Error(w, "not a question", http.StatusBadRequest)
			return
		}
		var value A
		err := d.lets(r)
		if err == nil {
			value, err = verb(r.Context(), ask)
		}
		b, err := json.Marshal(answer[A]{Value: value, Fault: pipe.FaultOf(err)})
		if err != nil {
			http.Error(w, "not an answer", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(b) // who asked is gone: nobody is left to be told
	})
}
