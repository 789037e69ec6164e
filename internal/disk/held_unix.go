//go:build unix

package disk

import (
	"io/fs"
	"syscall"
)

// block is the unit in which a system counts what a file takes.
const block = 512

// Held is how many bytes of a file its disk holds: of one with holes fewer than it is long.
func Held(info fs.FileInfo) int64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return min(info.Size(), s.Blocks*block)
	}
	return info.Size()
}
