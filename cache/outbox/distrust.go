package outbox

// Distrust sets outbox.db aside, in which something is wrong that was not noticed when it was
// read, and writes both copies anew with what stands in the outbox: that was proved, record by
// record, when it was opened.
func (o *Outbox) Distrust(cause error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.opt.Dir == "" || o.closed {
		return nil
	}
	o.sick = true // until both are written anew
	if _, _, err := o.table.file.Replace(o.table.file.Suspect(cause)); err != nil {
		return err
	}
	return o.mend()
}
