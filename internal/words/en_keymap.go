package words

// enKeymap says what the keymaps are, and how to change keys.
func enKeymap() map[string]string {
	return map[string]string{
		"keymap.default":  "Letters for what is done most, arrows to move.",
		"keymap.vim":      "The default, with the movements of vi laid over.",
		"keymap.emacs":    "The default, with the hands of emacs in mind. `ctrl+x` and `ctrl+c` begin chords, so heed is left with `ctrl+x ctrl+c`.",
		"keymap.one-hand": "Everything under the left hand, on QWERTY, QWERTZ and AZERTY alike: the letters Q W E R T, A S D F G, X C V B, with tab, esc, space and F1 to F5. No z, no y and no digit, which lie elsewhere on some of them. Only what you write yourself takes the whole keyboard; replies that are already written do not.",
	}
}
