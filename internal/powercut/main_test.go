package powercut_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// workVar says that the test binary is to play the program that is recorded: what it is to do.
const workVar = "HEED_TEST_WORK"

func TestMain(m *testing.M) {
	todo := os.Getenv(workVar)
	if todo == "" {
		goleak.VerifyTestMain(m) // it ends the process
		return
	}
	if err := work(todo); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
