package house

// row says what one package, or every package below a folder, may import of the house,
// and what it may never import. Of the house and of encoding/json it may not import that
// itself; of the rest, neither itself nor by way of a package of ours.
type row struct {
	pkg   string   // "desk", or "tui/*" for those without a row of their own
	may   []string // packages of ours; "cache/*" for all below, "*" for all
	never []ban
	later bool // it has not been built yet; the row waits for it
}

// ban is an import that must not be, and why.
type ban struct {
	what string // "os" is also os/exec; "cache" is cache alone and "cache/..." all of it
	why  string
}

const (
	thirdParty = "third party"
	bubbletea  = "charm.land/bubbletea/v2"
	bbolt      = "go.etcd.io/bbolt"
)

// table is the law of the house.
func table() []row {
	return slicesJoin(pureRows(), clientRows(), serverRows(), screenRows(), wiringRows())
}

// pureRows are the words, the rules and what is worked out from them.
func pureRows() []row {
	pure := []ban{
		{"net", "the rules hold offline"},
		{"os", "what happens is passed in, so that a server, a client and a rehearsal agree"},
		{thirdParty, "the vocabulary outlives every library"},
	}
	thinking := []ban{
		{bbolt, "it works out, others keep"},
		{"net", "it works out, others fetch"},
		{bubbletea, "it works out, others show"},
	}
	return []row{
		{pkg: "desk", never: pure},
		{pkg: "keymaps", never: pure},
		{pkg: "internal/when", never: pure},
		{pkg: "internal/text", may: []string{"desk"}, never: []ban{
			{"net", "cleaning needs nobody"},
			{"os", "it serves sessions of many people, none of which is this process's"},
			{bubbletea, "logs, exports and pipes are cleaned by the same code"},
		}},
		{pkg: "internal/words", may: []string{"desk", "keymaps"}, never: []ban{
			{"net", "sentences are at hand offline"},
			{bubbletea, "pipes speak too"},
		}},
		{pkg: "internal/archive", may: []string{"desk"}, never: thinking},
		{pkg: "internal/phrasebook", may: []string{"desk", "internal/text"}, never: thinking},
		{pkg: "internal/metrics", may: []string{"desk", "internal/text"}, never: thinking, later: true},
		{
			pkg: "internal/rehearsal", may: []string{"desk", "internal/text", "internal/metrics", "internal/phrasebook"},
			never: thinking, later: true,
		},
		{pkg: "internal/demo", may: []string{"desk", "internal/archive"}, never: thinking},
	}
}

// clientRows are the agent's side: the ledger, the courier, the lines.
func clientRows() []row {
	cache := []ban{
		{"net/http", "the ledger answers offline; the courier is who travels"},
		{bubbletea, "a pipe and an SSH session stand on a ledger too"},
		{"client", "a ledger knows no line"},
	}
	line := []ban{
		{bbolt, "a line keeps nothing"},
		{bubbletea, "a line shows nothing"},
		{"cache/...", "a line knows no ledger"},
	}
	return []row{
		{pkg: "cache", may: []string{"desk", "internal/text", "cache/*"}, never: cache},
		{pkg: "cache/*", may: []string{"desk", "internal/text", "cache/*"}, never: append([]ban{{"cache", "its parts do not know the whole"}}, cache...)},
		{pkg: "client/api", may: []string{"desk"}, never: line},
		{pkg: "client", may: []string{"desk", "client/api"}, never: line},
		{pkg: "client/*", may: []string{"desk"}, never: append([]ban{{"client/api", "another helpdesk has its own wire"}}, line...)},
		{pkg: "internal/courier", may: []string{"desk"}, never: []ban{
			{bubbletea, "it works while nobody looks"},
			{bbolt, "it knows ledgers by its own interface"},
			{"net/http", "it knows lines by its own interface"},
		}},
	}
}

// serverRows are the desk's side.
func serverRows() []row {
	return []row{
		{
			pkg: "internal/backend",
			may: []string{"desk", "client/api", "internal/text", "internal/words", "internal/metrics", "internal/phrasebook", "internal/archive"},
			never: []ban{
				{"cache/...", "a server's truth is its database"},
				{"tui", "many stations stand on one desk"},
				{"client", "a desk does not call itself"},
			},
		},
		{pkg: "internal/deskledger", may: []string{"desk", "internal/backend"}, later: true, never: []ban{
			{"tui", "a ledger shows nothing"},
			{"cache/...", "no cache file lies on a server"},
		}},
		{pkg: "internal/sshd", may: []string{"desk", "tui", "internal/deskledger"}, later: true, never: []ban{
			{"cache/...", "no cache file lies on a server"},
			{"client", "its sessions stand on the store itself"},
		}},
	}
}

// screenRows are what people see.
func screenRows() []row {
	parts := []ban{
		{"desk", "a list knows rows, not tickets"},
		{"keymaps", "whoever uses it says which keys it has"},
	}
	screens := []ban{
		{"cache/...", "a screen asks by interfaces of its own"},
		{"client", "screens talk to a ledger, never to the network"},
		{bbolt, "a screen never reads by itself"},
		{"net", "screens talk to a ledger, never to the network"},
		{"os", "over SSH the process is not the agent's"},
		{"encoding/json", "it would open foreign text behind internal/text's back"},
	}
	// What screens share: act is what can be done to a ticket, in the queue and the
	// thread alike; when reads what an agent types for a time.
	shared := []string{
		"desk", "keymaps", "internal/words", "internal/text", "internal/when", "internal/metrics", "internal/phrasebook", "internal/rehearsal",
		"tui/screen", "tui/part", "tui/theme", "tui/paint",
	}
	return []row{
		{pkg: "tui/part", may: []string{"internal/text", "tui/theme", "tui/part", "tui/paint"}, never: parts},
		{pkg: "tui/theme", may: []string{"internal/text"}, never: parts},
		{pkg: "tui/paint", may: []string{"internal/text", "tui/theme"}, never: parts},
		{pkg: "tui/screen", may: []string{"desk", "keymaps", "internal/words", "tui/theme", "tui/paint"}, never: screens},
		{pkg: "tui/act", may: shared, never: screens},
		// tuitest drives the root and screentest single screens, in tests; they are in no binary.
		{pkg: "tui/tuitest", may: append([]string{"tui"}, shared...), never: []ban{{"net", "nothing in it is real"}}},
		{pkg: "tui/screentest", may: shared, never: screens},
		{pkg: "tui/*", may: append([]string{"tui/act"}, shared...), never: screens}, // a screen: no other screen is in the list
		{pkg: "tui", may: append([]string{"tui/*"}, shared...), never: []ban{
			{"cache/...", "the root knows a ledger by interfaces"},
			{"client", "the root knows no network"},
			{bbolt, "the root reads nothing"},
		}},
	}
}

// wiringRows are where things are put together.
func wiringRows() []row {
	noScreen := []ban{{bubbletea, "it works without a screen"}}
	return []row{
		{pkg: "cmd/heed", may: []string{"*"}},
		// profile is the folder of a backend and an account: its lock, socket and settings.
		{pkg: "internal/profile", may: []string{"desk"}, never: noScreen},
		// host is a desk folder that runs in this process or is reached over its socket.
		{pkg: "internal/host", may: []string{"desk", "internal/backend", "internal/profile"}, never: noScreen},
		// pipe is what the commands of a pipe ask of a ledger, attach how they reach one
		// that another process has open, listing how they print.
		{pkg: "internal/pipe", may: []string{"desk", "internal/text", "internal/when"}, never: noScreen},
		{pkg: "internal/attach", may: []string{"desk", "internal/pipe"}, never: noScreen},
		{pkg: "internal/listing", may: []string{"desk", "keymaps", "internal/pipe", "internal/text", "internal/words"}, never: noScreen},
		// station is a workstation without its screen: ledger, courier and line of a profile.
		{pkg: "internal/station", may: []string{
			"desk", "cache", "cache/*", "client", "client/*", "internal/courier", "internal/profile", "internal/host", "internal/attach", "internal/pipe",
		}, never: noScreen},
		// intake takes files of records into a desk folder.
		{pkg: "internal/intake", may: []string{"desk", "internal/archive", "internal/backend", "internal/profile"}, never: noScreen},
		// story is tests alone: the whole loop, from a key to what a customer gets.
		{pkg: "internal/story", may: []string{"*"}},
		// terminal runs the built binary in a pseudo terminal, for tests and figures.
		{pkg: "internal/terminal"},
		// picture draws the pictures of docs/ from the built program's frames.
		{pkg: "internal/picture", may: []string{"internal/terminal"}, never: noScreen},
		// bench measures the whole of it; it is no part of heed.
		{pkg: "internal/bench", may: []string{"*"}},
		{pkg: "internal/house"},
	}
}

func slicesJoin(parts ...[]row) []row {
	var all []row
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
