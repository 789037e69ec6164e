package deskfile

import "slices"

// around is how many lines that stay are told before and behind those that change.
const around = 2

// mostCells bounds the table in which two texts are compared; above that all of the one goes and all
// of the other comes.
const mostCells = 4 << 20

// gap stands for lines that stay and are not told.
const gap = "…"

// changed are the lines that go and come from one text to another, with a few of those around.
func changed(from, to []string) []Line {
	head := 0
	for head < len(from) && head < len(to) && from[head] == to[head] {
		head++
	}
	tail := 0
	for tail < len(from)-head && tail < len(to)-head && from[len(from)-1-tail] == to[len(to)-1-tail] {
		tail++
	}
	all := stays(from[:head])
	all = append(all, compared(from[head:len(from)-tail], to[head:len(to)-tail])...)
	return shortened(append(all, stays(from[len(from)-tail:])...))
}

func stays(lines []string) []Line { return signed(lines, Stays) }

func signed(lines []string, s Sign) []Line {
	all := make([]Line, len(lines))
	for i, l := range lines {
		all[i] = Line{s, l}
	}
	return all
}

// compared walks the longest row of lines that both texts have.
func compared(from, to []string) []Line {
	if len(from)*len(to) > mostCells {
		return append(signed(from, Goes), signed(to, Comes)...)
	}
	common := make([][]int32, len(from)+1)
	for i := range common {
		common[i] = make([]int32, len(to)+1)
	}
	for i, a := range slices.Backward(from) {
		for j, b := range slices.Backward(to) {
			if a == b {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var all []Line
	i, j := 0, 0
	for i < len(from) && j < len(to) {
		switch {
		case from[i] == to[j]:
			all = append(all, Line{Stays, from[i]})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			all = append(all, Line{Goes, from[i]})
			i++
		default:
			all = append(all, Line{Comes, to[j]})
			j++
		}
	}
	return append(append(all, signed(from[i:], Goes)...), signed(to[j:], Comes)...)
}

// shortened leaves out the lines that stay further from a change than a few lines; the first
// one, which names the field, is told always.
func shortened(all []Line) []Line {
	near := make([]bool, len(all))
	for i, l := range all {
		if l.Sign == Stays {
			continue
		}
		for k := max(i-around, 0); k <= min(i+around, len(all)-1); k++ {
			near[k] = true
		}
	}
	var short []Line
	for i, l := range all {
		switch {
		case near[i] || i == 0:
			short = append(short, l)
		case len(short) > 0 && short[len(short)-1].Text != gap:
			short = append(short, Line{Stays, gap})
		}
	}
	return short
}
