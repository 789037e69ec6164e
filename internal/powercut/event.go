package powercut

// Kind is what a program did.
type Kind string

// What a program can do to a folder.
const (
	Made         Kind = "made"          // a file, empty
	Folder       Kind = "folder"        // a folder was made
	Wrote        Kind = "wrote"         // bytes into a file
	Resized      Kind = "resized"       // a file was cut or grown
	Flushed      Kind = "flushed"       // a file: what was written to it lasts
	FolderSynced Kind = "folder synced" // what the files of a folder are called lasts
	Renamed      Kind = "renamed"       // a file, over another one if there is one
	Linked       Kind = "linked"        // a file has a second name
	Removed      Kind = "removed"       // a name
	Marked       Kind = "marked"        // the program said something of itself
)

// Event is one thing that was done, after it had been done. Paths are relative to the folder;
// the folder itself is ".".
type Event struct {
	Kind Kind
	File int    // which file was made, written, resized or flushed: a number of its own, whatever it is called
	Path string // what was made, synced, renamed, linked or removed
	To   string // the new name
	At   int64  // where bytes were written
	Data []byte // what was written, or said
	Size int64  // the new size
}

// Log is all that was done, in order.
type Log []Event
