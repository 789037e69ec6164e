package story_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"
)

// loses has the desk act and cuts what it answers, at its head or further on.
func (r *road) loses(t *trap, l letter) (*http.Response, bool, error) {
	res, err := r.send(l.q.Context(), l)
	if err != nil {
		return nil, false, err
	}
	keep := []int64{-1, 0, 40, 400}[t.when%4]
	if l.kind == filling {
		keep = int64(t.when) * 150 // more or less of all that there is
	}
	if keep < 0 {
		return nil, false, errors.Join(errReset, res.Body.Close())
	}
	res.Body = &shortened{ReadCloser: res.Body, left: keep}
	return res, false, nil
}

// shortened is a body that breaks off.
type shortened struct {
	io.ReadCloser

	left int64
}

// Read implements io.Reader.
func (s *shortened) Read(b []byte) (int, error) {
	if s.left <= 0 {
		return 0, errReset
	}
	n, err := s.ReadCloser.Read(b[:min(int64(len(b)), s.left)])
	s.left -= int64(n)
	return n, err
}

// doubles brings a letter to the desk twice: at once, or the second time long after, whatever
// has become of whoever sent it.
func (r *road) doubles(t *trap, l letter) (*http.Response, bool, error) {
	if l.kind == listening {
		res, err := r.send(l.q.Context(), l)
		if err == nil {
			res.Body = &stammering{ReadCloser: res.Body}
		}
		return res, false, err
	}
	if t.when%8 == 0 {
		r.later(l, 0) // both at once
	}
	first, err := r.send(l.q.Context(), l)
	if t.when%2 == 0 {
		again, err2 := r.send(l.q.Context(), l)
		if t.when%4 == 0 || err2 != nil {
			if err2 == nil {
				_ = again.Body.Close() // the first one counts
			}
			return first, false, err
		}
		if err == nil {
			_ = first.Body.Close() // the second one counts
		}
		return again, false, nil
	}
	r.later(l, time.Duration(1+t.when)*4*time.Second)
	return first, false, err
}

// later brings a letter to the desk after a time. Nobody waits for the answer.
func (r *road) later(l letter, d time.Duration) {
	r.o.loose.Go(func() {
		ctx := context.WithoutCancel(l.q.Context())
		if !r.pause(ctx, d) {
			return
		}
		if res, err := r.send(ctx, l); err == nil {
			_ = res.Body.Close() // nobody waits for it
		}
	})
}

// stammering is a body of which the first piece comes twice.
type stammering struct {
	io.ReadCloser

	again []byte
	said  bool
}

// Read implements io.Reader.
func (s *stammering) Read(b []byte) (int, error) {
	if len(s.again) > 0 {
		n := copy(b, s.again)
		s.again = s.again[n:]
		return n, nil
	}
	n, err := s.ReadCloser.Read(b)
	if !s.said {
		s.again, s.said = append(s.again, b[:n]...), true
	}
	return n, err
}

// delays holds a letter up on its way there, longer than anybody waits, or its answer.
func (r *road) delays(t *trap, l letter) (*http.Response, bool, error) {
	ctx := l.q.Context()
	d := time.Duration(1+t.when%16) * 3 * time.Second
	if t.when >= 16 {
		res, err := r.send(ctx, l)
		if err == nil && !r.pause(ctx, d) {
			return nil, false, errors.Join(errReset, context.Cause(ctx), res.Body.Close())
		}
		return res, false, err
	}
	if l.kind == posting || l.kind == pulling {
		if !r.pause(ctx, d) {
			r.later(l, d) // it is on its way, and gets there when nobody waits any more
			return nil, false, errors.Join(errReset, context.Cause(ctx))
		}
	} else if !r.pause(ctx, d) {
		return nil, false, errors.Join(errReset, context.Cause(ctx))
	}
	res, err := r.send(ctx, l)
	return res, false, err
}

// swaps holds a letter back, or its answer, until another of the same machine has passed.
func (r *road) swaps(t *trap, l letter) (*http.Response, bool, error) {
	ctx := l.q.Context()
	var res *http.Response
	if t.when%4 != 0 {
		var err error
		if res, err = r.send(ctx, l); err != nil {
			return nil, false, err
		}
	}
	r.mu.Lock()
	passed := r.passed
	r.mu.Unlock()
	timer := time.NewTimer(12 * time.Second)
	defer timer.Stop()
	select {
	case <-passed:
		r.pause(ctx, 100*time.Millisecond) // that one comes to its end first
	case <-timer.C:
	case <-r.o.over:
	case <-ctx.Done():
		if res != nil {
			_ = res.Body.Close() // nobody waits for it
		}
		return nil, false, errors.Join(errReset, context.Cause(ctx))
	}
	if res != nil {
		return res, false, nil
	}
	res, err := r.send(ctx, l)
	return res, false, err
}
