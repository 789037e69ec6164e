package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits of what is attached.
const (
	// MaxFile is the most bytes of one file.
	MaxFile = 25 << 20
	// MaxFiles is the most files of one message.
	MaxFiles = 20
	// MaxFileName is the most bytes of a file's name.
	MaxFileName = 255
	// maxType is the most letters of a media type.
	maxType = 127
)

// FileID is the SHA-256 of a file's bytes: the same bytes have the same id everywhere. Its
// text form is 64 lower-case hexadecimal digits; the zero FileID is the empty string.
type FileID [sha256.Size]byte

// IsZero reports whether the id names nothing.
func (id FileID) IsZero() bool { return id == FileID{} }

// String returns the text form.
func (id FileID) String() string {
	if id.IsZero() {
		return ""
	}
	return hex.EncodeToString(id[:])
}

// MarshalText writes the text form.
func (id FileID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the text form; ErrID where it is none.
func (id *FileID) UnmarshalText(b []byte) error {
	var read FileID
	switch {
	case len(b) == 0:
	case len(b) != hex.EncodedLen(len(read)) || strings.ToLower(string(b)) != string(b):
		return ErrID
	default:
		if _, err := hex.Decode(read[:], b); err != nil {
			return ErrID
		}
	}
	*id = read
	return nil
}

// Attachment is a file that goes with a message. Its bytes lie elsewhere, under its id.
type Attachment struct {
	ID   FileID    `json:"id"`
	Name Untrusted `json:"name"`           // as whoever sent it calls it
	Type string    `json:"type,omitempty"` // the media type that they say it has: image/png; empty for none
	Size int64     `json:"size"`           // bytes
}

// Attachments are the files that the operation's words carry.
func (o Op) Attachments() []Attachment {
	switch in := o.Intent.(type) {
	case Reply:
		return in.Attachments
	case Note:
		return in.Attachments
	case Create:
		return in.Attachments
	case Receive:
		return in.Attachments
	case Forward:
		return in.Attachments
	default:
		return nil
	}
}

// WithAttachments is the intent with these files in place of its own; an intent that carries
// none is returned as it is.
func WithAttachments(in Intent, files []Attachment) Intent {
	files = slices.Clone(files)
	switch in := in.(type) {
	case Reply:
		in.Attachments = files
		return in
	case Note:
		in.Attachments = files
		return in
	case Create:
		in.Attachments = files
		return in
	case Forward:
		in.Attachments = files
		return in
	default:
		return in
	}
}

// carry adds files to an entry of the thread.
func (m *Message) carry(files []Attachment) { m.Attachments = slices.Clone(files) }

// CheckAttachments refuses files that no message may carry; nil where they are fine.
func CheckAttachments(files []Attachment) *Problem {
	if len(files) > MaxFiles {
		return Refuse(TooManyFiles, MaxFiles)
	}
	for _, f := range files {
		switch {
		case f.Size > MaxFile:
			return Refuse(FileTooLarge, f.Size)
		case f.ID.IsZero(), f.Size <= 0, f.Name.Len() > MaxFileName, !hasWord(f.Name.raw), !oneLine(f.Name), !ValidType(f.Type):
			return Refuse(BadValue, PartFile, "")
		}
	}
	return nil
}

// ValidType reports whether s is a media type without parameters, in lower case, or nothing.
func ValidType(s string) bool {
	if s == "" {
		return true
	}
	kind, sub, ok := strings.Cut(s, "/")
	return ok && len(s) <= maxType && isToken(kind) && isToken(sub)
}

// isToken reports whether s is a part of a media type.
func isToken(s string) bool {
	for i := range len(s) {
		b := s[i]
		if (b < 'a' || b > 'z') && (b < '0' || b > '9') && !strings.ContainsRune("!#$&^_.+-", rune(b)) {
			return false
		}
	}
	return s != ""
}

// FileName is a name that a file may be called on the way: its last part alone, without what
// no name of one line may hold. A name of which nothing is left becomes "file".
func FileName(s string) Untrusted {
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	s = strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || r == utf8.RuneError || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, s)
	for len(s) > MaxFileName {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	if !hasWord(s) {
		return Foreign("file")
	}
	return Foreign(s)
}
