//go:build !race

package main

// raced says that these tests run under the race detector.
const raced = false
