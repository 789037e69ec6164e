package desk

// Paths is what a path that is being typed can go on to, among a person's own files.
type Paths struct {
	Typed string
	All   []Path // folders first
	More  bool   // there are others
}

// Path is a folder or a plain file.
type Path struct {
	Typed  string // as it would be typed
	Name   Untrusted
	Folder bool
	Size   int64 // bytes
}

// SavedFile says where a file was put.
type SavedFile struct {
	Path     Untrusted // short, for a person
	Numbered bool      // something else has the name that was asked for
}

// FetchedFile is a file that can be opened.
type FetchedFile struct {
	File    Attachment
	Path    string
	Kind    string // the media type that its bytes look like
	Caution Caution
}

// Caution is why somebody should think before a file is opened.
type Caution string

// The cautions.
const (
	NoCaution   Caution = ""
	FileRuns    Caution = "runs"    // it is a program, or a page or a document that can hold one
	FileDiffers Caution = "differs" // its bytes are not what its name says
	FileDoubled Caution = "doubled" // its name ends twice, as report.pdf.exe
)

// FileTrouble is why a file of a person's own was not read or written.
type FileTrouble struct {
	Code string // missing, closed, folder, loop, special, changed, exists, full, disk
	Err  error
}

// Error implements error.
func (t *FileTrouble) Error() string { return t.Code }

// Unwrap gives the cause.
func (t *FileTrouble) Unwrap() error { return t.Err }
