package paint

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// byLetters has the terminal count cells by letters.
const byLetters = ansi.SetModeUnicodeCore

// caretStyle is a bar that does not blink: nothing on the screen moves by itself.
const caretStyle = 6

// The title is kept by the terminal and put back; one that has no place to keep it is
// left without a title.
const (
	keepTitle   = "\x1b[22;0t"
	formerTitle = "\x1b[23;0t"
)

// kittyKeys asks for keys that tell themselves apart, in both ways that there are:
// terminals pass over what they do not know.
const kittyKeys = ansi.KittyDisambiguateEscapeCodes | ansi.KittyReportAlternateKeys

// enter is what a terminal is told when heed takes it over.
func enter(s Settings) string {
	modes := keepTitle + ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.EraseEntireScreen + ansi.CursorHomePosition +
		ansi.SetModeBracketedPaste + ansi.SetModeFocusEvent + ansi.SetCursorStyle(caretStyle) +
		ansi.SetModifyOtherKeys2 + ansi.PushKittyKeyboard(kittyKeys)
	if !s.Ask {
		return modes
	}
	modes += ansi.RequestBackgroundColor
	if answersModes(s.Environ) {
		modes += ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore
	}
	return modes
}

// exit is what gives it back as it was.
func exit(wide bool) string {
	modes := ""
	if wide {
		modes = ansi.ResetModeUnicodeCore
	}
	return modes + ansi.ResetModeSynchronizedOutput + ansi.PopKittyKeyboard(1) + ansi.ResetModifyOtherKeys + ansi.SetCursorStyle(0) +
		ansi.ResetModeFocusEvent + ansi.ResetModeBracketedPaste + titleOf("") + formerTitle +
		ansi.ResetStyle + ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable
}

// answersModes reports whether a terminal may be asked for its modes. Some print the
// question instead; over SSH only those that are known to answer are asked.
func answersModes(environ []string) bool {
	program, hasProgram := lookup(environ, "TERM_PROGRAM")
	_, overSSH := lookup(environ, "SSH_TTY")
	_, windows := lookup(environ, "WT_SESSION")
	term, _ := lookup(environ, "TERM")
	known := slices.ContainsFunc([]string{"ghostty", "wezterm", "alacritty", "kitty", "rio"}, func(name string) bool {
		return strings.Contains(term, name)
	})
	return windows || known || !overSSH && (!hasProgram || !strings.Contains(program, "Apple"))
}

// titleOf is the sequence that sets a title. What comes here is bare.
func titleOf(s string) string { return ansi.SetWindowTitle(s) }

// bare leaves the controls out of a text, so that it cannot end the sequence that it stands in.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 {
			return -1
		}
		return r
	}, s)
}

// Clipboard is the sequence that copies a text, for whoever writes to the terminal otherwise.
func Clipboard(text string, environ []string) string { return clipboard(text, environ) }

// clipboard is the sequence that copies a text. GNU screen passes on only what is wrapped
// for it, in small pieces.
func clipboard(text string, environ []string) string {
	seq := ansi.SetSystemClipboard(text)
	term, _ := lookup(environ, "TERM")
	_, tmux := lookup(environ, "TMUX")
	if strings.HasPrefix(term, "screen") && !tmux {
		return ansi.ScreenPassthrough(seq, 768)
	}
	return seq
}

func lookup(environ []string, name string) (string, bool) {
	for i := len(environ) - 1; i >= 0; i-- {
		if value, ok := strings.CutPrefix(environ[i], name+"="); ok {
			return value, true
		}
	}
	return "", false
}
