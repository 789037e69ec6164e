package tui

import (
	"context"
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/notices"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/settings"
	"github.com/heed-desk/heed/tui/theme"
)

// terminal is what the root asks of the terminal besides showing its pictures.
type terminal interface {
	Copy(text string)
	Redraw()
	// Blank leaves nothing that was shown or said before on the terminal.
	Blank()
	Ring()
	Notify(title, body string)
}

// Root is one person's session at one terminal. Show makes a program's model of it.
type Root struct {
	opts    Options
	screen  terminal
	release func() // gives the terminal back, for another program; nil where there is none
	ctx     context.Context
	ledger  Ledger
	session *screen.Session
	table   *keymaps.Table
	makers  map[screen.Place]screen.Maker
	light   bool // the terminal's background is a light one
	trial   *trial

	w, h    int
	own     *seat // the root's own reads and writes
	acts    *act.Acts
	seats   map[int]*seat
	lastID  int
	stack   []spot // where one came along; the last one is where one is
	beside  map[screen.Place]*seat
	dialogs []*dialog
	waiting []*dialog // opened by themselves; shown when the hands rest
	shown   []pane    // the panes in sight, as they were laid out last

	pending   keymaps.Chord
	balked    bool // what was typed was not sent: what comes in one breath behind that is no text
	astray    bool // the last letter means nothing where one is, and something elsewhere
	asked     asking
	spelled   bool   // the ways in which it goes on are shown
	count     string // the digits before an action so far
	lastKey   time.Time
	ahead     ahead
	jumping   bool // a ticket is being looked for by its number
	jobs      jobs
	jotted    jotted // the words in dialogs
	clock     clock
	curtain   curtain
	calling   calling
	following following
	reminds   reminding
	said      saying
	deeds     []desk.Deed // what undo begins with, newest last
	lost      bool        // something was thrown away after that
	outbox    outboxState
	link      desk.Link
	remarked  map[string]bool // of the ledger, by its words
	trouble   string          // what was said of the connection, while it is down
	here      desk.Presence
	names     map[desk.AgentID]string // what colleagues are called
	minding   bool                    // what is kept in mind of tickets that are not shown has been asked for
	log       *notices.Log
	told      telling // for somebody who hears it
	leaving   bool
	weighing  bool // it is being counted what leaving would lose
	weighed   bool // nothing is unsent that leaving would lose
	quit      bool
	noShell   bool // no shell could bring this process back

	cmds []tea.Cmd // what this Update has set going
}

// New makes the interface of a session.
func New(o Options) *Root {
	o.complete()
	if o.Linear {
		o.Theme = theme.Plain
	}
	r := &Root{
		opts: o, ctx: o.Context, ledger: o.Ledger, table: o.Keys, seats: map[int]*seat{}, remarked: map[string]bool{},
		beside: map[screen.Place]*seat{}, jobs: newJobs(), log: notices.NewLog(),
	}
	r.session = &screen.Session{
		Files: o.Files, Watch: o.Watch, Edits: o.Editor != nil,
		Book: r.book(o), Theme: theme.New(theme.Dark),
		Me: o.Ledger.Me(), Zone: o.Zone, Now: o.Ledger.Now, Keys: r.key, Lines: o.Lines,
		Table: func() *keymaps.Table { return r.table },
	}
	r.told.heard = map[int]*screen.Speech{}
	if o.Linear {
		r.session.Spoken = r.spoken
		r.session.Linear, r.session.Keys = true, func(a keymaps.Action) string { return r.spoken(r.key(a)) }
	}
	r.paint()
	r.makers = maps.Clone(o.Makers(r.session, o.Ledger))
	if r.makers[screen.Notices] == nil {
		r.makers[screen.Notices] = func(screen.Go) screen.Screen { return notices.New(r.session, r.log) }
	}
	if r.makers[screen.Settings] == nil {
		r.makers[screen.Settings] = func(screen.Go) screen.Screen { return settings.New(r.session, r.opts.Settings, "") }
	}
	r.own = r.seat("", nil)
	r.jotted = jotted{saving: screen.NewSaving(slotWords), kept: map[desk.DraftKey]desk.Draft{}, owed: map[desk.DraftKey]desk.Draft{}}
	r.acts = &act.Acts{Session: r.session, Ledger: r.ledger}
	return r
}

// Init starts what runs off the loop.
func (r *Root) Init() tea.Cmd {
	r.cmds = nil
	r.told.acted = time.Now()
	r.curtain.input = time.Now()
	r.begin()
	r.listen()
	r.awaitLock()
	r.wake()
	return r.batch()
}

// begin opens the first page.
func (r *Root) begin() {
	r.push(screen.Go{To: screen.Queue, View: r.opts.View})
	if r.opts.Alone != nil {
		return
	}
	if r.opts.Begin != "" {
		r.push(screen.Go{To: r.opts.Begin})
	}
	r.shut(r.ledger.Link()) // before the first picture
	r.readOutbox()
	r.readLink()
	r.readNames()
	r.readDeeds()
	r.readBegun()
	r.readReminders()
	r.readRemarks()
	for _, n := range r.opts.Say {
		r.say(n)
	}
}

// Update takes a message in. It is one switch of five classes; it never gets a sixth.
func (r *Root) Update(msg tea.Msg) tea.Cmd {
	r.cmds = nil
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		r.input(msg)
	case tea.WindowSizeMsg, tea.BackgroundColorMsg, tea.FocusMsg, tea.BlurMsg, leave, lockAsked:
		r.surroundings(msg)
	case answer:
		r.answered(msg)
	case changed:
		r.moved(msg)
	case tick:
		r.ticked(msg)
	case edited:
		r.edited(msg)
	}
	r.settle()
	return r.batch()
}

// settle follows every Update: what is in sight gets its size, keys that waited for it
// are taken, colleagues hear where the agent is, and the next moment at which the picture
// changes is seen to.
func (r *Root) settle() {
	r.place()
	r.keepDialogs()
	r.mindAll()
	r.replay()
	r.announce()
	r.wake()
	r.end()
}

// surroundings takes what changed of the terminal around heed.
func (r *Root) surroundings(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		r.ground(msg.IsDark())
	case tea.FocusMsg:
		r.look(false)
	case tea.BlurMsg:
		r.look(true)
	case leave:
		r.leave()
	case lockAsked:
		r.lockFor(msg)
	}
}

// resize takes the size of the terminal. The first one, and one that is no other, leave what
// is said its lines.
func (r *Root) resize(w, h int) {
	if r.opts.Linear { // what is said is as wide as the terminal; what would be shown never is
		w, h = min(max(w, linearLeast), linearW), linearH
	}
	if r.w > 0 && (w != r.w || h != r.h) {
		r.said.fold()
	}
	r.w, r.h = w, h
}

// ground turns to the theme that can be read on the terminal's background.
func (r *Root) ground(dark bool) {
	r.light = !dark
	r.paint()
}

func (r *Root) run(cmd tea.Cmd) { r.cmds = append(r.cmds, guard(cmd)) }

func (r *Root) batch() tea.Cmd { return tea.Batch(r.cmds...) }
