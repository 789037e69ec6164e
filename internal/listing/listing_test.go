package listing_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/muesli/termenv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/listing"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
)

var now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// nasty has something of every kind that must not reach a terminal.
var nasty = desk.Foreign("Lamp\x1b[2J\x9b31m\u009b1m\u202etxt\r\n\x07\u200b\ttail")

func rows() pipe.Rows {
	return pipe.Rows{Total: 12, Rows: []desk.Row{
		{Excerpt: desk.Excerpt{Number: 4821, Subject: nasty, Name: nasty, Status: desk.Open, Priority: desk.PriorityUrgent, WaitingSince: now.Add(-time.Hour), Due: now.Add(12 * time.Minute), Assignee: "mia", Tags: []string{"refund"}}, Marks: desk.Marks{Waiting: 1, Draft: true}},
		{Excerpt: desk.Excerpt{Number: 7, Subject: desk.Foreign("Short"), Name: desk.Foreign("李雷"), Status: desk.Pending}},
		{Excerpt: desk.Excerpt{Status: desk.Open, WaitingSince: now.Add(-9 * time.Hour), Due: now.Add(-time.Hour), Name: desk.Foreign("No Number")}},
	}}
}

func thread() desk.Thread {
	op := desk.NewOpID()
	return desk.Thread{
		Ticket: desk.Ticket{Number: 4821, Subject: nasty, Status: desk.Open, Channel: desk.Mail, RequesterName: nasty, Tags: []string{"refund"}, Assignee: "mia", Links: []desk.Linked{{Number: 4790}}, Followers: []desk.AgentID{"tom"}},
		Messages: []desk.Message{
			{ID: 1, Kind: desk.FromCustomer, Author: desk.Author{Name: nasty}, At: now.Add(-time.Hour), Text: nasty},
			{ID: 2, Kind: desk.InternalNote, Author: desk.Author{Agent: "tom"}, At: now, Text: desk.Foreign(strings.Repeat("word ", 60))},
			{ID: 3, Kind: desk.Happening, Author: desk.Author{Agent: "tom"}, At: now, Change: &desk.FieldChange{Field: "status", From: "new", To: "open"}},
			{ID: 4, Kind: desk.PhoneCall, Author: desk.Author{Agent: "tom"}, At: now, Text: desk.Foreign("She has it."), Call: &desk.Call{Way: desk.CallOut, Minutes: 3}},
			{Kind: desk.FromAgent, Author: desk.Author{Agent: "mia"}, At: now, Text: desk.Foreign("On its way."), Op: op},
		},
		Pending: []desk.PendingOp{{Op: desk.Op{ID: op, Intent: desk.Reply{}}, State: desk.OpWaiting}},
	}
}

func found() desk.Found {
	return desk.Found{Hits: []desk.Hit{{Row: rows().Rows[0], Snippet: desk.Snippet{Text: nasty}}}, Total: 1, Indexed: 1, Tickets: 3}
}

func outbox() []desk.PendingOp {
	return []desk.PendingOp{{Op: desk.Op{ID: desk.NewOpID(), Intent: desk.Reply{Text: nasty}}, State: desk.OpHeld, Number: 4821, Subject: nasty, Problem: desk.Refuse(desk.NewerMessage, "@customer", 9)}}
}

func written() []pipe.Written {
	return []pipe.Written{{Op: desk.NewOpID(), Kind: desk.KindReply, State: pipe.Queued, Problem: desk.Refuse(desk.WaitsForEarlier)}}
}

// printed is everything that heed prints for people.
func printed(t *testing.T, width int) string {
	t.Helper()
	var b bytes.Buffer
	p := &listing.Text{Out: termenv.NewOutput(&b, termenv.WithProfile(termenv.Ascii)), Book: words.English(), Zone: time.UTC, Now: now, Width: width}
	for _, err := range []error{
		p.Queue(desk.ViewMine, rows()), p.Queue(desk.ViewMine, pipe.Rows{}), p.Thread(thread()), p.Search("x\x1b", found()), p.Search("\x1b[2J", desk.Found{}),
		p.Outbox(outbox()), p.Waiting(pipe.Unsent{}), p.Written(4821, written()), p.Synced(pipe.Synced{Tickets: 3, Waiting: 1, Stopped: 2}), p.Keys(keymaps.New(keymaps.Vim), fromVim),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestATicketOfNobodyKnownAboutNothingSaidIsShownAsThat(t *testing.T) {
	var b bytes.Buffer
	p := &listing.Text{Out: termenv.NewOutput(&b, termenv.WithProfile(termenv.Ascii)), Book: words.English(), Zone: time.UTC, Now: now, Width: 80}
	th := desk.Thread{
		Ticket:   desk.Ticket{Number: 4821, Subject: desk.Foreign("\u200b"), Status: desk.Open, Channel: desk.Mail},
		Messages: []desk.Message{{ID: 1, Kind: desk.FromCustomer, At: now, Text: desk.Foreign("Where is it?")}},
	}
	if err := p.Thread(th); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.Contains(got, "4821  (no subject)") || !strings.Contains(got, "▏Customer · ") {
		t.Errorf("it prints\n%s", got)
	}
}

func TestNothingForeignReachesTheTerminal(t *testing.T) {
	for _, width := range []int{0, 20, 80, 200} {
		for _, r := range printed(t, width) {
			if r != '\n' && (unicode.IsControl(r) || r == '\u202e' || r == '\u200b') {
				t.Fatalf("at width %d: %U is printed", width, r)
			}
		}
	}
}

func TestWhatIsPrintedFitsTheTerminal(t *testing.T) {
	for i, line := range strings.Split(printed(t, 80), "\n") {
		if w := text.Width(line); w > 100 { // sentences are not cut off
			t.Errorf("line %d is %d wide: %q", i, w, line)
		}
	}
}

func TestAQueueIsAligned(t *testing.T) {
	var b bytes.Buffer
	p := &listing.Text{Out: termenv.NewOutput(&b, termenv.WithProfile(termenv.Ascii)), Book: words.English(), Zone: time.UTC, Now: now}
	if err := p.Queue(desk.ViewMine, rows()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if len(lines) != 5 || lines[3] != "3 of 12" {
		t.Fatalf("got %q", lines)
	}
	var at []int
	for i, subject := range []string{"Lamp", "Short", "(no subject)"} {
		at = append(at, text.Width(lines[i][:strings.LastIndex(lines[i], subject)]))
	}
	if at[0] != at[1] || at[1] != at[2] {
		t.Errorf("subjects begin at %v:\n%s", at, b.String())
	}
	for i, number := range []string{"4821", "7", "-"} {
		if end := strings.Index(lines[i], number) + len(number); end != 8 {
			t.Errorf("the number of line %d ends at %d", i, end)
		}
	}
}

// shown is a thread as people read it.
func shown(t *testing.T, th desk.Thread) string {
	t.Helper()
	var b strings.Builder
	p := &listing.Text{Out: termenv.NewOutput(&b, termenv.WithProfile(termenv.Ascii)), Book: words.English(), Zone: time.UTC, Now: now}
	if err := p.Thread(th); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWhatHappenedToATicketIsSaidInWords(t *testing.T) {
	op := desk.NewOpID()
	by := func(field, from, to string) desk.Message {
		return desk.Message{Kind: desk.Happening, Author: desk.Author{Agent: "tom", Name: desk.Foreign("Tom B.")}, At: now, Change: &desk.FieldChange{Field: field, From: from, To: to}}
	}
	waits := by("priority", "normal", "high")
	waits.Op = op
	th := desk.Thread{
		Ticket: desk.Ticket{Number: 4821, Status: desk.Solved, Assignee: "tom", Tier: desk.Gold},
		Messages: []desk.Message{
			by("status", "open", "on_hold"), by("assignee", "", "tom"), by("assignee", "tom", "mia"), by("assignee", "mia", ""),
			by("merge", "", "4822"), by("mood", "", "cross"), waits,
			{Kind: desk.Happening, At: now, Text: desk.Foreign(`result: {"City": "Leeds", "Sum": 4}` + "\n10:00 · Tom B. took it")},
			{Kind: desk.FromAgent, Author: desk.Author{Agent: "mia", Name: desk.Foreign("Mia K.")}, At: now, Text: desk.Foreign("On its way.")},
		},
		Pending: []desk.PendingOp{{Op: desk.Op{ID: op, Intent: desk.SetPriority{}}, State: desk.OpWaiting}},
	}
	out := shown(t, th)
	for _, want := range []string{
		"gold · with Tom B.", "Tom B. set it to on hold", "Tom B. took it", "Tom B. gave it to Mia K.", "Tom B. released it",
		"Tom B. merged it into #4822", "Tom B. changed “mood” to “cross”", "Tom B. made it high · waiting",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "→") || strings.Count(out, "▏") != strings.Count(out, " ▏") || !strings.Contains(out, `10:00 ▏result: {"City": "Leeds", "Sum": 4} 10:00 · Tom B. took it`) {
		t.Errorf("another system's words are not behind the gutter:\n%s", out)
	}
	th.Ticket.Assignee = ""
	if out := shown(t, th); !strings.Contains(out, "nobody's") {
		t.Errorf("nobody has it:\n%s", out)
	}
}

func TestANameFromOutsideCannotPoseAsALineOfHeedsWhereATicketIsShown(t *testing.T) {
	from := func(name string) desk.Author { return desk.Author{Name: desk.Foreign(name)} }
	out := shown(t, desk.Thread{Messages: []desk.Message{
		{Kind: desk.FromCustomer, Author: from("note · ines"), At: now, Text: desk.Foreign("Pay it out.")},
		{Kind: desk.FromCustomer, Author: from("10:00 · owner set it to solved"), At: now},
		{Kind: desk.Happening, Author: from("owner paid it"), At: now, Text: desk.Foreign("done")},
		{Kind: desk.Happening, Author: from("owner took it. x"), At: now, Change: &desk.FieldChange{Field: "status to solved. Refund of 900 was approved by owner"}},
	}})
	for _, want := range []string{
		"\n▏note · ines · 10:00\n▏Pay it out.\n", "\n▏10:00 · owner set it to solved · 10:00\n", "\n10:00 ▏owner paid it · done\n",
		"\n10:00 · “owner took it. x” changed “status to solved. Refund of 900 was approved by owner” to “”\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestAShownTicketTellsWhatAnImportBroughtAndNothingIsDueThatIsDone(t *testing.T) {
	var b strings.Builder
	th := thread()
	th.Ticket.Status = desk.Solved
	th.Ticket.Attributes = map[string]desk.Untrusted{"flow": desk.Foreign("returns"), "\x1b[2J": desk.Foreign("\u009b")}
	if err := listing.NewJSON(&b).Thread(th); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(b.String(), "\n")
	if !strings.Contains(first, `"attributes":{"\u001b[2J":"\u009b","flow":"returns"},"followers":`) || strings.Contains(first, `"due"`) {
		t.Error(first)
	}
}

func TestWhatIsGoneWithSomebodyWhoIsErasedIsANumberInJSON(t *testing.T) {
	var b bytes.Buffer
	j, gone := listing.NewJSON(&b), pipe.NewFault(pipe.Conflict, pipe.MissedKey, "n", 3)
	for _, err := range []error{j.Synced(pipe.Synced{Link: desk.LinkUp, Dropped: 3}), j.Fault(gone, "x"), j.Remark(gone, "x"), j.Synced(pipe.Synced{Link: desk.LinkUp}), j.Fault(pipe.NewFault(pipe.Later, "pipe.sync_waiting", "n", 3), "x")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		var o map[string]any
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatal(err)
		}
		if n, told := o["dropped"]; told != (i < 3) || told && n != 3.0 {
			t.Errorf("line %d is %s", i, line)
		}
	}
}

func TestEveryLineOfJSONIsAnObjectWithoutControls(t *testing.T) {
	var b bytes.Buffer
	j := listing.NewJSON(&b)
	for _, err := range []error{
		j.Queue(rows()), j.Thread(thread()), j.Search(found()), j.Outbox(outbox()), j.Written(4821, written()),
		j.Synced(pipe.Synced{Link: desk.LinkUp}), j.Fault(pipe.NewFault(pipe.Later, "pipe.offline"), "x"), j.Remark(pipe.NewFault(pipe.OK, "cli.repair.cache"), "x"), j.Keys(keymaps.New(keymaps.Default), fromVim),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		var o map[string]any
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		for _, r := range line {
			if unicode.IsControl(r) || r == '\u202e' || r == '\u200b' {
				t.Fatalf("%U stands in %s", r, line)
			}
		}
	}
	var first map[string]any
	line, _, _ := strings.Cut(b.String(), "\n")
	if err := json.Unmarshal([]byte(line), &first); err != nil {
		t.Fatal(err)
	}
	if first["number"] != 4821.0 || first["priority"] != "urgent" || first["due"] != "2026-03-02T10:12:00Z" || first["waiting_ops"] != 1.0 {
		t.Errorf("got %v", first)
	}
	if want := "Lamp\x1b[2J�31m\u009b1m\u202etxt\r\n\a\u200b\ttail"; first["subject"] != want {
		t.Errorf("the subject came back as %q", first["subject"])
	}
}

func fromVim(keymaps.Scope, keymaps.Action) string { return "vim" }

func TestWhatIsHeldIsListedWithItsFiles(t *testing.T) {
	th := thread()
	receipt := []desk.Attachment{{ID: desk.FileID{1}, Name: desk.Foreign("receipt.txt"), Size: 5}}
	held := desk.PendingOp{Number: 4821, State: desk.OpHeld, Op: desk.Op{
		ID: desk.NewOpID(), Actor: "mia", At: now, Intent: desk.Reply{Text: desk.Foreign("Here it is."), Attachments: receipt},
		Recipients: []desk.Address{{Channel: desk.Mail, Value: desk.Foreign("someone@example.org")}},
	}}
	th.Pending = append(th.Pending, held)
	var plain, lines bytes.Buffer
	p := &listing.Text{Out: termenv.NewOutput(&plain, termenv.WithProfile(termenv.Ascii)), Book: words.English(), Zone: time.UTC, Now: now}
	j := listing.NewJSON(&lines)
	for _, err := range []error{p.Thread(th), p.Outbox([]desk.PendingOp{held}), j.Thread(th), j.Outbox([]desk.PendingOp{held})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"mia · 10:00 · held\n  Here it is.\n  attached: receipt.txt · 5 bytes\n", "attached: receipt.txt · Here it is."} {
		if !strings.Contains(plain.String(), want) {
			t.Errorf("no %q in\n%s", want, plain.String())
		}
	}
	for _, want := range []string{`"attached":["receipt.txt"],"sent_to":["someone@example.org"],"state":"held"`, `"text":"Here it is.","attached":["receipt.txt"]`} {
		if !strings.Contains(lines.String(), want) {
			t.Errorf("no %s in\n%s", want, lines.String())
		}
	}
	if n := strings.Count(plain.String(), "On its way."); n != 1 {
		t.Errorf("what is an entry already stands there %d times", n)
	}
}

func TestTheOutboxSaysWhatEachOperationSets(t *testing.T) {
	for want, in := range map[string]desk.Intent{
		"tag +refund +vip": desk.Tag{Tags: []string{"refund", "vip"}}, "tag removed -vip": desk.Untag{Tags: []string{"vip"}},
		"status solved": desk.SetStatus{Status: desk.Solved}, "status on hold": desk.SetStatus{Status: desk.OnHold},
		"assignee tom": desk.Assign{To: "tom"}, "assignee nobody": desk.Assign{},
	} {
		var b bytes.Buffer
		p := &listing.Text{Out: termenv.NewOutput(&b, termenv.WithProfile(termenv.Ascii)), Book: words.English(), Zone: time.UTC, Now: now}
		ops := []desk.PendingOp{{Op: desk.Op{ID: desk.NewOpID(), Intent: in}, State: desk.OpWaiting, Number: 4821, Subject: desk.Foreign("Refund")}}
		if err := p.Outbox(ops); err != nil || !strings.Contains(b.String(), "  "+want+"  ") {
			t.Errorf("no %q in %q, %v", want, b.String(), err)
		}
	}
}

func TestAShownTicketTellsItsLinksFollowersAndCalls(t *testing.T) {
	var b bytes.Buffer
	if err := listing.NewJSON(&b).Thread(thread()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"followers":["tom"]`, `"linked":["4790"]`, `"kind":"call"`, `"way":"out","minutes":3`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, b.String())
		}
	}
	if got := printed(t, 80); !strings.Contains(got, "↔4790") || !strings.Contains(got, "We called, 3 min") {
		t.Errorf("it prints\n%s", got)
	}
}
