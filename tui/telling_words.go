package tui

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// noticeSaid is a notice as it is said: with the key that helps, and how long what it tells
// of can be taken back.
func (r *Root) noticeSaid(n screen.Notice, now time.Time) string {
	b := r.session.Book
	said := []string{text.Sentence(ticketed(b, unsigned(b, n.Text)))}
	switch {
	case !n.Undo.IsZero() && n.Until.After(now):
		said = append(said, r.takesBack(n, now))
	case n.Action != "":
		if key := r.keyAt(r.owner(), n.Action); key != "" {
			said = append(said, b.T("linear.sentence", "said", b.T("linear.key", "key", r.spoken(key), "what", r.label(r.owner(), n.Action))))
		}
	}
	words := strings.Join(said, " ")
	if n.Level == screen.Failure {
		words = b.T("linear.trouble", "what", words)
	}
	return b.T("linear.notice", "what", words)
}

// ticketed is a sentence of heed's own with "ticket 4821" where "#4821" is written.
func ticketed(b *words.Book, s string) string {
	return hashed.ReplaceAllStringFunc(s, func(n string) string { return b.T("linear.number", "n", n[strings.IndexByte(n, '#')+1:]) })
}

// hashed is how a ticket is written.
var hashed = regexp.MustCompile(`(?i:\btickets? )?#[0-9]+`)

// takesBack says how long something can be taken back, and by which key.
func (r *Root) takesBack(n screen.Notice, now time.Time) string {
	b := r.session.Book
	left := n.Until.Sub(now)
	key := b.T("root.takes_back", "key", r.spoken(r.keyAt(r.top(), keymaps.Undo))) + "." // a key keeps its case: u is not shift u
	switch {
	case r.link.State == desk.LinkDown:
		return b.T("linear.goes_out_later") + " " + key
	case left > time.Minute:
		return key
	case n.Solves:
		return text.Sentence(b.T("root.solving_in", "span", b.Countdown(left)) + ", " + key)
	default:
		return text.Sentence(b.T("root.sending_in", "span", b.Countdown(left)) + ", " + key)
	}
}

// keysSaid says keys with what they do.
func (r *Root) keysSaid(lead string, hints []part.Hint, pairs ...any) string {
	var said []string
	for _, h := range hints {
		if !h.Off && h.Key != "" {
			said = append(said, r.session.Book.T("linear.key", "key", r.spoken(h.Key), "what", h.Label))
		}
	}
	return r.session.Book.T(lead, append(pairs, "keys", strings.Join(said, "; "))...)
}

// spoken is a key as it can be heard: signs that voices pass over have names.
func (r *Root) spoken(chord string) string {
	keys := strings.Fields(chord)
	for i, key := range keys {
		at := strings.LastIndexByte(key[:max(len(key)-1, 0)], '+') + 1
		base := key[at:]
		letter, size := utf8.DecodeRuneInString(base)
		switch {
		case size != len(base):
		case unicode.IsUpper(letter):
			base = "shift+" + string(unicode.ToLower(letter))
		case !unicode.IsLetter(letter) && !unicode.IsDigit(letter):
			if name := signNames()[letter]; name != "" {
				base = r.session.Book.T("linear.key." + name)
			}
		}
		keys[i] = key[:at] + base
	}
	return strings.Join(keys, " ")
}

// signNames are the signs on keys, by the names that the catalogue has for them.
func signNames() map[rune]string {
	return map[rune]string{
		'?': "question", ':': "colon", ';': "semicolon", '.': "stop", ',': "comma", '/': "slash", '[': "left_bracket", ']': "right_bracket",
		'#': "hash", '!': "exclamation", '*': "star", '<': "less", '>': "greater", '{': "left_brace", '}': "right_brace", '@': "at", '-': "minus",
	}
}

// tellWhere says all that there is to know of where one is.
func (r *Root) tellWhere(p *paragraphs, st *seat, now time.Time) {
	b := r.session.Book
	sp := r.speech(st, now)
	for _, s := range sp.More {
		p.say(s)
	}
	p.end()
	if len(r.dialogs) == 0 && r.opts.Alone == nil {
		link := unsigned(b, ansi.Strip(r.linkWords(now)))
		p.say(screen.Say(b.T("linear.standing", "link", link, "time", b.Clock(r.session.Local(now)))))
		switch {
		case r.outbox.attention > 0:
			p.say(screen.Say(text.Sentence(b.N("root.attention", r.outbox.attention))))
		case r.outbox.waiting > 0:
			p.say(screen.Say(text.Sentence(b.N("linear.outbox", r.outbox.waiting))))
		}
	}
	hints := r.hints(st)
	if len(r.dialogs) > 0 {
		hints = r.dialogHints(st)
	}
	p.line(screen.Say(r.keysSaid("linear.keys", hints)))
}
