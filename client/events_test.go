package client

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/heed-desk/heed/client/api"
)

func TestEventsAreReadHoweverTheyArriveAndAreEnded(t *testing.T) {
	const stream = ": a heartbeat\n\n" +
		"event: change\nid: 7\ndata: {\"seq\":7}\n\n" +
		"event: change\r\ndata: {\"seq\":8,\r\ndata:\"kind\":\"ticket\"}\r\n\r\n" +
		"event: change\rdata: {\"seq\":9}\r\r" +
		"event: gossip\ndata: {}\n\n" +
		"event: change\ndata: not JSON\n\n" +
		"event: presence\ndata: {}\n\n" +
		"data: {\"seq\":10}\n\n" +
		"event: reset\ndata: {\"seq\":11}\n\n" +
		"event: change\ndata: {\"seq\":12}\n" // broken off
	for name, r := range map[string]io.Reader{"at once": strings.NewReader(stream), "byte by byte": iotest.OneByteReader(strings.NewReader(stream))} {
		var got []int64
		reset := false
		err := readEvents(r, func(e event) {
			if h, ok := e.hint(); ok {
				got, reset = append(got, h.Seq), h.Reset
			}
		})
		if !errors.Is(err, io.EOF) || !slices.Equal(got, []int64{7, 8, 9, 11}) || !reset {
			t.Errorf("%s: %v %v %v", name, got, reset, err)
		}
	}
}

func TestAnEventWithoutEndIsNotKept(t *testing.T) {
	for name, r := range map[string]io.Reader{
		"a line":   strings.NewReader("data: " + strings.Repeat("x", 2*api.MaxEvent)),
		"an event": strings.NewReader(strings.Repeat("data: "+strings.Repeat("x", 1000)+"\n", 2*api.MaxEvent/1000)),
	} {
		if err := readEvents(r, func(event) { t.Errorf("%s became an event", name) }); errors.Is(err, io.EOF) || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzEvents(f *testing.F) {
	f.Add("event: change\nid: 7\ndata: {\"seq\":7}\n\n")
	f.Add("data:\rdata\r\n:\n\nevent:reset\n\n")
	f.Fuzz(func(t *testing.T, stream string) {
		if len(stream) > 4<<10 {
			t.Skip("longer ones say nothing new")
		}
		read := func(r io.Reader) (all []string) {
			_ = readEvents(r, func(e event) { // an error ends it, as it ends the test
				all = append(all, e.name+"\x00"+string(e.data))
				e.hint()
			})
			return all
		}
		whole := read(strings.NewReader(stream))
		if parts := read(iotest.OneByteReader(strings.NewReader(stream))); !slices.Equal(whole, parts) {
			t.Errorf("at once %q, byte by byte %q", whole, parts)
		}
	})
}
