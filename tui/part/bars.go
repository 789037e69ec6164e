package part

// Bars are numbers as small bars, the highest one full; nothing is a dot on the axis.
func Bars(all []int) string {
	most := 0
	for _, n := range all {
		most = max(most, n)
	}
	levels := []rune("▁▂▃▄▅▆▇█")
	out := make([]rune, len(all))
	for i, n := range all {
		switch {
		case n <= 0:
			out[i] = '·'
		default:
			out[i] = levels[(n*(len(levels)-1)+most/2)/most]
		}
	}
	return string(out)
}
