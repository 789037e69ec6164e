package powercut

import "errors"

// Program is what is run and recorded.
type Program struct {
	Args []string // the first is the path of the program
	Env  []string
	Dir  string // the folder of which everything is recorded; it is empty at first
	Said string // a file outside Dir: what the program writes to it becomes marks
	Err  string // a file for what the program writes to its error output
}

var (
	// ErrNotHere says that nothing can be recorded on this system.
	ErrNotHere = errors.New("what a program writes cannot be recorded here")
	// ErrUnknown says that the program changed a file in a way that is not recorded.
	ErrUnknown = errors.New("a file was changed in a way that is not known here")
	// ErrFailed says that the program did not end well.
	ErrFailed = errors.New("the program failed")
)
