package composer

import (
	"strings"
	"unicode/utf16"

	"github.com/heed-desk/heed/desk"
)

// The letters that an SMS has room for: with the alphabet of GSM 03.38, and with any
// letter. One that is sent in parts loses some in each to their order.
const (
	smsPlain, smsPlainPart = 160, 153
	smsAny, smsAnyPart     = 70, 67
)

// gsmLetters is the basic alphabet, and gsmPairs are those that take the room of two.
const (
	gsmLetters = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmPairs   = "^{}\\[~]|€"
)

// smsParts is how many messages a text goes out as, and how many letters are left in the
// last of them.
func smsParts(text string) (parts, left int) {
	n, whole, part := 0, smsPlain, smsPlainPart
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmLetters, r):
			n++
		case strings.ContainsRune(gsmPairs, r):
			n += 2
		default:
			n, whole, part = len(utf16.Encode([]rune(text))), smsAny, smsAnyPart
			return partsOf(n, whole, part)
		}
	}
	return partsOf(n, whole, part)
}

func partsOf(n, whole, part int) (parts, left int) {
	if n <= whole {
		return 1, whole - n
	}
	parts = (n + part - 1) / part
	return parts, parts*part - n
}

// sms says how many messages the text goes out as, where it goes out so.
func (s *Screen) sms() string {
	if s.note || s.facts.Ticket.Channel != desk.SMS || s.editor.Len() == 0 {
		return ""
	}
	parts, left := smsParts(s.editor.Text())
	said := s.Book.N("composer.sms", parts) + " · " + s.Book.N("composer.sms.left", left)
	if parts > 1 {
		return s.Theme.Soon.Render(said)
	}
	return s.Theme.Dim.Render(said)
}
