package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// sieve looks for many tokens at once in all bytes of files, however they are written.
type sieve struct {
	first [1 << 16 / 64]uint64     // the first two bytes of what is looked for
	heads map[[headSize]byte][]way // by the first bytes
}

// headSize is how many bytes tell two patterns apart, mostly; none is shorter.
const headSize = 8

// way is a token as it may be written.
type way struct {
	rest  string
	token int
}

// newSieve makes a sieve for tokens of at least nine bytes.
func newSieve(tokens []string) *sieve {
	s := &sieve{heads: map[[headSize]byte][]way{}}
	for n, token := range tokens {
		seen := map[string]bool{}
		for _, written := range ways(token) {
			if seen[written] || len(written) < headSize {
				continue
			}
			seen[written] = true
			two := uint16(written[0]) | uint16(written[1])<<8
			s.first[two/64] |= 1 << (two % 64)
			head := [headSize]byte([]byte(written))
			s.heads[head] = append(s.heads[head], way{written[headSize:], n})
		}
	}
	return s
}

// ways are how a token may stand in a file: in any case, in the encodings of texts, and in
// those of bytes.
func ways(token string) (all []string) {
	for _, cased := range []string{token, strings.ToLower(token), strings.ToUpper(token)} {
		quoted, _ := json.Marshal(cased) // a text always can be
		all = append(all, cased, strings.Trim(string(quoted), `"`), escaped(cased), url.QueryEscape(cased), url.PathEscape(cased))
		wide := utf16.Encode([]rune(cased))
		little, big := make([]byte, 0, 2*len(wide)), make([]byte, 0, 2*len(wide))
		for _, u := range wide {
			little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
		}
		for _, b := range [][]byte{[]byte(cased), little, big} {
			all = append(all, string(b), hex.EncodeToString(b), strings.ToUpper(hex.EncodeToString(b)))
			for shift := range 3 { // base64 says the same bytes in three ways, by what stands before
				text := append(make([]byte, shift), b...)
				for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
					in := enc.EncodeToString(text[:len(text)/3*3])
					all = append(all, in[(shift*8+5)/6:])
				}
			}
		}
	}
	return all
}

// escaped is a text with all that is not ASCII as JSON may escape it.
func escaped(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		if u < 0x80 {
			b.WriteByte(byte(u))
			continue
		}
		b.WriteString(`\u` + hex.EncodeToString([]byte{byte(u >> 8), byte(u)}))
	}
	return b.String()
}

// finds calls found with each token that is in some bytes.
func (s *sieve) finds(b []byte, found func(token int)) {
	for i := 0; i+headSize <= len(b); i++ {
		two := uint16(b[i]) | uint16(b[i+1])<<8
		if s.first[two/64]&(1<<(two%64)) == 0 {
			continue
		}
		for _, w := range s.heads[[headSize]byte(b[i:])] {
			if strings.HasPrefix(string(b[i+headSize:min(i+headSize+len(w.rest), len(b))]), w.rest) {
				found(w.token)
			}
		}
	}
}

// below are the tokens that are in the files of a folder, each with the files, and in their
// names. It returns how many files and bytes there were.
func (s *sieve) below(t testing.TB, dir string) (in map[int][]string, files int, bytes int64) {
	t.Helper()
	in = map[int][]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(path, dir)
		s.finds([]byte(name+"        "), func(token int) { in[token] = append(in[token], "the name of "+name) })
		if !e.Type().IsRegular() {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		bytes += int64(len(b))
		s.finds(b, func(token int) { in[token] = append(in[token], name) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return in, files, bytes
}

// TestTheSieveFindsATokenHoweverItIsWritten makes sure that what is not found is not there.
func TestTheSieveFindsATokenHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	tokens := []string{"Quillfeather", "Øverlandsvåg", "+49 1577 4471093"}
	s := newSieve(tokens)
	for want, token := range tokens {
		for _, written := range ways(token) {
			for _, before := range []string{"", "x", "xy", "\x00\xff\n"} {
				got := map[int]bool{}
				s.finds([]byte(before+written+"\x00tail"), func(n int) { got[n] = true })
				if !got[want] {
					t.Errorf("%q is not found as %q behind %q", token, written, before)
				}
			}
		}
		whole := base64.StdEncoding.EncodeToString([]byte("ab" + token + "cd"))
		got := map[int]bool{}
		s.finds([]byte(whole), func(n int) { got[n] = true })
		if !got[want] {
			t.Errorf("%q is not found inside of %q", token, whole)
		}
	}
	s.finds([]byte("Nobody of them is in here, and nothing like 4471 093 or quill feathers."), func(n int) { t.Errorf("%q is found where it is not", tokens[n]) })
}
