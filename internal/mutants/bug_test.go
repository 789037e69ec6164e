package mutants_test

// bug is one that heed might have: what it breaks, and how it is put in.
type bug struct {
	name   string // names it for ever: the table of results goes by it
	breaks string // what goes wrong, in a sentence
	edits  []edit
}

// edit puts a few lines in the place of others, which stand in the file exactly once.
type edit struct {
	file, was, is string
}

// bugs are all that are planted.
func bugs() []bug {
	var all []bug
	for _, some := range [][]bug{outboxBugs(), carryingBugs(), recordBugs(), deskBugs()} {
		all = append(all, some...)
	}
	return all
}
