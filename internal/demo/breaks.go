package demo

import (
	"context"
	"time"

	"github.com/heed-desk/heed/desk"
)

// This file is how colleagues take breaks, one at a time, and get nothing to do meanwhile.

// How often somebody takes a break, and how long it is.
const (
	firstBreak    = 4 * time.Minute
	betweenBreaks = 20 * time.Minute
	shortestBreak = 5 * time.Minute
	longestBreak  = 9 * time.Minute
	untilFree     = time.Minute // where nobody can be spared just now
)

// free are the colleagues who may be given something now: neither busy nor on a break.
func (l *life) free(ctx context.Context) ([]int, error) {
	agents, err := l.desk.Agents(ctx)
	if err != nil {
		return nil, err
	}
	there := map[desk.AgentID]bool{}
	for _, a := range desk.RoutableOf(agents) {
		there[a.ID] = true
	}
	var free []int
	for i, w := range l.at {
		if !w.busy && there[w.agent] {
			free = append(free, i)
		}
	}
	return free, nil
}

// rest lets a colleague take a break, unless they would leave nobody behind.
func (l *life) rest(ctx context.Context) error {
	free, err := l.free(ctx)
	if err != nil {
		return err
	}
	if len(free) < 2 {
		l.agenda.enter(time.Now().Add(untilFree), l.rest)
		return nil
	}
	l.agenda.enter(time.Now().Add(betweenBreaks), l.rest)
	i := free[l.breaks.IntN(len(free))]
	outcome, err := l.do(ctx, desk.Op{Actor: l.at[i].agent, Intent: desk.TakeBreak{}})
	if err != nil || outcome != desk.Applied {
		return err
	}
	if was := l.at[i].ticket; !was.IsZero() {
		if err := l.desk.Announce(ctx, desk.Presence{Agent: l.at[i].agent, Ticket: was, Doing: desk.Left}); err != nil {
			return err
		}
	}
	l.at[i].ticket, l.at[i].away = desk.TicketID{}, true
	length := shortestBreak + time.Duration(l.breaks.Int64N(int64(longestBreak-shortestBreak)))
	l.agenda.enter(time.Now().Add(length), func(ctx context.Context) error { return l.comeBack(ctx, i) })
	return nil
}

func (l *life) comeBack(ctx context.Context, i int) error {
	l.at[i].away = false
	_, err := l.do(ctx, desk.Op{Actor: l.at[i].agent, Intent: desk.EndBreak{}})
	return err
}
