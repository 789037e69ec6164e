package story_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// A schedule is what happens in one run: who does what, what fails meanwhile, and how long
// it is until the next thing happens. It is drawn whole before it is played, so that it can
// be told, made smaller and kept.
type schedule struct {
	Clients int    `json:"clients"`
	Warm    bool   `json:"warm"` // the machines were used before: their caches are filled
	Steps   []step `json:"steps"`
}

// step is one thing that happens, and what fails with it.
type step struct {
	Who   int     `json:"who"` // a machine
	Do    act     `json:"do"`
	On    int     `json:"on"`   // a ticket
	Pick  int     `json:"pick"` // whatever the act has to choose
	Fault fault   `json:"fault,omitempty"`
	At    request `json:"at,omitempty"` // which request it befalls
	When  int     `json:"when"`         // whatever the fault has to choose
	Pass  int     `json:"pass"`         // milliseconds until the next step
}

// act is what somebody does.
type act string

const (
	idle          act = ""
	reply         act = "reply"
	note          act = "note"
	status        act = "status"
	assign        act = "assign"
	priority      act = "priority"
	tag           act = "tag"
	untag         act = "untag"
	snooze        act = "snooze"
	follow        act = "follow"
	merge         act = "merge"
	create        act = "create"
	undo          act = "undo"
	again         act = "send anyway"
	discard       act = "discard"
	draft         act = "draft"
	customerWrite act = "customer writes"
	customerOpens act = "customer opens"
	colleague     act = "colleague"
	leave         act = "leave" // heed is ended in good order, and started the next time
	night         act = "night" // everybody leaves, and days pass
)

// fault is what fails.
type fault string

const (
	none         fault = ""
	requestLost  fault = "request lost"
	answerLost   fault = "answer lost"
	doubled      fault = "doubled"
	delayed      fault = "delayed"
	reordered    fault = "reordered"
	clientKilled fault = "client killed"
	serverKilled fault = "server killed"
	clockStepped fault = "clock stepped"
	tokenRevoked fault = "token revoked"
	diskError    fault = "disk error"
)

// faults lists them all.
func faults() []fault {
	return []fault{requestLost, answerLost, doubled, delayed, reordered, clientKilled, serverKilled, clockStepped, tokenRevoked, diskError}
}

// request is a kind of request that a machine makes.
type request string

const (
	anyRequest request = ""
	posting    request = "ops"
	lookingUp  request = "lookup"
	pulling    request = "changes"
	filling    request = "snapshot"
	listening  request = "hints"
	greeting   request = "greet"
)

// often is a list with each thing as often as its share of the chances. rapid draws the
// first ones a little more often, and makes a schedule smaller towards them.
func often[T any](shares ...share[T]) []T {
	var all []T
	for _, s := range shares {
		all = append(all, slices.Repeat([]T{s.of}, s.n)...)
	}
	return all
}

type share[T any] struct {
	of T
	n  int
}

var (
	acts = rapid.SampledFrom(often(
		share[act]{idle, 6}, share[act]{reply, 14}, share[act]{note, 5}, share[act]{tag, 6}, share[act]{status, 4}, share[act]{undo, 6},
		share[act]{customerWrite, 5}, share[act]{colleague, 5}, share[act]{again, 4}, share[act]{draft, 4}, share[act]{assign, 2},
		share[act]{priority, 2}, share[act]{untag, 2}, share[act]{snooze, 2}, share[act]{follow, 2}, share[act]{discard, 2},
		share[act]{customerOpens, 2}, share[act]{create, 3}, share[act]{merge, 1}, share[act]{leave, 2}, share[act]{night, 1},
	))
	whatFails = rapid.SampledFrom(often(
		share[fault]{none, 12}, share[fault]{answerLost, 9}, share[fault]{clientKilled, 9}, share[fault]{diskError, 8}, share[fault]{delayed, 7},
		share[fault]{requestLost, 6}, share[fault]{reordered, 6}, share[fault]{doubled, 5}, share[fault]{serverKilled, 4},
		share[fault]{clockStepped, 4}, share[fault]{tokenRevoked, 3},
	))
	befallen = rapid.SampledFrom(often(
		share[request]{posting, 10}, share[request]{pulling, 6}, share[request]{lookingUp, 4}, share[request]{anyRequest, 2},
		share[request]{listening, 1}, share[request]{filling, 1}, share[request]{greeting, 1},
	))
	pauses = rapid.SampledFrom([]int{0, 100, 1_000, 3_000, 9_000, 0, 20_000, 500, 70_000, 9_000, 1_000, 300_000})

	steps = rapid.Custom(func(t *rapid.T) step {
		s := step{Who: rapid.IntRange(0, 4).Draw(t, "who"), Do: acts.Draw(t, "do"), On: rapid.IntRange(0, 7).Draw(t, "on"), Pick: rapid.IntRange(0, 31).Draw(t, "pick")}
		if s.Fault = whatFails.Draw(t, "fault"); s.Fault != none {
			s.At, s.When = befallen.Draw(t, "at"), rapid.IntRange(0, 31).Draw(t, "when")
		}
		s.Pass = pauses.Draw(t, "pass")
		return s
	})
	schedules = rapid.Custom(func(t *rapid.T) schedule {
		return schedule{
			Clients: rapid.SampledFrom([]int{2, 3, 2, 4, 2, 5}).Draw(t, "clients"), Warm: rapid.SampledFrom([]bool{true, true, true, false}).Draw(t, "warm"),
			Steps: rapid.SliceOfN(steps, 20, 60).Draw(t, "steps"),
		}
	})
)

// String tells a schedule, a step a line.
func (s schedule) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d machines, warm: %t\n", s.Clients, s.Warm)
	for i, x := range s.Steps {
		fmt.Fprintf(&b, "%3d  %s\n", i, x)
	}
	return b.String()
}

// String tells a step.
func (s step) String() string {
	text := fmt.Sprintf("machine %d: %-16s ticket %d, pick %2d", s.Who, s.Do, s.On, s.Pick)
	if s.Fault != none {
		text += fmt.Sprintf("; %s at %q, when %d", s.Fault, s.At, s.When)
	}
	return text + fmt.Sprintf("; %d ms", s.Pass)
}

// kept is a schedule as it is kept in testdata.
type kept struct {
	Why      string   `json:"why"` // what it once broke
	Schedule schedule `json:"schedule"`
}

func (k kept) encode() ([]byte, error) { return json.MarshalIndent(k, "", " ") }
