package metrics

// Look is what whoever looks at a desk is told: its floor, or while that is counted, how far it is.
type Look struct {
	Floor    *Floor    `json:"floor,omitempty"`
	Stale    bool      `json:"stale,omitempty"`    // the desk could not follow what happened after Floor.At
	Counting *Counting `json:"counting,omitempty"` // there is no floor yet
}

// Counting is how far the figures are that a desk counts from what was said in its tickets.
type Counting struct {
	Done int `json:"done"` // tickets
	Of   int `json:"of"`   // 0 while that is not known
}

// MostCases is how many cases a desk names behind a figure at once.
const MostCases = 500

// Cases are the cases that a figure of a floor is summed from, at most MostCases of N.
type Cases struct {
	N     int    `json:"n"`
	Cases []Case `json:"cases,omitempty"`
}

// OnFloor are the cases behind a figure of the floor as it is at an instant.
func (e *Engine) OnFloor(f Floor, n Name, s Scope) Cases {
	all := e.Behind(n, s, f.Of(n))
	return Cases{N: len(all), Cases: all[:min(len(all), MostCases)]}
}

// Figures are those that a floor has cases of, in the order in which docs/figures.md tells of them.
func Figures() []Name {
	return append(Standings(),
		Arrived, FirstReply, NextReply, Resolution, Solved, RequesterWait, AgentWait, OnHold, ServiceLevel, OneTouch,
		Responded, Ended, Reopened, Reopens, Rated, Satisfied, Replies, HandedOver)
}
