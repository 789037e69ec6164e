package first

import "strings"

// token finds in a text what begins as the tokens of a desk do, heed_<kind>_, and gives what
// stands before it and behind it, too. Without a token, before is the text.
func token(text string) (before, token, behind string) {
	const mark = "heed_"
	for from := 0; ; {
		at := strings.Index(text[from:], mark)
		if at < 0 {
			return text, "", ""
		}
		at += from
		from = at + len(mark)
		rest := text[from:]
		kind := strings.IndexFunc(rest, func(r rune) bool { return r < 'a' || r > 'z' })
		if kind < 1 || rest[kind] != '_' {
			continue
		}
		end := strings.IndexFunc(text[at:], func(r rune) bool { return !tokenLetter(r) })
		if end < 0 {
			return text[:at], text[at:], ""
		}
		return text[:at], text[at : at+end], text[at+end:]
	}
}

func tokenLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
}

// apart takes a token that came into the address where it belongs: it must not stand on the
// screen, whoever was too quick for the fields.
func (s *Screen) apart() {
	if s.chosen() != Served || s.at != 0 {
		return
	}
	f := s.fields[Served]
	before, secret, behind := token(f[0].Text())
	if secret == "" {
		return
	}
	f[0].SetText(strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(behind)))
	f[1].SetText(secret)
	s.at = 1
}
