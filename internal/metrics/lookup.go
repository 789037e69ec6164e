package metrics

// N is of how many a figure is; 0 for one that a board doesn't tell of.
func (b Board) N(n Name) int {
	switch n {
	case Open, Backlog:
		return b.Now.Open
	case Unassigned:
		return b.Now.Unassigned
	case Waiting:
		return b.Now.Waiting
	case Late:
		return b.Now.Late.N
	case Due15:
		return b.Now.Due15.N
	case Due60:
		return b.Now.Due60.N
	default:
		return b.Today.n(n)
	}
}

func (s *Sums) n(n Name) int {
	switch n {
	case Arrived:
		return s.Arrived
	case Solved:
		return s.Solved
	case Reopens:
		return s.Reopens
	case Replies:
		return s.Replies
	case HandedOver:
		return s.HandedOver
	case FirstReply, NextReply, Resolution, RequesterWait, AgentWait, OnHold:
		return s.Times(n).N
	default:
		return s.Share(n).Of
	}
}

// Times are the times of a figure; all zero for one that has none.
func (s *Sums) Times(n Name) Times {
	switch n {
	case FirstReply:
		return s.FirstReply
	case NextReply:
		return s.NextReply
	case Resolution:
		return s.Resolution
	case RequesterWait:
		return s.RequesterWait
	case AgentWait:
		return s.AgentWait
	case OnHold:
		return s.OnHold
	default:
		return Times{}
	}
}

// Share is the share that a figure is; of one that has times, how many came in time of how many for
// which anything was promised. All zero for one that is neither.
func (s *Sums) Share(n Name) Share {
	switch n {
	case ServiceLevel:
		return s.ServiceLevel
	case OneTouch:
		return s.OneTouch
	case Reopened:
		return s.Reopened
	case Satisfied:
		return s.Satisfied
	case Responded:
		return s.Responded
	default:
		return s.Times(n).Kept()
	}
}
