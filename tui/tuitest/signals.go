package tuitest

import (
	"os"
	"os/signal"
)

// Settle has the runtime make what it needs for signals. A program asks for some, and where
// the first to ask stands in a bubble of testing/synctest, the runtime's channels would be
// that bubble's, and the next one to ask would end the process. TestMain calls it.
func Settle() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	signal.Stop(c)
}
