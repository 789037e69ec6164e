// Package story tells heed's main job from end to end, as a test: keys go in, and cells of
// a terminal, a desk's rows and what a customer got come out. It has no code of its own.
package story
