package screen

import (
	"context"
	"sync/atomic"

	"github.com/heed-desk/heed/desk"
)

// Files is what the person's own files are to screens, which may not touch them. All but
// Unopenable may take long or hang, and belong into an Errand; AddText alone, whose source is at
// hand, into a Write: words must not be lost with their screen. Errors that have a sentence are
// a *desk.FileTrouble, a *desk.Problem or those of a line.
type Files interface {
	// Look lists what a path that is being typed can go on to.
	Look(ctx context.Context, typed string) (desk.Paths, error)
	// Add keeps a copy of a file, to go with a message; done counts the bytes meanwhile.
	Add(ctx context.Context, path string, done *atomic.Int64) (desk.Attachment, error)
	// AddText keeps a text as a file, to go with a message.
	AddText(name, words string) (desk.Attachment, error)
	// Place is where a file would be saved.
	Place(file desk.Attachment) (string, error)
	// Save fetches a file and puts it in a place, or beside it under a number where
	// something is there already. It returns where; done counts the bytes meanwhile.
	Save(ctx context.Context, file desk.Attachment, path string, done *atomic.Int64) (desk.SavedFile, error)
	// Fetch fetches a file to be opened, into a place that is gone when heed ends.
	Fetch(ctx context.Context, file desk.Attachment, done *atomic.Int64) (desk.FetchedFile, error)
	// Open hands a file that was fetched to the program that the system has for it.
	Open(f desk.FetchedFile) error
	// Unopenable is why no file can be opened here; empty where one can.
	Unopenable() desk.Reason
}
