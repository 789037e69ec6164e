package sshd_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/sshd"
)

// walls has an account be that of screens on walls.
func (h *house) walls(who desk.AgentID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.roles[who] = desk.RoleWall
}

func TestAsManyWallsHangAsThereMayBeBesideTheSessionsThatThereAre(t *testing.T) {
	limits := quick()
	limits.Total, limits.PerUser, limits.Walls = 1, 1, 6
	h := open(t, limits)
	for range 6 {
		c := h.comes("wall")
		h.walls("wall")
		h.sits(c, 80, 24).sees(t, "ready")
	}
	c := h.comes("wall")
	h.walls("wall")
	h.sits(c, 80, 24).sees(t, "ends: full")
	h.sits(h.comes("ann"), 80, 24).sees(t, "ready")
}

func TestAWallHangsForAsLongAsASessionMayThoughNobodyPressesAKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := bubble(t, sshd.Limits{}, ticks)
		c := h.walksIn(p, "wall")
		h.walls("wall")
		s := h.sits(c, 80, 24)
		begun := time.Now()
		s.sees(t, "ends: over")
		if hung := time.Since(begun); hung != 12*time.Hour {
			t.Error("it hung for", hung)
		}
	})
}
