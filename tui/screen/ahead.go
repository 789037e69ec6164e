package screen

// Ahead is what a pane has read of what it will likely be turned to next, so that turning
// to it takes one picture and no read. It holds no more than was wanted last. What the
// ledger moved under it must be spoilt, and is then read when it is needed.
type Ahead[K comparable, V any] struct {
	held map[K]V
	turn int // answers to the questions of an earlier turn are not believed
}

// Want says what is shown now and what is likely next. It returns what of the latter is
// not held, and the turn with which the answer is to come back.
func (a *Ahead[K, V]) Want(shown K, next ...K) (missing []K, turn int) {
	held := make(map[K]V, len(next)+1)
	if v, ok := a.held[shown]; ok {
		held[shown] = v // one step back is likely too
	}
	for _, k := range next {
		if v, ok := a.held[k]; ok {
			held[k] = v
		} else {
			missing = append(missing, k)
		}
	}
	a.held = held
	a.turn++
	return missing, a.turn
}

// Learn takes in what was read for a turn.
func (a *Ahead[K, V]) Learn(turn int, read map[K]V) {
	if turn != a.turn {
		return
	}
	for k, v := range read {
		a.held[k] = v
	}
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
