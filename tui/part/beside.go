package part

import "strings"

// Beside puts blocks of the same height side by side with a drawn line of one cell between them.
func Beside(between string, blocks ...string) string {
	if len(blocks) == 1 {
		return blocks[0]
	}
	columns := make([][]string, len(blocks))
	rows := 0
	for i, block := range blocks {
		columns[i] = strings.Split(block, "\n")
		rows = max(rows, len(columns[i]))
	}
	var b strings.Builder
	for row := range rows {
		if row > 0 {
			b.WriteByte('\n')
		}
		for i, column := range columns {
			if i > 0 {
				b.WriteString(between)
			}
			if row < len(column) {
				b.WriteString(column[row])
			}
		}
	}
	return b.String()
}
