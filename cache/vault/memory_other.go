//go:build !linux

package vault

import "os"

// unnamed opens a file and takes its name away at once; what is in it is sealed anyway.
func unnamed() (*os.File, error) {
	f, err := os.CreateTemp("", "heed-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name())
	return f, nil
}
