// Package mutants plants bugs in copies of heed's sources and holds that the random schedules
// of internal/story find them. It has no code of its own, and nothing in the program knows of
// it: a bug is a few lines that stand in the place of others for one build.
package mutants
