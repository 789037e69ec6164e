package house

import (
	"os/exec"
	"strings"
	"testing"
)

// spoken is what two packages say under go test -v: tests that run at once speak by turns.
const spoken = `=== RUN   TestOne
=== PAUSE TestOne
=== RUN   TestTwo
=== CONT  TestOne
    one_test.go:3: all is well here
=== NAME  TestTwo
    two_test.go:7: waiting for it: it did not come in time
        the picture
=== NAME  TestOne
    one_test.go:4: still well
--- PASS: TestOne (0.01s)
--- FAIL: TestTwo (60.00s)
FAIL
FAIL	heed/a	60.1s
=== RUN   TestThree
--- PASS: TestThree (0.00s)
PASS
goleak: found unexpected goroutines
FAIL	heed/b	0.1s
=== RUN   TestFour
    four_test.go:1: nothing to tell
--- PASS: TestFour (0.00s)
PASS
ok  	heed/c	0.1s
FAIL
make: *** [Makefile:26: test] Error 1
`

func TestWhatFailedInARunIsToldWithWhatItPrintedAndNothingElse(t *testing.T) {
	if _, err := exec.LookPath("awk"); err != nil {
		t.Skip("SKIPPED LOUDLY:", err)
	}
	long := strings.Repeat("        a row\n", 500)
	for log, want := range map[string]string{
		spoken: `-- heed/a TestTwo
    two_test.go:7: waiting for it: it did not come in time
        the picture
-- heed/b 
goleak: found unexpected goroutines
`,
		"--- FAIL: TestLong (0.00s)\n    long_test.go:1: first\n" + long + "    long_test.go:2: last\nFAIL\nFAIL\theed/d\t0.1s\n": "-- heed/d TestLong\n    long_test.go:1: first\n" +
			strings.Repeat("        a row\n", 11) + "   ... 462 lines ...\n" + strings.Repeat("        a row\n", 27) + "    long_test.go:2: last\n",
		"--- FAIL: FuzzOne (0.10s)\n    fuzz_test.go:3: it does not hold\nFAIL\nexit status 1\n": "-- FuzzOne\n    fuzz_test.go:3: it does not hold\n",
		"# heed/e\nvet: e.go:1:2: undefined: x\nmake: *** [Makefile:26: test] Error 1\n":         "-- # heed/e\nvet: e.go:1:2: undefined: x\n",
		"e.go:1:2: a lint (linter)\n1 issues\n":                                                  "e.go:1:2: a lint (linter)\n1 issues\n",
	} {
		cmd := exec.CommandContext(t.Context(), "awk", "-f", "../../.ci/failed")
		cmd.Stdin = strings.NewReader(log)
		if got, err := cmd.Output(); err != nil || string(got) != want {
			t.Errorf("%v\n%s\nwant\n%s", err, got, want)
		}
	}
}
