package demo

import (
	"container/heap"
	"context"
	"time"
)

// agenda is what is to come, in the order of its time.
type agenda struct {
	items []item
	count int
}

// item is something to be done at a time. Of two at the same time the one that was
// entered first comes first.
type item struct {
	at  time.Time
	nth int
	do  func(context.Context) error
}

// enter puts something on the agenda.
func (a *agenda) enter(at time.Time, do func(context.Context) error) {
	a.count++
	heap.Push(a, item{at: at, nth: a.count, do: do})
}

// next is the time of what comes first. There always is something.
func (a *agenda) next() time.Time { return a.items[0].at }

// take returns what comes first.
func (a *agenda) take() item { return heap.Pop(a).(item) }

// Len implements heap.Interface.
func (a *agenda) Len() int { return len(a.items) }

// Less implements heap.Interface.
func (a *agenda) Less(i, j int) bool {
	if a.items[i].at.Equal(a.items[j].at) {
		return a.items[i].nth < a.items[j].nth
	}
	return a.items[i].at.Before(a.items[j].at)
}

// Swap implements heap.Interface.
func (a *agenda) Swap(i, j int) { a.items[i], a.items[j] = a.items[j], a.items[i] }

// Push implements heap.Interface.
func (a *agenda) Push(x any) { a.items = append(a.items, x.(item)) }

// Pop implements heap.Interface.
func (a *agenda) Pop() any {
	last := a.items[len(a.items)-1]
	a.items = a.items[:len(a.items)-1]
	return last
}
