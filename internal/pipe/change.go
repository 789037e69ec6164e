package pipe

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/when"
)

// intents reads the changes as the desk knows them. Whatever is wrong with them is found
// before anything is written.
func (l *Local) intents(ask WriteAsk) ([]desk.Intent, error) {
	var all []desk.Intent
	for _, c := range ask.Changes {
		in, err := l.intent(c, ask.Zone)
		if err != nil {
			return nil, err
		}
		if in, err = l.with(in, ask.Files); err != nil {
			return nil, err
		}
		if p := itself(in, ask.Number); p != nil {
			return nil, &Fault{Exit: Usage, Key: "pipe.refused", Problem: p}
		}
		all = append(all, in)
	}
	if len(all) == 0 {
		return nil, NewFault(Usage, "pipe.nothing_to_do")
	}
	return all, nil
}

// with is an intent with files.
func (l *Local) with(in desk.Intent, paths []string) (desk.Intent, error) {
	if len(paths) == 0 {
		return in, nil
	}
	if l.Attach == nil {
		return nil, NewFault(Failed, "pipe.no_files")
	}
	var files []desk.Attachment
	for _, path := range paths {
		f, err := l.Attach(path)
		if err != nil {
			return nil, FaultOf(err)
		}
		files = append(files, f)
	}
	if p := desk.CheckAttachments(files); p != nil {
		return nil, &Fault{Exit: Usage, Key: "pipe.refused", Problem: p}
	}
	return desk.WithAttachments(in, files), nil
}

func (l *Local) intent(c Change, zone string) (desk.Intent, error) {
	switch c.What {
	case Reply, Note:
		return speech(c)
	case Status:
		s := desk.Status(c.Value)
		if !s.Valid() || s == desk.New {
			return nil, badValue(c, list(desk.Statuses()[1:]))
		}
		return desk.SetStatus{Status: s}, nil
	case Priority:
		p, ok := desk.ParsePriority(c.Value)
		if !ok {
			return nil, badValue(c, "low, normal, high, urgent")
		}
		u, i := p.Levels()
		return desk.SetPriority{Urgency: u, Impact: i}, nil
	case Assignee:
		return l.assign(c)
	case Tag, Untag:
		return tagging(c)
	case Snooze:
		return l.snooze(c, zone)
	default:
		return l.deal(c)
	}
}

func speech(c Change) (desk.Intent, error) {
	words := text.Paste(c.Value)
	if strings.TrimSpace(words) == "" {
		return nil, &Fault{Exit: Usage, Key: "pipe.refused", Problem: desk.Refuse(desk.EmptyText)}
	}
	if len(words) > desk.MaxReply {
		return nil, &Fault{Exit: Usage, Key: "pipe.refused", Problem: desk.Refuse(desk.TextTooLong, len(words))}
	}
	if c.What == Note {
		return desk.Note{Text: desk.Foreign(words)}, nil
	}
	return desk.Reply{Text: desk.Foreign(words)}, nil
}

func tagging(c Change) (desk.Intent, error) {
	if !desk.ValidTag(c.Value) {
		return nil, &Fault{Exit: Usage, Key: "pipe.refused", Problem: desk.Refuse(desk.BadTag, text.PasteLine(c.Value))}
	}
	if c.What == Untag {
		return desk.Untag{Tags: []string{c.Value}}, nil
	}
	return desk.Tag{Tags: []string{c.Value}}, nil
}

// assign reads who gets the ticket. A name that no colleague has is a slip of the finger.
func (l *Local) assign(c Change) (desk.Intent, error) {
	switch c.Value {
	case "me":
		return desk.Assign{To: l.Ledger.Me().ID}, nil
	case "none", "":
		return desk.Assign{}, nil
	}
	agents, err := l.Ledger.Agents()
	if err != nil {
		return nil, FaultOf(err)
	}
	var names []desk.AgentID
	for _, a := range agents {
		if a.Works() {
			names = append(names, a.ID)
		}
	}
	if !slices.Contains(names, desk.AgentID(c.Value)) {
		return nil, badValue(c, list(names))
	}
	return desk.Assign{To: desk.AgentID(c.Value)}, nil
}

func (l *Local) snooze(c Change, zone string) (desk.Intent, error) {
	if c.Value == "none" || c.Value == "" {
		return desk.Snooze{}, nil
	}
	now := l.Ledger.Now().Local()
	if where, err := time.LoadLocation(zone); err == nil && zone != "" {
		now = now.In(where) // an unknown zone leaves this process's
	}
	until, err := when.Parse(c.Value, now)
	if err != nil {
		return nil, badValue(c, "2h, tomorrow 9, fri 14:30, 24 dec, none")
	}
	return desk.Snooze{Until: until}, nil
}

func badValue(c Change, good string) *Fault {
	return NewFault(Usage, "pipe.bad_value", "field", c.What, "value", text.PasteLine(c.Value), "values", good)
}
