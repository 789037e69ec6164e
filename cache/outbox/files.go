package outbox

import "github.com/heed-desk/heed/desk"

// Files are the files that operations and drafts name.
func (o *Outbox) Files() map[desk.FileID]bool {
	s, all := o.state.Load(), map[desk.FileID]bool{}
	note := func(files []desk.Attachment) {
		for _, f := range files {
			all[f.ID] = true
		}
	}
	for _, e := range s.queue {
		note(e.Op.Attachments())
	}
	for _, d := range s.drafts {
		note(d.Attachments)
	}
	return all
}
