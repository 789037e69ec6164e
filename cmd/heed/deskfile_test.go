package main

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/deskfile"
)

func TestAMegabyteInAFileOfTheDeskIsNotToldWhole(t *testing.T) {
	said := newApp().flawSaid(&deskfile.Flaw{Code: deskfile.BadName, File: "desk.toml", Line: 2, Args: map[string]string{"name": "id", "value": strings.Repeat("a", 1<<20)}})
	if len(said) > 2000 || !strings.Contains(said, "aaa…") || !strings.Contains(said, "40 at most") {
		t.Errorf("%d bytes: %.200s", len(said), said)
	}
}
