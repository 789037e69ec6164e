package screen

import (
	"context"
	"sync/atomic"

	"github.com/heed-desk/heed/desk"
)

// Files is what the person's own files are to screens, which may not touch them. All but
// Unopenable read or write, and belong into an Ask or a Write. Errors that have a sentence
// are a *FileTrouble, a *desk.Problem or those of a line.
type Files interface {
	// Look lists what a path that is being typed can go on to.
	Look(ctx context.Context, typed string) (Paths, error)
	// Add keeps a copy of a file, to go with a message.
	Add(path string) (desk.Attachment, error)
	// AddText keeps a text as a file, to go with a message.
	AddText(name, words string) (desk.Attachment, error)
	// Place is where a file would be saved.
	Place(file desk.Attachment) string
	// Save fetches a file and puts it in a place, or beside it under a number where
	// something is there already. It returns where; done counts the bytes meanwhile.
	Save(ctx context.Context, file desk.Attachment, path string, done *atomic.Int64) (Saved, error)
	// Fetch fetches a file to be opened, into a place that is gone when heed ends.
	Fetch(ctx context.Context, file desk.Attachment, done *atomic.Int64) (Fetched, error)
	// Open hands a file that was fetched to the program that the system has for it.
	Open(f Fetched) error
	// Unopenable is why no file can be opened here; empty where one can.
	Unopenable() desk.Reason
}

// Paths is what a path that is being typed can go on to.
type Paths struct {
	Typed string
	All   []Path // folders first
	More  bool   // there are others
}

// Path is a folder or a plain file.
type Path struct {
	Typed  string // as it would be typed
	Name   desk.Untrusted
	Folder bool
	Size   int64
}

// Saved says where a file was put.
type Saved struct {
	Path     desk.Untrusted // short, for a person
	Numbered bool           // something else has the name that was asked for
}

// Fetched is a file that can be opened.
type Fetched struct {
	File    desk.Attachment
	Path    string
	Kind    string // the media type that its bytes look like
	Caution Caution
}

// Caution is why somebody should think before a file is opened.
type Caution string

// The cautions.
const (
	NoCaution Caution = ""
	Runs      Caution = "runs"    // it is a program, or a page or a document that can hold one
	Differs   Caution = "differs" // its bytes are not what its name says
	Doubled   Caution = "doubled" // its name ends twice, as report.pdf.exe
)

// FileTrouble is why a file was not read or written.
type FileTrouble struct {
	Code string // missing, closed, folder, special, network, exists, full, disk
	Err  error
}

// Error implements error.
func (t *FileTrouble) Error() string { return t.Code }

// Unwrap gives the cause.
func (t *FileTrouble) Unwrap() error { return t.Err }
