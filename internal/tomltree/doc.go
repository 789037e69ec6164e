// Package tomltree reads TOML that people write into a tree that knows the line of everything
// in it. What it takes is bounded, so that no file, however it was made, costs more than a
// moment.
package tomltree
