package screen

import "maps"

// Ahead is what a pane has read of what it will likely be turned to next, so that turning
// to it takes one picture and no read. It holds no more than was wanted last. What the
// ledger moved under it must be spoilt, and is then read when it is needed.
type Ahead[K comparable, V any] struct {
	held map[K]V
	turn int // answers to the questions of an earlier turn are not believed
}

// readAhead is what was read in a turn: the answer that Learn takes in.
type readAhead[K comparable, V any] struct {
	turn int
	read map[K]V
}

// Ask says what is shown now and what is likely next, where a zero K is nothing, and reads
// of the latter what is not held. What cannot be read is left out: it is read, and its
// error said, once it is turned to. The answer is for Learn.
func (a *Ahead[K, V]) Ask(slot string, read func(K) (V, error), shown K, next ...K) Out {
	var (
		none    K
		missing []K
		held    = make(map[K]V, len(next)+1)
	)
	if v, ok := a.held[shown]; ok {
		held[shown] = v // one step back is likely too
	}
	for _, k := range next {
		if v, ok := a.held[k]; ok {
			held[k] = v
		} else if k != none {
			missing = append(missing, k)
		}
	}
	a.held = held
	a.turn++
	if len(missing) == 0 {
		return Out{}
	}
	turn := a.turn
	return Out{Ask: []Ask{{Slot: slot, Later: true, Read: func() (any, error) {
		got := readAhead[K, V]{turn: turn, read: make(map[K]V, len(missing))}
		for _, k := range missing {
			if v, err := read(k); err == nil {
				got.read[k] = v
			}
		}
		return got, nil
	}}}}
}

// Learn takes in the answer to an Ask; one of an earlier turn, or anything else, is dropped.
func (a *Ahead[K, V]) Learn(answer any) {
	got, ok := answer.(readAhead[K, V])
	if !ok || got.turn != a.turn {
		return
	}
	maps.Copy(a.held, got.read)
}

// Take is what is held of k.
func (a *Ahead[K, V]) Take(k K) (V, bool) {
	v, ok := a.held[k]
	return v, ok
}

// Turn is the turn in which a read of what is shown begins.
func (a *Ahead[K, V]) Turn() int { return a.turn }

// Keep holds on to what was read, from the given turn on, because it is shown.
func (a *Ahead[K, V]) Keep(turn int, k K, v V) {
	if turn == a.turn && a.held != nil {
		a.held[k] = v
	}
}

// Spoil forgets k, and what is being read.
func (a *Ahead[K, V]) Spoil(k K) {
	delete(a.held, k)
	a.turn++
}

// SpoilAll forgets all.
func (a *Ahead[K, V]) SpoilAll() {
	clear(a.held)
	a.turn++
}
