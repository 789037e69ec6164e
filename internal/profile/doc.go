// Package profile knows the folders of heed on this machine: a profile is one account on
// one desk, a folder with a lock. One process owns it at a time and serves a socket that
// the others attach to. A desk's own folder is locked in the same way.
package profile
