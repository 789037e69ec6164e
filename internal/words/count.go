package words

// N is T for a text that counts something, with n at its place {n}. Where there is a text
// for exactly one, under the key with ".one" behind it, that is taken for one.
func (b *Book) N(key string, n int, pairs ...any) string {
	if n == 1 && b.Has(key+".one") {
		key += ".one"
	}
	return b.T(key, append([]any{"n", n}, pairs...)...)
}
