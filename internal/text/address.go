package text

import (
	"strings"
	"unicode"

	"github.com/heed-desk/heed/desk"
)

// Address cleans an address for a single line. A host that mixes scripts, as one does that
// is made to look like another, is written as the network has it: xn--….
func Address(u desk.Untrusted) string {
	line := Line(u)
	i := strings.LastIndexByte(line, '@')
	if i < 0 || !mixed(line[i+1:]) {
		return line
	}
	return line[:i+1] + asNetwork(line[i+1:])
}

// MixesScripts reports whether the host of an address mixes scripts that no language writes
// together, so that it can look like another host.
func MixesScripts(u desk.Untrusted) bool {
	_, host, found := strings.Cut(u.Raw(), "@")
	return found && mixed(host)
}

// together are the scripts that one language or another writes in one word with Latin.
func together() []*unicode.RangeTable {
	return []*unicode.RangeTable{unicode.Latin, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo}
}

func mixed(host string) bool {
	known, seen := together(), ""
	for _, r := range host {
		if !unicode.IsLetter(r) {
			continue
		}
		is := "together"
		if !unicode.IsOneOf(known, r) {
			is = scriptOf(r)
		}
		if seen != "" && seen != is {
			return true
		}
		seen = is
	}
	return false
}

func scriptOf(r rune) string {
	for name, table := range unicode.Scripts {
		if name != "Common" && name != "Inherited" && unicode.Is(table, r) {
			return name
		}
	}
	return ""
}

// asNetwork writes a host in the letters that the network has: each part of it that needs
// others in punycode.
func asNetwork(host string) string {
	labels := strings.Split(strings.ToLower(host), ".")
	for i, l := range labels {
		if strings.IndexFunc(l, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
			labels[i] = "xn--" + punycode(l)
		}
	}
	return strings.Join(labels, ".")
}

// The numbers of RFC 3492.
const (
	punyBase, punyLow, punyHigh = 36, 1, 26
	punySkew, punyDamp          = 38, 700
	punyBias, punyFirst         = 72, 128
)

// punycode writes letters of any script in those of ASCII, as RFC 3492 has it.
func punycode(label string) string {
	var out strings.Builder
	all := []rune(label)
	for _, r := range all {
		if r < punyFirst {
			out.WriteRune(r)
		}
	}
	basic := out.Len()
	if basic > 0 {
		out.WriteByte('-')
	}
	n, delta, bias := rune(punyFirst), 0, punyBias
	for done := basic; done < len(all); {
		next := rune(unicode.MaxRune)
		for _, r := range all {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range all {
			switch {
			case r < n:
				delta++
			case r == n:
				writePuny(&out, delta, bias)
				bias = adapt(delta, done+1, done == basic)
				delta = 0
				done++
			}
		}
		delta++
		n++
	}
	return out.String()
}

func writePuny(out *strings.Builder, q, bias int) {
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyLow), punyHigh)
		if q < t {
			out.WriteByte(punyDigit(q))
			return
		}
		out.WriteByte(punyDigit(t + (q-t)%(punyBase-t)))
		q = (q - t) / (punyBase - t)
	}
}

func punyDigit(d int) byte {
	if d < 26 {
		return byte('a' + d)
	}
	return byte('0' + d - 26)
}

func adapt(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for delta > (punyBase-punyLow)*punyHigh/2 {
		delta /= punyBase - punyLow
		k += punyBase
	}
	return k + (punyBase-punyLow+1)*delta/(delta+punySkew)
}
