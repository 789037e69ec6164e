// Package keymaps is the one list of what heed can do and of the keys that do it.
// Dispatch, footer, help, palette, heed keys and docs/keys.md are all read from it.
package keymaps

// Action is something that heed can do, by its stable name. The override file, the
// palette and the documentation use these names.
type Action string

// Scope is a part of the interface in which a key means one thing.
type Scope string

// The scopes.
const (
	Everywhere Scope = "everywhere" // any screen, unless a field takes the key
	List       Scope = "list"       // moving in anything that has rows
	Queue      Scope = "queue"
	OnTicket   Scope = "on_ticket" // what can be done to the ticket under the cursor, in the queue and the thread alike
	Thread     Scope = "thread"
	Customer   Scope = "customer"
	Field      Scope = "field" // while a text field has the focus: no printing key is bound here
	Composer   Scope = "composer"
	Addressing Scope = "addressing" // saying whom something goes to
	Picker     Scope = "picker"     // choosing from a list with a search field
	Filling    Scope = "filling"    // filling the blanks of a reply, one after the other
	Phrases    Scope = "phrasebook" // the replies that everybody has
	Phrase     Scope = "phrase"     // one of them, while it is written
	Search     Scope = "search"
	Outbox     Scope = "outbox"
	Dialog     Scope = "dialog"
	Joining    Scope = "joining" // two records of a customer that become one
	Lines      Scope = "lines"   // a dialog with a text of several lines, where enter begins another one
	FilterList Scope = "filters" // the agent's own views
	Day        Scope = "day"     // the agent's own day
	Floor      Scope = "floor"   // the desk as a whole
	Curve      Scope = "curve"   // a figure of it step by step
	Settings   Scope = "settings"
	Paths      Scope = "paths"  // typing the path of a file
	Saving     Scope = "saving" // an attachment that came
)

// The actions.
const (
	// everywhere
	Quit         Action = "quit"
	Help         Action = "help"
	Palette      Action = "palette"
	GoSearch     Action = "search"
	GoOutbox     Action = "outbox"
	GoNotices    Action = "notices"
	GoDay        Action = "day"
	GoFloor      Action = "floor"      // how the whole desk stands
	GoReplies    Action = "phrasebook" // the replies and macros that everybody has
	GoBack       Action = "back"
	Undo         Action = "undo"
	Redraw       Action = "redraw"
	NextPane     Action = "next_pane"
	PreviousPane Action = "previous_pane"
	SyncNow      Action = "sync"
	GoQueue      Action = "queue"
	Jump         Action = "jump" // to a ticket by its number
	Suspend      Action = "suspend"
	WhereAmI     Action = "where_am_i" // said to whoever hears heed
	NewTicket    Action = "new_ticket" // write first to a customer
	TakeBreak    Action = "break"      // or be back from it
	Lock         Action = "lock"       // until it is opened again, nothing of anybody is shown

	// everywhere, of heed itself
	GoSettings Action = "settings"
	PickTheme  Action = "theme"
	PickKeymap Action = "keymap"
	NextTheme  Action = "next_theme"

	// settings
	NextValue  Action = "next_value"
	PrevValue  Action = "previous_value"
	UnsetValue Action = "unset" // what heed does by itself counts again

	// list
	Up       Action = "up"
	Down     Action = "down"
	PageUp   Action = "page_up"
	PageDown Action = "page_down"
	First    Action = "first"
	Last     Action = "last"
	Open     Action = "open"

	// queue
	NextView     Action = "next_view"
	PreviousView Action = "previous_view"
	ShowNew      Action = "show_new"
	Density      Action = "density"
	WhyOrder     Action = "why_order"
	ShowCurve    Action = "curve" // a figure step by step
	SortBy       Action = "sort"
	Filters      Action = "filters"
	SaveFilter   Action = "save_filter"
	RenameFilter Action = "rename_filter"
	EditFilter   Action = "edit_filter"
	DropFilter   Action = "drop_filter"  // or bring it back
	ShareFilter  Action = "share_filter" // with everybody, or no longer
	Mark         Action = "mark"
	MarkRange    Action = "mark_range"
	MarkAll      Action = "mark_all"
	MarkNone     Action = "mark_none"
	MarkInvert   Action = "mark_invert"
	GoCustomer   Action = "customer"

	// on the ticket
	WriteReply  Action = "reply"
	WriteNote   Action = "note"
	Claim       Action = "claim"
	Release     Action = "release"
	Solve       Action = "solve"
	SetStatus   Action = "status"
	SetPriority Action = "priority"
	AddTag      Action = "tag"
	RemoveTag   Action = "untag"
	Snooze      Action = "snooze"
	NextTicket  Action = "next_ticket"
	PrevTicket  Action = "previous_ticket"
	CopyNumber  Action = "copy_number"

	Assign       Action = "assign"
	SetGroup     Action = "group"
	Follow       Action = "follow" // or no longer
	Merge        Action = "merge"
	LinkTicket   Action = "link"
	UnlinkTicket Action = "unlink"
	MarkSpam     Action = "spam"
	LogCall      Action = "log_call"
	Escalate     Action = "escalate"
	HandOver     Action = "hand_over" // to a colleague or a group, with a note
	Remind       Action = "remind"
	SolveNext    Action = "solve_next"
	Split        Action = "split"
	Forward      Action = "forward"

	// thread
	ScrollUp   Action = "scroll_up"
	ScrollDown Action = "scroll_down"
	GoUnread   Action = "unread"

	NextMessage Action = "next_message"
	PrevMessage Action = "previous_message"
	Quotes      Action = "quotes"  // in full, or folded
	History     Action = "history" // who changed what, when
	CopyText    Action = "copy_text"
	Attachments Action = "attachments" // what came with the messages: save it, open it

	// customer
	Unfold        Action = "unfold"         // an order in full
	EditCustomer  Action = "edit_customer"  // what is known of them
	NoteCustomer  Action = "note_customer"  // a word to colleagues that stays with them
	MergeCustomer Action = "merge_customer" // with another record of the same person

	// day
	Done Action = "done" // with a reminder

	// composer
	Send         Action = "send"
	SendAndSolve Action = "send_and_solve"
	InsertReply  Action = "replies"
	ToggleNote   Action = "note_instead"
	NextBlank    Action = "next_blank"
	PrevBlank    Action = "previous_blank"
	DiscardDraft Action = "discard_draft"
	SendLater    Action = "send_later"
	OwnEditor    Action = "editor"        // write on in the editor of $VISUAL or $EDITOR
	AddSuggested Action = "add_suggested" // take up what the line under the text proposes

	// the phrasebook
	NewReply   Action = "new_reply"
	EditReply  Action = "edit_reply"
	DropReply  Action = "drop_reply"
	SaveReply  Action = "save_reply"  // for everybody
	TheirReply Action = "their_reply" // what a colleague made of it meanwhile, or one's own again

	// whom it goes to
	Addresses   Action = "addresses" // shown and changed, or folded away
	ReplyAll    Action = "reply_all" // or to the customer alone
	NextField   Action = "next_field"
	PrevField   Action = "previous_field"
	ForwardWhat Action = "forward_what" // which entries go along
	WriteTo     Action = "write_to"     // write first to the customer who is shown

	// files
	AddFile      Action = "add_file"
	RemoveFile   Action = "remove_file"
	CompletePath Action = "complete_path"
	OpenFile     Action = "open_file"

	// outbox and held replies
	SendAnyway Action = "send_anyway"
	EditAgain  Action = "edit_again"
	Discard    Action = "discard"
	TryAgain   Action = "try_again"

	// dialog
	Accept Action = "accept"
	Cancel Action = "cancel"

	OtherSide Action = "other_side" // of two records keep what the other one says

	// editing in a text field. The root hands the field the plain key of the edit
	// (see Spec.Edit), so a screen never sees these.
	EditLeft        Action = "edit_left"
	EditRight       Action = "edit_right"
	EditUp          Action = "edit_up"
	EditDown        Action = "edit_down"
	EditWordLeft    Action = "edit_word_left"
	EditWordRight   Action = "edit_word_right"
	EditHome        Action = "edit_home"
	EditEnd         Action = "edit_end"
	EditTop         Action = "edit_top"
	EditBottom      Action = "edit_bottom"
	EditBackspace   Action = "edit_backspace"
	EditDelete      Action = "edit_delete"
	EditWordBack    Action = "edit_word_back"
	EditWordForward Action = "edit_word_forward"
	EditToStart     Action = "edit_to_start"
	EditToEnd       Action = "edit_to_end"
	EditUndo        Action = "edit_undo"
	EditRedo        Action = "edit_redo"
)
