// Package promise counts what the tests of heed's promises went through, so that the table
// of docs/promises.md is made of what was run and of nothing else. It also says how much a
// test shall go through: a change's share, or the goal of a release.
package promise

//go:generate go test . -run TestThePageOfPromises -write
