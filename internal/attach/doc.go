// Package attach lets the commands of a shell use the ledger that another process has
// open: the owner of a profile serves the pipe verbs on its socket, and whoever comes
// later is a client of it. It offers the verbs, not the ledger.
package attach
