package backend

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

func TestTheDeskIsNotAskedByWhoHasGoneAlready(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		in := &transport{handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ })}
		ctx, gone := context.WithCancel(t.Context())
		gone()
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://localhost/", strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		res, err := in.RoundTrip(req)
		if err == nil {
			_ = res.Body.Close()
		}
		synctest.Wait()
		if !errors.Is(err, context.Canceled) || asked > 0 {
			t.Errorf("asked %d times, %v", asked, err)
		}
	})
}
