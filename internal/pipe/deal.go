package pipe

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// deal reads what is done to a ticket besides answering it and setting its fields.
func (l *Local) deal(c Change) (desk.Intent, error) {
	switch c.What {
	case Group:
		return l.group(c)
	case Follow:
		switch c.Value {
		case "yes":
			return desk.Follow{}, nil
		case "no":
			return desk.Unfollow{}, nil
		}
		return nil, badValue(c, "yes, no")
	case Spam:
		if c.Value != "yes" {
			return nil, badValue(c, "yes")
		}
		return desk.MarkSpam{}, nil
	case Link, Unlink, Merge:
		return l.pair(c)
	default:
		return nil, NewFault(Usage, "pipe.no_field", "field", c.What)
	}
}

// group reads a group. One that no colleague is in is a slip of the finger.
func (l *Local) group(c Change) (desk.Intent, error) {
	if c.Value == "none" || c.Value == "" {
		return desk.SetGroup{}, nil
	}
	agents, err := l.Ledger.Agents()
	if err != nil {
		return nil, FaultOf(err)
	}
	var groups []desk.GroupID
	for _, a := range agents {
		for _, g := range a.Groups {
			if !slices.Contains(groups, g) {
				groups = append(groups, g)
			}
		}
	}
	slices.Sort(groups)
	if !slices.Contains(groups, desk.GroupID(c.Value)) {
		return nil, badValue(c, list(append(groups, "none")))
	}
	return desk.SetGroup{Group: desk.GroupID(c.Value)}, nil
}

// itself refuses what would concern a ticket and itself.
func itself(in desk.Intent, number int64) *desk.Problem {
	switch in := in.(type) {
	case desk.Merge:
		if in.IntoNumber == number {
			return desk.Refuse(desk.MergeIntoItself)
		}
	case desk.LinkTo:
		if in.Number == number {
			return desk.Refuse(desk.LinkToItself)
		}
	}
	return nil
}

// pair reads what concerns another ticket, which is given by its number.
func (l *Local) pair(c Change) (desk.Intent, error) {
	number, err := strconv.ParseInt(strings.TrimPrefix(c.Value, "#"), 10, 64)
	if err != nil || number <= 0 {
		return nil, badValue(c, "4790")
	}
	id, err := l.Ledger.Find(number)
	switch {
	case errors.Is(err, desk.ErrNotFound):
		return nil, &Fault{Exit: Usage, Key: "pipe.refused", Problem: desk.Refuse(desk.NoSuchTicket)}
	case err != nil:
		return nil, FaultOf(err)
	case c.What == Link:
		return desk.LinkTo{To: id, Number: number}, nil
	case c.What == Unlink:
		return desk.Unlink{To: id, Number: number}, nil
	default:
		return desk.Merge{Into: id, IntoNumber: number}, nil
	}
}
