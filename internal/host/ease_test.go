package host

import (
	"runtime"
	"testing"
)

func TestAServerThatHasBecomeQuietGivesBackWhatItNeeded(t *testing.T) {
	e := &easing{}
	looks := func() uint64 {
		if again, err := e.look(t.Context()); again != easeEvery || err != nil {
			t.Fatal(again, err)
		}
		_, spare := memory()
		return spare
	}
	work()
	looks() // much was taken meanwhile
	runtime.GC()
	_, before := memory()
	if after := looks(); before < 32<<20 || after >= 2*much {
		t.Errorf("of %d bytes %d are kept", before, after)
	}
}

// work needs 64 MB for a moment.
func work() {
	needed := make([][]byte, 64)
	for i := range needed {
		needed[i] = make([]byte, 1<<20)
	}
	runtime.KeepAlive(needed)
}
