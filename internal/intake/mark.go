package intake

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/heed-desk/heed/internal/disk"
)

// markFile notes in a desk's folder that it was enlivened, and how.
const (
	markFile = "live.json"
	mostMark = 4096
)

// mark is what is noted before the first record goes in, and again after the last one.
type mark struct {
	Live int       `json:"live"`
	Seed uint64    `json:"seed"`
	Now  time.Time `json:"now"`
	Done bool      `json:"done"`
}

func readMark(dir string) (mark, error) {
	var m mark
	b, err := disk.ReadFile(filepath.Join(dir, markFile), mostMark)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, &disk.Obstacle{Path: filepath.Join(dir, markFile), Cause: err}
	}
	return m, nil
}

func (m mark) write(dir string) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return disk.Replace(filepath.Join(dir, markFile), append(b, '\n'))
}
