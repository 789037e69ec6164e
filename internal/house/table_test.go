package house

// row says what one package, or every package below a folder, may import of the house,
// and what it may never import. Of the house and of encoding/json it may not import that
// itself; of the rest, neither itself nor by way of a package of ours.
type row struct {
	pkg   string   // "desk", or "tui/*" for those without a row of their own
	what  string   // what lives there, as docs/architecture.md tells it
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
		{pkg: "desk", what: "the words and the rules. Pure: no clock, file or network", never: pure},
		{pkg: "keymaps", what: "the one list of what heed can do, and its keys", never: pure},
		{pkg: "internal/when", what: "reads what an agent types for a time", never: pure},
		{pkg: "internal/ical", what: "reads the holidays of a calendar file", may: []string{"desk"}, never: pure},
		{pkg: "internal/tomltree", what: "reads TOML into a tree that knows its lines, within bounds", never: []ban{{"net", "it reads what it is given"}, {"os", "it reads what it is given"}}},
		{pkg: "internal/near", what: "finds the name that somebody may have meant", never: pure},
		{pkg: "internal/deskfile", what: "the files in which a lead writes down what holds at a desk", may: []string{"cache/index", "desk", "internal/ical", "internal/near", "internal/phrasebook", "internal/text", "internal/tomltree"}, never: []ban{
			{"net", "it reads what it is given"}, {"os", "files are opened by whoever is asked"}, {bubbletea, "commands say it"},
		}},
		{pkg: "internal/text", what: "cleans foreign text; widths and wrapping", may: []string{"desk"}, never: []ban{
			{"net", "cleaning needs nobody"},
			{"os", "it serves sessions of many people, none of which is this process's"},
			{bubbletea, "logs, exports and pipes are cleaned by the same code"},
		}},
		{pkg: "internal/text/hostile", what: "texts that try to be more than text, for tests", never: []ban{{"net", "they are made here"}, {bubbletea, "they are only texts"}}},
		{pkg: "internal/words", what: "every sentence that heed says", may: []string{"desk", "keymaps"}, never: []ban{
			{"net", "sentences are at hand offline"},
			{bubbletea, "pipes speak too"},
		}},
		{pkg: "internal/archive", what: "the JSONL format of imports", may: []string{"desk"}, never: thinking},
		{pkg: "internal/phrasebook", what: "canned replies: blanks, search, the quiet check", may: []string{"desk", "internal/near", "internal/text"}, never: thinking},
		{pkg: "internal/metrics", what: "the figures, by one set of definitions", may: []string{"desk", "internal/text"}, never: thinking},
		{
			pkg: "internal/rehearsal", may: []string{"desk", "internal/text", "internal/metrics", "internal/phrasebook"},
			never: thinking, later: true,
		},
		{pkg: "internal/demo", what: "a small shop with its customers, and its traffic", may: []string{"desk", "internal/text", "internal/archive"}, never: thinking},
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
		{pkg: "cache", what: "the ledger: two sealed bbolt files, overlay, search", may: []string{"desk", "internal/text", "internal/disk", "cache/*"}, never: cache},
		{pkg: "cache/*", what: "the ledger's parts: outbox, journal, seals, keys, records, files, search index", may: []string{"desk", "internal/text", "internal/disk", "cache/*"}, never: append([]ban{{"cache", "its parts do not know the whole"}}, cache...)},
		{pkg: "internal/disk", what: "puts files in their places, whole or not at all", never: []ban{
			{"net", "it knows files"},
			{bubbletea, "it shows nothing"},
		}},
		{pkg: "client/api", what: "what goes over the line to our own desk", may: []string{"desk"}, never: line},
		{pkg: "client", what: "the line to our own desk", may: []string{"desk", "client/api", "internal/metrics"}, never: line},
		{pkg: "client/*", what: "what every line must keep, as tests", may: []string{"desk"}, never: append([]ban{{"client/api", "another helpdesk has its own wire"}}, line...)},
		{pkg: "internal/courier", what: "outbox out, news in", may: []string{"desk"}, never: []ban{
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
			pkg:  "internal/backend",
			what: "the desk: SQLite or PostgreSQL, HTTP, hints",
			may:  []string{"desk", "client/api", "internal/text", "internal/words", "internal/metrics", "internal/phrasebook", "internal/archive", "internal/disk", "internal/near", "internal/rounds", "internal/backend/*"},
			never: []ban{
				{"cache/...", "a server's truth is its database"},
				{"tui", "many stations stand on one desk"},
				{"client", "a desk does not call itself"},
			},
		},
		{pkg: "internal/rounds", what: "does again and again what has to be, and keeps how that goes", never: []ban{{"net", "it knows times"}, {"os", "it knows times"}}},
		{pkg: "internal/pgtest", what: "runs a private PostgreSQL; for tests and figures"},
		{pkg: "internal/backend/dialect", what: "what SQLite and PostgreSQL say each in their own way"},
		{pkg: "internal/backend/openapi", what: "describes the desk's API as an OpenAPI document and as a page", never: []ban{{"desk", "it is told what it describes"}}},
		{pkg: "internal/deskledger", may: []string{"desk", "internal/backend"}, later: true, never: []ban{
			{"tui", "a ledger shows nothing"},
			{"cache/...", "no cache file lies on a server"},
		}},
		{pkg: "internal/sshd", what: "lets people in by SSH: keys, certificates, limits; what a session shows is handed to it", may: []string{"desk", "internal/disk"}, never: []ban{
			{"cache/...", "no cache file lies on a server"},
			{"client", "its sessions stand on the store itself"},
			{"internal/backend", "it asks whose a key is, and keeps nothing"},
			{bubbletea, "a session's program is handed to it"},
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
	shared := []string{
		"desk", "keymaps", "internal/words", "internal/text", "internal/when", "internal/metrics", "internal/phrasebook", "internal/rehearsal",
		"tui/screen", "tui/part", "tui/theme", "tui/paint",
	}
	return []row{
		{pkg: "tui/part", what: "lists, fields and boxes that screens are made of", may: []string{"internal/text", "tui/theme", "tui/part", "tui/paint"}, never: parts},
		{pkg: "tui/theme", what: "colours", may: []string{"internal/text"}, never: parts},
		{pkg: "tui/paint", what: "puts frames on a terminal, only what changed", may: []string{"internal/text", "tui/theme"}, never: parts},
		{pkg: "tui/voice", what: "says lines on a terminal, for people who hear it", may: []string{"internal/text", "tui/paint"}, never: parts},
		{pkg: "tui/screen", what: "what a screen is: the contract with the root", may: []string{"desk", "keymaps", "internal/words", "internal/metrics", "tui/theme", "tui/paint"}, never: screens},
		{pkg: "tui/act", what: "what can be done to a ticket, in the queue and the thread alike", may: shared, never: screens},
		{pkg: "tui/tuitest", what: "drives the root in tests", may: append([]string{"tui", "tui/voice"}, shared...), never: []ban{{"net", "nothing in it is real"}}},
		{pkg: "tui/screentest", what: "drives single screens in tests", may: shared, never: screens},
		{pkg: "tui/*", what: "the screens, one folder each; none knows another", may: append([]string{"tui/act"}, shared...), never: screens}, // a screen: no other screen is in the list
		{pkg: "tui", what: "the root: input, pages, notices", may: append([]string{"tui/*", "internal/shell"}, shared...), never: []ban{
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
		{pkg: "cmd/heed", what: "everything is wired here", may: []string{"*"}},
		{pkg: "internal/profile", what: "the folder of a backend and an account: lock, socket, settings", may: []string{"desk", "internal/disk"}, never: noScreen},
		{pkg: "internal/logbook", what: "the log of a session, without a word of anybody", may: []string{"desk", "internal/text"}, never: noScreen},
		{pkg: "internal/doctor", what: "looks for what can be wrong on a machine", may: []string{"desk", "cache/keys", "client", "internal/profile", "internal/home"}, never: noScreen},
		{pkg: "internal/config", what: "the settings and keys of config.toml, and what stands above them", may: []string{"keymaps", "internal/disk", "internal/near", "internal/tomltree", "internal/words"}, never: noScreen},
		{pkg: "internal/host", what: "a desk folder that runs in this process or is reached over its socket", may: []string{"desk", "internal/backend", "internal/disk", "internal/profile", "internal/rounds"}, never: noScreen},
		{pkg: "internal/pipe", what: "what the commands of a pipe ask of a ledger", may: []string{"desk", "internal/text", "internal/when"}, never: noScreen},
		{pkg: "internal/attach", what: "how those commands reach a ledger that another process has open", may: []string{"desk", "internal/pipe"}, never: noScreen},
		{pkg: "internal/listing", what: "how the commands of a pipe print", may: []string{"desk", "client/api", "keymaps", "internal/deskfile", "internal/metrics", "internal/pipe", "internal/text", "internal/words"}, never: noScreen},
		{pkg: "internal/station", what: "a workstation without its screen: ledger, courier and line of a profile", may: []string{
			"desk", "cache", "cache/*", "client", "client/*", "internal/courier", "internal/disk", "internal/profile", "internal/host", "internal/attach", "internal/pipe", "internal/metrics",
		}, never: noScreen},
		{pkg: "internal/home", what: "writes paths as people do, from the home folder", never: []ban{{"net", "it knows paths"}, {bubbletea, "commands say paths too"}}},
		{pkg: "internal/shell", what: "stops heed for the shell that started it, where one did", never: []ban{{"net", "it knows this process"}, {bubbletea, "a question stops too"}}},
		{pkg: "internal/files", what: "reaches the person's own files for screens and commands: completes paths, takes in, saves, opens", may: []string{"desk", "internal/text", "internal/home"}, never: []ban{{"cache/...", "it keeps nothing"}, {"client", "it fetches by a func"}, {bubbletea, "commands attach files too"}}},
		{pkg: "internal/intake", what: "takes files of records into a desk folder", may: []string{"desk", "internal/archive", "internal/backend", "internal/disk", "internal/profile"}, never: noScreen},
		{pkg: "internal/mutants", what: "tests that plant bugs in copies of the sources, and see them found"},
		{pkg: "internal/promise", what: "counts what the tests of heed's promises go through"},
		{pkg: "internal/story", what: "tests of the whole loop, from a key to what a customer gets", may: []string{"*"}},
		{pkg: "internal/sickdisk", what: "refuses what a program writes to a folder, as a disk does that is full or failing; for tests"},
		{pkg: "internal/powercut", what: "records what a program writes to the disk, and makes what a power cut would leave of it; for tests"},
		{pkg: "internal/terminal", what: "runs the built binary in a pseudo terminal, for tests and figures"},
		{pkg: "internal/picture", what: "draws the pictures of docs/ from the frames of the built program", may: []string{"internal/terminal"}, never: noScreen},
		{pkg: "internal/processor", what: "says what a figure was measured on"},
		{pkg: "internal/torture", what: "goes through every promise and tells what broke; it is no part of heed", may: []string{"internal/processor", "internal/promise"}},
		{pkg: "internal/bench", what: "measures the whole of it; it is no part of heed", may: []string{"*"}},
		{pkg: "internal/house", what: "the rules, as tests"},
	}
}

func slicesJoin(parts ...[]row) []row {
	var all []row
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
