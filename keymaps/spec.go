package keymaps

// Group is a heading under which help lists actions.
type Group string

// The groups, in the order of help.
const (
	GroupGo     Group = "go"     // getting about
	GroupMove   Group = "move"   // moving in a list or a text
	GroupTicket Group = "ticket" // what is done to a ticket
	GroupPerson Group = "person" // what is done to a customer's record
	GroupView   Group = "view"   // what is shown
	GroupWrite  Group = "write"  // writing
	GroupOutbox Group = "outbox" // what waits, is held or was refused
	GroupAsk    Group = "ask"    // answering a question
	GroupEdit   Group = "edit"   // editing in a field
	GroupHeed   Group = "heed"   // the program itself
)

// Groups lists them in the order of help.
func Groups() []Group {
	return []Group{GroupTicket, GroupMove, GroupPerson, GroupGo, GroupView, GroupWrite, GroupOutbox, GroupAsk, GroupEdit, GroupHeed}
}

// Spec says what people need to know of an action.
type Spec struct {
	Action Action
	Group  Group
	Scopes []Scope // where it has a key, in every preset
	Footer int     // rank in the footer, 1 first; 0 where it is not shown there
	Danger bool    // takes something away: it asks, or can be undone
	Edit   string  // for editing: the plain key that a text field understands
}

// Title is the key of the action's name in the catalogue.
func (s Spec) Title() string { return "action." + string(s.Action) }

// Specs lists every action, in the order of help.
func Specs() []Spec {
	all := make([]Spec, 0, 96)
	for _, part := range [][]Spec{ticketSpecs(), personSpecs(), moveSpecs(), goSpecs(), viewSpecs(), writeSpecs(), phraseSpecs(), fileSpecs(), outboxSpecs(), askSpecs(), editSpecs(), heedSpecs()} {
		all = append(all, part...)
	}
	return all
}

// SpecOf is the spec of one action.
func SpecOf(a Action) (Spec, bool) {
	for _, s := range Specs() {
		if s.Action == a {
			return s, true
		}
	}
	return Spec{}, false
}

func ticketSpecs() []Spec {
	on := []Scope{OnTicket}
	return []Spec{
		{Action: WriteReply, Group: GroupTicket, Scopes: on, Footer: 1},
		{Action: WriteNote, Group: GroupTicket, Scopes: on, Footer: 2},
		{Action: Claim, Group: GroupTicket, Scopes: on, Footer: 3},
		{Action: Solve, Group: GroupTicket, Scopes: on, Footer: 4},
		{Action: SolveNext, Group: GroupTicket, Scopes: on, Footer: 5},
		{Action: Release, Group: GroupTicket, Scopes: on},
		{Action: SetStatus, Group: GroupTicket, Scopes: on},
		{Action: SetPriority, Group: GroupTicket, Scopes: on},
		{Action: AddTag, Group: GroupTicket, Scopes: on},
		{Action: RemoveTag, Group: GroupTicket, Scopes: on},
		{Action: Snooze, Group: GroupTicket, Scopes: on},
		{Action: Assign, Group: GroupTicket, Scopes: on},
		{Action: SetGroup, Group: GroupTicket, Scopes: on},
		{Action: Follow, Group: GroupTicket, Scopes: on},
		{Action: Escalate, Group: GroupTicket, Scopes: on},
		{Action: HandOver, Group: GroupTicket, Scopes: on},
		{Action: Remind, Group: GroupTicket, Scopes: on},
		{Action: Done, Group: GroupTicket, Scopes: []Scope{Day}, Footer: 5},
		{Action: LogCall, Group: GroupTicket, Scopes: on},
		{Action: Merge, Group: GroupTicket, Scopes: on},
		{Action: LinkTicket, Group: GroupTicket, Scopes: on},
		{Action: UnlinkTicket, Group: GroupTicket, Scopes: []Scope{Thread}},
		{Action: Split, Group: GroupTicket, Scopes: []Scope{Thread}},
		{Action: MarkSpam, Group: GroupTicket, Scopes: on},
		{Action: Forward, Group: GroupTicket, Scopes: on},
		{Action: CopyNumber, Group: GroupTicket, Scopes: on},
		{Action: Mark, Group: GroupTicket, Scopes: []Scope{Queue}},
		{Action: MarkRange, Group: GroupTicket, Scopes: []Scope{Queue}},
		{Action: MarkAll, Group: GroupTicket, Scopes: []Scope{Queue}},
		{Action: MarkNone, Group: GroupTicket, Scopes: []Scope{Queue}},
		{Action: MarkInvert, Group: GroupTicket, Scopes: []Scope{Queue}},
		{Action: NewTicket, Group: GroupTicket, Scopes: []Scope{Everywhere}},
		{Action: Undo, Group: GroupTicket, Scopes: []Scope{Everywhere}},
	}
}

// addressSpecs are those of whom something goes to.
func addressSpecs() []Spec {
	return []Spec{
		{Action: Addresses, Group: GroupWrite, Scopes: []Scope{Composer, Addressing}, Footer: 3},
		{Action: ReplyAll, Group: GroupWrite, Scopes: []Scope{Composer, Addressing}},
		{Action: ForwardWhat, Group: GroupWrite, Scopes: []Scope{Composer}},
		{Action: NextField, Group: GroupWrite, Scopes: []Scope{Addressing, Phrase}, Footer: 1},
		{Action: PrevField, Group: GroupWrite, Scopes: []Scope{Addressing, Phrase}, Footer: 2},
		{Action: WriteTo, Group: GroupWrite, Scopes: []Scope{Customer}, Footer: 8},
	}
}

func personSpecs() []Spec {
	customer := []Scope{Customer}
	return []Spec{
		{Action: EditCustomer, Group: GroupPerson, Scopes: customer, Footer: 6},
		{Action: NoteCustomer, Group: GroupPerson, Scopes: customer, Footer: 7},
		{Action: MergeCustomer, Group: GroupPerson, Scopes: customer, Footer: 9, Danger: true},
	}
}

func moveSpecs() []Spec {
	rows := []Scope{List, Picker, Search}
	shown := []Scope{List, Picker, Search, Addressing}
	return []Spec{
		{Action: Up, Group: GroupMove, Scopes: shown},
		{Action: Down, Group: GroupMove, Scopes: shown},
		{Action: PageUp, Group: GroupMove, Scopes: rows},
		{Action: PageDown, Group: GroupMove, Scopes: rows},
		{Action: First, Group: GroupMove, Scopes: []Scope{List}},
		{Action: Last, Group: GroupMove, Scopes: []Scope{List}},
		{Action: Open, Group: GroupMove, Scopes: []Scope{List, Search}},
		{Action: NextTicket, Group: GroupMove, Scopes: []Scope{Thread}},
		{Action: PrevTicket, Group: GroupMove, Scopes: []Scope{Thread}},
		{Action: ScrollDown, Group: GroupMove, Scopes: []Scope{Queue, Thread, Composer, Outbox}},
		{Action: ScrollUp, Group: GroupMove, Scopes: []Scope{Queue, Thread, Composer, Outbox}},
		{Action: NextMessage, Group: GroupMove, Scopes: []Scope{Thread}},
		{Action: PrevMessage, Group: GroupMove, Scopes: []Scope{Thread}},
		{Action: GoUnread, Group: GroupMove, Scopes: []Scope{Thread}},
	}
}

func goSpecs() []Spec {
	every := []Scope{Everywhere}
	return []Spec{
		{Action: GoSearch, Group: GroupGo, Scopes: every, Footer: 20},
		{Action: GoQueue, Group: GroupGo, Scopes: every},
		{Action: Jump, Group: GroupGo, Scopes: []Scope{List}},
		{Action: GoCustomer, Group: GroupGo, Scopes: []Scope{OnTicket}},
		{Action: GoOutbox, Group: GroupGo, Scopes: every},
		{Action: GoNotices, Group: GroupGo, Scopes: every},
		{Action: GoDay, Group: GroupGo, Scopes: every},
		{Action: GoFloor, Group: GroupGo, Scopes: every},
		{Action: GoReplies, Group: GroupGo, Scopes: every},
		{Action: NextPane, Group: GroupGo, Scopes: every},
		{Action: PreviousPane, Group: GroupGo, Scopes: every},
		{Action: GoBack, Group: GroupGo, Scopes: every, Footer: 10},
	}
}

func viewSpecs() []Spec {
	queue := []Scope{Queue}
	return []Spec{
		{Action: WhyOrder, Group: GroupView, Scopes: []Scope{OnTicket, Day, Floor}, Footer: 11},
		{Action: ShowCurve, Group: GroupView, Scopes: []Scope{Floor}, Footer: 12},
		{Action: Quotes, Group: GroupView, Scopes: []Scope{Thread}},
		{Action: History, Group: GroupView, Scopes: []Scope{Thread}},
		{Action: CopyText, Group: GroupTicket, Scopes: []Scope{Thread}},
		{Action: Unfold, Group: GroupView, Scopes: []Scope{Customer}, Footer: 10},
		{Action: NextView, Group: GroupView, Scopes: []Scope{Queue, Curve}},
		{Action: PreviousView, Group: GroupView, Scopes: []Scope{Queue, Curve}},
		{Action: ShowNew, Group: GroupView, Scopes: queue},
		{Action: Density, Group: GroupView, Scopes: queue},
		{Action: SortBy, Group: GroupView, Scopes: queue},
		{Action: Filters, Group: GroupView, Scopes: queue},
		{Action: SaveFilter, Group: GroupView, Scopes: []Scope{Search}},
		{Action: RenameFilter, Group: GroupView, Scopes: []Scope{FilterList}, Footer: 3},
		{Action: EditFilter, Group: GroupView, Scopes: []Scope{FilterList}, Footer: 6},
		{Action: DropFilter, Group: GroupView, Scopes: []Scope{FilterList}, Footer: 4, Danger: true},
		{Action: ShareFilter, Group: GroupView, Scopes: []Scope{FilterList}, Footer: 5},
	}
}

func writeSpecs() []Spec {
	composer := []Scope{Composer}
	return append([]Spec{
		{Action: Send, Group: GroupWrite, Scopes: composer, Footer: 1},
		{Action: SendAndSolve, Group: GroupWrite, Scopes: composer, Footer: 3},
		{Action: SendLater, Group: GroupWrite, Scopes: composer, Footer: 9},
		{Action: InsertReply, Group: GroupWrite, Scopes: composer, Footer: 2},
		{Action: ToggleNote, Group: GroupWrite, Scopes: composer, Footer: 4},
		{Action: NextBlank, Group: GroupWrite, Scopes: []Scope{Composer, Filling}, Footer: 5},
		{Action: PrevBlank, Group: GroupWrite, Scopes: []Scope{Composer, Filling}, Footer: 6},
		{Action: OwnEditor, Group: GroupWrite, Scopes: composer},
		{Action: AddSuggested, Group: GroupWrite, Scopes: composer},
		{Action: DiscardDraft, Group: GroupWrite, Scopes: []Scope{Composer, Phrase}, Danger: true},
	}, addressSpecs()...)
}

// phraseSpecs are those of the replies that everybody has.
func phraseSpecs() []Spec {
	list, one := []Scope{Phrases}, []Scope{Phrase}
	return []Spec{
		{Action: NewReply, Group: GroupWrite, Scopes: list, Footer: 3},
		{Action: EditReply, Group: GroupWrite, Scopes: list, Footer: 4},
		{Action: DropReply, Group: GroupWrite, Scopes: list, Footer: 5, Danger: true},
		{Action: SaveReply, Group: GroupWrite, Scopes: one, Footer: 1},
		{Action: TheirReply, Group: GroupWrite, Scopes: one, Footer: 8},
	}
}

func outboxSpecs() []Spec {
	held := []Scope{Outbox, Thread}
	return []Spec{
		{Action: SendAnyway, Group: GroupOutbox, Scopes: held, Footer: 6},
		{Action: EditAgain, Group: GroupOutbox, Scopes: held, Footer: 7},
		{Action: TryAgain, Group: GroupOutbox, Scopes: held, Footer: 8},
		{Action: Discard, Group: GroupOutbox, Scopes: held, Footer: 9, Danger: true},
	}
}

func askSpecs() []Spec {
	return []Spec{
		{Action: Accept, Group: GroupAsk, Scopes: []Scope{Dialog, Picker, Filling, Addressing, Lines}, Footer: 1},
		{Action: Cancel, Group: GroupAsk, Scopes: []Scope{Dialog, Picker, Filling, Addressing, Phrase, Lines}, Footer: 7},
		{Action: OtherSide, Group: GroupAsk, Scopes: []Scope{Joining}, Footer: 2},
	}
}

func editSpecs() []Spec {
	field, texts := []Scope{Field}, []Scope{Composer, Phrase, Lines}
	edit := func(a Action, key string) Spec { return Spec{Action: a, Group: GroupEdit, Scopes: field, Edit: key} }
	return []Spec{
		edit(EditLeft, "left"), edit(EditRight, "right"),
		edit(EditWordLeft, "alt+left"), edit(EditWordRight, "alt+right"),
		edit(EditHome, "home"), edit(EditEnd, "end"),
		edit(EditBackspace, "backspace"), edit(EditDelete, "delete"),
		edit(EditWordBack, "alt+backspace"), edit(EditWordForward, "alt+delete"),
		edit(EditToStart, "ctrl+u"), edit(EditToEnd, "ctrl+k"),
		edit(EditUndo, "ctrl+z"), edit(EditRedo, "ctrl+y"),
		{Action: EditUp, Group: GroupEdit, Scopes: texts, Edit: "up"},
		{Action: EditDown, Group: GroupEdit, Scopes: texts, Edit: "down"},
		{Action: EditTop, Group: GroupEdit, Scopes: texts, Edit: "ctrl+home"},
		{Action: EditBottom, Group: GroupEdit, Scopes: texts, Edit: "ctrl+end"},
	}
}

func heedSpecs() []Spec {
	every := []Scope{Everywhere}
	return []Spec{
		{Action: NextValue, Group: GroupHeed, Scopes: []Scope{Settings}, Footer: 2},
		{Action: PrevValue, Group: GroupHeed, Scopes: []Scope{Settings}, Footer: 3},
		{Action: UnsetValue, Group: GroupHeed, Scopes: []Scope{Settings}, Footer: 4},
		{Action: Palette, Group: GroupHeed, Scopes: every, Footer: 21},
		{Action: Help, Group: GroupHeed, Scopes: every, Footer: 22},
		{Action: GoSettings, Group: GroupHeed, Scopes: every},
		{Action: PickTheme, Group: GroupHeed, Scopes: every},
		{Action: NextTheme, Group: GroupHeed, Scopes: every},
		{Action: PickKeymap, Group: GroupHeed, Scopes: every},
		{Action: SyncNow, Group: GroupHeed, Scopes: every},
		{Action: TakeBreak, Group: GroupHeed, Scopes: every},
		{Action: Lock, Group: GroupHeed, Scopes: every},
		{Action: Redraw, Group: GroupHeed, Scopes: every},
		{Action: WhereAmI, Group: GroupHeed, Scopes: every},
		{Action: Suspend, Group: GroupHeed, Scopes: every},
		{Action: Quit, Group: GroupHeed, Scopes: every},
	}
}
