package voice

import (
	"io"
	"time"
)

// Release gives the terminal back, for a while. What is said meanwhile is said on Resume.
func (v *Voice) Release() error {
	v.mu.Lock()
	if v.held || v.closed {
		v.mu.Unlock()
		return nil
	}
	if v.live.shown {
		was := v.live.of
		v.end()
		v.live = written{shown: true, of: was} // it is written again on Resume
	}
	v.out.WriteString(v.modes(false))
	v.held = true
	v.mu.Unlock()
	return v.flush()
}

// Resume takes the terminal again, and says what there was to say.
func (v *Voice) Resume() error {
	v.mu.Lock()
	if !v.held || v.closed {
		v.mu.Unlock()
		return nil
	}
	v.held = false
	kept := v.out.String()
	v.out.Reset()
	v.out.WriteString(v.modes(true) + kept)
	if was := v.live; was.shown && was.s == "" {
		v.draw(was.of)
	}
	v.mu.Unlock()
	v.ring()
	return nil
}

// Reclaim takes the terminal again that somebody else had without asking: the program was
// stopped from outside and goes on now.
func (v *Voice) Reclaim() error {
	v.mu.Lock()
	if !v.held && v.live.shown {
		v.live.s = "" // whatever stands there now is not heed's
	}
	v.held = !v.closed
	v.mu.Unlock()
	return v.Resume()
}

// Close ends the line that is being written, gives the terminal back and ends the voice. It
// may be called more than once, and after a panic.
func (v *Voice) Close() error {
	v.mu.Lock()
	if v.closed {
		v.mu.Unlock()
		return nil
	}
	if !v.held && v.begun {
		if v.live.shown {
			v.end()
		}
		v.out.WriteString(v.modes(false))
	}
	v.closed = true
	begun := v.begun
	close(v.bell)
	v.mu.Unlock()
	if !begun {
		return nil
	}
	select {
	case <-v.done:
		return nil
	case <-time.After(patience):
		return errHung
	}
}

func (v *Voice) ring() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return
	}
	select {
	case v.bell <- struct{}{}:
	default:
	}
}

// write writes what there is whenever it is rung for.
func (v *Voice) write() {
	defer close(v.done)
	for range v.bell {
		v.pour()
	}
	v.pour()
}

func (v *Voice) pour() {
	v.writing.Lock()
	defer v.writing.Unlock()
	v.mu.Lock()
	if v.broken != nil || v.out.Len() == 0 || v.held { // held: somebody else has the terminal
		v.mu.Unlock()
		return
	}
	s := v.out.String()
	v.out.Reset()
	v.mu.Unlock()
	if _, err := io.WriteString(v.settings.Out, s); err != nil {
		v.mu.Lock()
		v.broken = err
		v.mu.Unlock()
	}
}

// flush writes what stands before the terminal is given back.
func (v *Voice) flush() error {
	v.writing.Lock()
	defer v.writing.Unlock()
	v.mu.Lock()
	s := v.out.String()
	v.out.Reset()
	v.mu.Unlock()
	_, err := io.WriteString(v.settings.Out, s)
	return err
}
