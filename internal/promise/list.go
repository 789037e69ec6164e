package promise

import "slices"

// ID names a promise.
type ID string

// The promises that are counted.
const (
	Faults     ID = "faults"
	Planted    ID = "planted"
	Kills      ID = "kills"
	Torn       ID = "torn"
	Damage     ID = "damage"
	Disk       ID = "disk"
	Fuzz       ID = "fuzz"
	Network    ID = "network"
	Clocks     ID = "clocks"
	Leaks      ID = "leaks"
	Hostile    ID = "hostile"
	Rectangles ID = "rectangles"
	Sources    ID = "sources"
	AtRest     ID = "at rest"
	Erasure    ID = "erasure"
	Keys       ID = "keys"
	Restore    ID = "restore"
	Feed       ID = "feed"
	Servers    ID = "servers"
	Streams    ID = "streams"
	Histories  ID = "histories"
)

// Promise is one thing that heed says of itself, and what it is measured by.
type Promise struct {
	ID   ID
	Says string // what a person can rely on
	Goal string // what a release goes through
	Runs int    // so many runs are the goal; 0 where it is not counted in runs
}

// All are the promises, in the order in which they are told.
func All() []Promise {
	return []Promise{
		{Faults, "Whatever fails, each reply is at the desk once, in order, or waits for you with its reason", "10,000 schedules of about 40 steps", 10_000},
		{Planted, "The schedules find what they look for", "20 planted bugs of 20, half of them within 200 schedules", 20},
		{Kills, "A crash loses nothing that was said to be kept", "1,000 kills of the program; ready again within 300 ms", 1_000},
		{Torn, "Nor does a power cut in the middle of a write", "5,000 states of the disk", 5_000},
		{Damage, "A damaged file is noticed, set aside and made again; no wrong word is shown", "3,000 damaged files", 3_000},
		{Disk, "What the disk does not take is not said to be kept", "each of the first 200 writes refused", 200},
		{Network, "A bad network slows nothing that you do", "10 kinds of bad network, 10 min each; a key answered within 16 ms (p99)", 10},
		{Clocks, "A wrong clock changes nothing, and no timer drifts over a month", "30 days, in less than 2 s", 0},
		{Restore, "A desk that was restored from an older copy loses nothing of yours", "50 drills with 5 clients on a file, and 50 on PostgreSQL", 100},
		{Feed, "No change is missed or told twice, however many write and at however many servers", "1,000,000 changes by 32 writers", 1_000_000},
		{Servers, "A desk whose server or database is killed in the middle of the work loses no answer that it gave", "500 kills under load, on a file and on PostgreSQL", 500},
		{Streams, "Whoever listens has all news soon after a desk has started again, however slow others are", "20 starts with 1,000 listeners, a tenth of them slow; all have everything within 5 s", 20},
		{Histories, "Colleagues who work on one ticket at once see one order of what was done", "2,000 histories of 8 colleagues, each of them linearizable", 2_000},
		{Hostile, "No byte of a stranger reaches your terminal but as a letter", "26 classes, in every field, in every place that shows it", 0},
		{Rectangles, "What a stranger writes stays in its place on the screen", "200,000 texts", 200_000},
		{Sources, "No screen takes text that was not cleaned", "no place in the code", 0},
		{AtRest, "Nobody can be read in the files", "1,000 names, addresses and rarer words", 1_000},
		{Erasure, "Who is erased is gone", "1,000 customers; within 5 s at 100,000 tickets", 1_000},
		{Keys, "Without its key heed asks, and never falls back to plain files", "6 states of a keyring", 6},
		{Fuzz, "No bytes break a reader", "10 min a target", 0},
		{Leaks, "Nothing is left running, and no two parts of heed write the same at once", "every package that starts a goroutine, under the race detector", 0},
	}
}

// Open is a promise that heed does not keep yet, and what is missing.
type Open struct{ Says, Missing string }

// NotYet are the promises that are not kept yet.
func NotYet() []Open {
	return []Open{
		{"A mail that may have gone out is never sent again blindly", "heed delivers no mail yet: the desk records what is written"},
		{"Only so many days of a desk are kept on a machine", "it keeps everything"},
		{"A lead's session over SSH can be neither hijacked nor flooded", "the way in is tested against both (docs/ssh.md); how quick a key is for others in a flood, and how much memory it takes, is not measured yet"},
	}
}

func find(id ID) (Promise, bool) {
	all := All()
	i := slices.IndexFunc(all, func(p Promise) bool { return p.ID == id })
	if i < 0 {
		return Promise{}, false
	}
	return all[i], true
}
