// Package vault holds one bbolt file and everything that can go wrong with it. Every
// call into bbolt goes through it: a fault in a mapped page or a panic inside bbolt
// becomes an error, a failed commit ends the handle, and a damaged file is set aside by
// a rename, never opened again and never deleted blindly.
package vault
