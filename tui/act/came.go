package act

import "github.com/heed-desk/heed/desk"

// Came is what an operation was held for, the newest first: what others said that the
// customer can see too and that its agent had not seen. A ticket's first message counts
// as seen.
func Came(p desk.PendingOp) []desk.Message {
	var came []desk.Message
	for i := len(p.Came) - 1; i >= 0; i-- {
		m := p.Came[i]
		if m.Kind.Spoken() && m.Author.Agent != p.Op.Actor && m.ID > max(p.Op.Seen, 1) {
			came = append(came, m)
		}
	}
	return came
}
