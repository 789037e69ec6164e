package text

// The tables are sorted pairs of first and last rune, from emoji-data.txt of Unicode 14.

// textEmoji are the signs that a VS16 turns into an emoji of two cells.
const textEmoji = "" +
	"\u00a9\u00a9\u00ae\u00ae\u203c\u203c\u2049\u2049\u2122\u2122\u2139\u2139\u2194\u2199" +
	"\u21a9\u21aa\u2328\u2328\u23cf\u23cf\u23ed\u23ef\u23f1\u23f2\u23f8\u23fa\u24c2\u24c2" +
	"\u25aa\u25ab\u25b6\u25b6\u25c0\u25c0\u25fb\u25fc\u2600\u2604\u260e\u260e\u2611\u2611" +
	"\u2618\u2618\u261d\u261d\u2620\u2620\u2622\u2623\u2626\u2626\u262a\u262a\u262e\u262f" +
	"\u2638\u263a\u2640\u2640\u2642\u2642\u265f\u2660\u2663\u2663\u2665\u2666\u2668\u2668" +
	"\u267b\u267b\u267e\u267e\u2692\u2692\u2694\u2697\u2699\u2699\u269b\u269c\u26a0\u26a0" +
	"\u26a7\u26a7\u26b0\u26b1\u26c8\u26c8\u26cf\u26cf\u26d1\u26d1\u26d3\u26d3\u26e9\u26e9" +
	"\u26f0\u26f1\u26f4\u26f4\u26f7\u26f9\u2702\u2702\u2708\u2709\u270c\u270d\u270f\u270f" +
	"\u2712\u2712\u2714\u2714\u2716\u2716\u271d\u271d\u2721\u2721\u2733\u2734\u2744\u2744" +
	"\u2747\u2747\u2763\u2764\u27a1\u27a1\u2934\u2935\u2b05\u2b07\u3030\u3030\u303d\u303d" +
	"\u3297\u3297\u3299\u3299\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f202\U0001f202\U0001f237\U0001f237\U0001f321\U0001f321" +
	"\U0001f324\U0001f32c\U0001f336\U0001f336\U0001f37d\U0001f37d\U0001f396\U0001f397\U0001f399\U0001f39b\U0001f39e\U0001f39f\U0001f3cb\U0001f3ce" +
	"\U0001f3d4\U0001f3df\U0001f3f3\U0001f3f3\U0001f3f5\U0001f3f5\U0001f3f7\U0001f3f7\U0001f43f\U0001f43f\U0001f441\U0001f441\U0001f4fd\U0001f4fd" +
	"\U0001f549\U0001f54a\U0001f56f\U0001f570\U0001f573\U0001f579\U0001f587\U0001f587\U0001f58a\U0001f58d\U0001f590\U0001f590\U0001f5a5\U0001f5a5" +
	"\U0001f5a8\U0001f5a8\U0001f5b1\U0001f5b2\U0001f5bc\U0001f5bc\U0001f5c2\U0001f5c4\U0001f5d1\U0001f5d3\U0001f5dc\U0001f5de\U0001f5e1\U0001f5e1" +
	"\U0001f5e3\U0001f5e3\U0001f5e8\U0001f5e8\U0001f5ef\U0001f5ef\U0001f5f3\U0001f5f3\U0001f5fa\U0001f5fa\U0001f6cb\U0001f6cb\U0001f6cd\U0001f6cf" +
	"\U0001f6e0\U0001f6e5\U0001f6e9\U0001f6e9\U0001f6f0\U0001f6f0\U0001f6f3\U0001f6f3"

// pictographs are the signs that a ZWJ can join (Extended_Pictographic).
const pictographs = "" +
	"\u00a9\u00a9\u00ae\u00ae\u203c\u203c\u2049\u2049\u2122\u2122\u2139\u2139\u2194\u2199" +
	"\u21a9\u21aa\u231a\u231b\u2328\u2328\u2388\u2388\u23cf\u23cf\u23e9\u23f3\u23f8\u23fa" +
	"\u24c2\u24c2\u25aa\u25ab\u25b6\u25b6\u25c0\u25c0\u25fb\u25fe\u2600\u2605\u2607\u2612" +
	"\u2614\u2685\u2690\u2705\u2708\u2712\u2714\u2714\u2716\u2716\u271d\u271d\u2721\u2721" +
	"\u2728\u2728\u2733\u2734\u2744\u2744\u2747\u2747\u274c\u274c\u274e\u274e\u2753\u2755" +
	"\u2757\u2757\u2763\u2767\u2795\u2797\u27a1\u27a1\u27b0\u27b0\u27bf\u27bf\u2934\u2935" +
	"\u2b05\u2b07\u2b1b\u2b1c\u2b50\u2b50\u2b55\u2b55\u3030\u3030\u303d\u303d\u3297\u3297" +
	"\u3299\u3299\U0001f000\U0001f0ff\U0001f10d\U0001f10f\U0001f12f\U0001f12f\U0001f16c\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f18e" +
	"\U0001f191\U0001f19a\U0001f1ad\U0001f1e5\U0001f201\U0001f20f\U0001f21a\U0001f21a\U0001f22f\U0001f22f\U0001f232\U0001f23a\U0001f23c\U0001f23f" +
	"\U0001f249\U0001f3fa\U0001f400\U0001f53d\U0001f546\U0001f64f\U0001f680\U0001f6ff\U0001f774\U0001f77f\U0001f7d5\U0001f7ff\U0001f80c\U0001f80f" +
	"\U0001f848\U0001f84f\U0001f85a\U0001f85f\U0001f888\U0001f88f\U0001f8ae\U0001f8ff\U0001f90c\U0001f93a\U0001f93c\U0001f945\U0001f947\U0001faff" +
	"\U0001fc00\U0001fffd"

// isTextEmoji reports whether r is an emoji only with a VS16 behind it.
func isTextEmoji(r rune) bool { return inPairs(textEmoji, r) }

// isPictograph reports whether a ZWJ can join r.
func isPictograph(r rune) bool { return inPairs(pictographs, r) }

func inPairs(pairs string, r rune) bool {
	var lo rune
	first := true
	for _, p := range pairs {
		if first {
			lo = p
		} else if r <= p {
			return r >= lo
		}
		first = !first
	}
	return false
}
