// Command heed is a customer-service workstation for the terminal. Here everything is
// wired together; what it does stands in the packages.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// net/http says on the standard logger what it thinks of an answer, with the answer's bytes
	// in it: right over the screen. Whoever serves turns it on again.
	log.SetOutput(io.Discard)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := newApp().run(ctx, os.Args[1:])
	stop()
	os.Exit(int(code))
}
