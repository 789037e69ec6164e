package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/heed-desk/heed/desk"
)

// SameMailbox reports whether mail to two addresses may well reach one person: whatever the
// case, the width and the composition of their letters, however their hosts are written, and
// with whatever behind a plus. It is for guards, which rather err on the safe side; what is
// equal in the strict sense desk.Address.Same says.
func SameMailbox(a, b desk.Untrusted) bool { return mailbox(a.Raw()) == mailbox(b.Raw()) }

// mailbox is an address in the form in which two that reach one person are equal.
func mailbox(s string) string {
	s = strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(strings.ToLower(norm.NFKC.String(strings.ToValidUTF8(s, "")))))
	s = strings.TrimSpace(s)
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return s
	}
	local, host := s[:at], s[at+1:]
	if plus := strings.IndexByte(local, '+'); plus > 0 {
		local = local[:plus]
	}
	host = strings.ReplaceAll(host, "。", ".") // the other full stops have become one of these two
	return local + "@" + asNetwork(strings.TrimSuffix(host, "."))
}
