// Command heed is a customer-service workstation for the terminal. Here everything is
// wired together; what it does stands in the packages.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := newApp().run(ctx, os.Args[1:])
	stop()
	os.Exit(int(code))
}
