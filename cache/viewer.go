package cache

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// What a generation tells of the agent whose it is.
const (
	stateViewer = "viewer" // for whom its rows are filed
	stateWorker = "worker" // whose work is kept in mind, of all that it has
)

// mostRefiled is how many rows are looked at in one transaction.
const mostRefiled = 2000

// meChanged takes in what the desk says of the ledger's own agent: other groups put
// tickets into other views.
func (l *Ledger) meChanged(a *desk.Agent) {
	was := l.Me()
	l.self.Store(a)
	l.remakeMe()
	if !slices.Equal(was.Groups, a.Groups) {
		l.misfiled.Store(true)
	}
}

// knowMe takes in what the records say of the ledger's own agent.
func (l *Ledger) knowMe() error {
	return l.view(func(k *look) error {
		name := k.agentName(l.opt.Me.ID)
		v := k.bucket(partAgents).Get(name[:])
		if v == nil {
			return nil
		}
		a, err := readOne[desk.Agent](k, partAgents, name[:], v)
		if err == nil {
			l.meChanged(&a)
		}
		return err
	})
}

// refileForViewer finds out whether the rows were filed for somebody else.
func (l *Ledger) refileForViewer() error {
	// The groups that the desk last told of are newer than those that we were opened with.
	l.remakeMe()
	if err := l.knowMe(); err != nil {
		return err
	}
	want := viewer{me: l.Me()}.text()
	return l.view(func(k *look) error {
		is, err := k.readText(stateViewer)
		if err == nil {
			l.misfiled.Store(is != want)
		}
		return err
	})
}

// refileAll files every row anew, a piece at a time, and notes for whom. What an agent worked
// on is looked for in the threads once: other groups change nothing of it.
func (l *Ledger) refileAll() error {
	var worker string
	if err := l.view(func(k *look) (err error) { worker, err = k.readText(stateWorker); return err }); err != nil {
		return err
	}
	for from := local(0); ; {
		var some []local
		if err := l.view(func(k *look) error {
			some = nil
			c := k.bucket(partRows).Cursor()
			for key, _ := c.Seek(from.key()); key != nil && len(some) < mostRefiled; key, _ = c.Next() {
				n, ok := localOf(key)
				if !ok {
					return errIncoherent
				}
				some = append(some, n)
			}
			return nil
		}); err != nil {
			return err
		}
		err := l.update(func(w *batch) error {
			if len(some) == 0 {
				return w.filedForMe()
			}
			for _, n := range some {
				if worker == string(w.view.me.ID) {
					break
				}
				if err := w.noteWorkedBefore(n); err != nil {
					return err
				}
			}
			return w.refileSome(some)
		})
		if err != nil || len(some) == 0 {
			return err
		}
		from = some[len(some)-1] + 1
	}
}

// filedForMe notes that all that the generation has is as it is for who looks.
func (w *batch) filedForMe() error {
	if err := w.setText(stateViewer, w.view.text()); err != nil {
		return err
	}
	return w.setText(stateWorker, string(w.view.me.ID))
}
