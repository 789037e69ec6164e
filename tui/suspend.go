package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/keymaps"
)

// suspend gives the terminal back to the shell, once what was typed is on disk: a process
// that stands still writes nothing, and may be ended as it stands.
func (r *Root) suspend(st *seat) {
	r.do(st, st.screen.Act(keymaps.Suspend))
	var last <-chan struct{}
	if n := len(r.jobs.writes); n > 0 {
		last = r.jobs.writes[n-1].done
	}
	ctx := r.ctx
	r.run(func() tea.Msg {
		if last != nil {
			select {
			case <-last:
			case <-ctx.Done():
			}
		}
		return tea.Suspend()
	})
}
