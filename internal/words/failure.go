package words

// Failure says why something that was asked for did not come about. Nothing of the
// error's own text is shown: it may hold anything. It is Err by the name that screens use.
func (b *Book) Failure(err error) string { return b.Err(err) }
