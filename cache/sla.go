package cache

import (
	"encoding/json"

	"github.com/heed-desk/heed/desk"
)

// stateSLA is under what a generation keeps what the desk promises.
const stateSLA = "sla"

// promises is what the desk promises, made ready, and the text that it was read from.
type promises struct {
	text string
	sla  desk.SLA
}

// promised is what the desk promises, as last told.
func (l *Ledger) promised() promises {
	if p := l.promises.Load(); p != nil {
		return *p
	}
	return promises{}
}

// Promises is what the desk promises, as last told; nil where it never says.
func (l *Ledger) Promises() (*desk.SLA, error) {
	p := l.promised()
	if p.text == "" {
		return nil, nil //nolint:nilnil // none is no failure
	}
	return &p.sla, nil
}

// describedSLA takes in what the desk says that it promises: it is known offline too.
func (l *Ledger) describedSLA(sla *desk.SLA) error {
	text := ""
	if sla != nil {
		plain, err := json.Marshal(sla)
		if err != nil {
			return err
		}
		text = string(plain)
	}
	if l.promised().text == text {
		return nil
	}
	if err := l.update(func(w *batch) error { return w.setText(stateSLA, text) }); err != nil {
		return trouble(err) // told again the next time, it is taken in then
	}
	return l.promise(text)
}

// promise makes what was told ready. What cannot be meant is not worked with: the desk's own
// clocks stand until it is heard again.
func (l *Ledger) promise(text string) error {
	p := promises{text: text}
	if text != "" {
		var all desk.SLA
		if err := json.Unmarshal([]byte(text), &all); err != nil {
			return err
		}
		if ready, err := all.Checked(); err == nil {
			p.sla = ready
		}
	}
	l.promises.Store(&p)
	return nil
}

// recallSLA reads what was promised when the ledger was last open.
func (l *Ledger) recallSLA() error {
	var text string
	if err := l.view(func(k *look) (err error) {
		text, err = k.readText(stateSLA)
		return err
	}); err != nil {
		return err
	}
	return l.promise(text)
}
