package backend

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// asItTakesBack leaves of what takes an operation back only what that one has done here. A
// tag or a link that was there already when it came is somebody else's, and stays.
func (t *tx) asItTakesBack(op desk.Op) (desk.Op, error) {
	switch in := op.Intent.(type) {
	case desk.Untag:
		if in.Of.IsZero() {
			return op, nil
		}
		did, err := t.changesOf(in.Of, desk.FieldTag)
		in.Tags = slices.DeleteFunc(slices.Clone(in.Tags), func(tag string) bool { return !slices.Contains(did, tag) })
		op.Intent = in
		return op, err
	case desk.Unlink:
		if in.Of.IsZero() {
			return op, nil
		}
		did, err := t.changesOf(in.Of, desk.FieldLink)
		if len(did) == 0 {
			in.To = desk.TicketID{}
		}
		op.Intent = in
		return op, err
	default:
		return op, nil
	}
}

// changesOf are the values to which an operation has set a field.
func (t *tx) changesOf(id desk.OpID, field desk.Field) ([]string, error) {
	r, known, err := recorded(t, id)
	if err != nil || !known || r.outcome != desk.Applied {
		return nil, err
	}
	v, err := r.verdict(t)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, m := range v.Messages {
		if m.Change != nil && m.Change.Field == string(field) {
			all = append(all, m.Change.To)
		}
	}
	return all, nil
}
