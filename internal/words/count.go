package words

import (
	"strconv"
	"strings"
)

// N is T for a text that counts something, with n at its place {n}. Where there is a text
// for exactly one, under the key with ".one" behind it, that is taken for one.
func (b *Book) N(key string, n int, pairs ...any) string {
	if n == 1 && b.Has(key+".one") {
		key += ".one"
	}
	return b.T(key, append([]any{"n", n}, pairs...)...)
}

// Count is a number of things in at most four signs: "218", "2.9k", "41k", "1.2M". It is
// never more than there are.
func (b *Book) Count(n int) string {
	switch {
	case n < 1_000:
		return strconv.Itoa(n)
	case n < 10_000:
		return b.T("count.thousands", "n", strconv.Itoa(n/1_000)+b.tenth(n%1_000/100))
	case n < 1_000_000:
		return b.T("count.thousands", "n", n/1_000)
	default:
		return b.T("count.millions", "n", strconv.Itoa(n/1_000_000)+b.tenth(n%1_000_000/100_000))
	}
}

// Decimal is a decimal as a shop writes it ("168.00") with this language's point. What is none
// comes back as it is.
func (b *Book) Decimal(s string) string {
	if _, err := strconv.ParseFloat(s, 64); err != nil {
		return s
	}
	return strings.Replace(s, ".", b.T("count.point"), 1)
}

func (b *Book) tenth(n int) string {
	if n == 0 {
		return ""
	}
	return b.T("count.point") + strconv.Itoa(n)
}
