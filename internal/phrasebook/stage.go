package phrasebook

import (
	"math"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// How much a reply gains or loses by the stage of the talk. The weights were tried on
// half of the recorded chats.
const (
	gainHello      = 4.0 // for a hello to a hello; lost once we have spoken
	gainHelloFirst = 0.5 // for a hello to somebody who has come to the point
	gainBye        = 2.5
	gainMore       = 4.0
	gainDone       = 1.5
	gainAsking     = 0.5
	gainWho        = 2.0
	gainTopic      = 1.0 // for all tags the same as those of the reply before
	lossRegret     = 2.0 // bad news is rarer than good
	lossUsed       = 1.5
	lossLong       = 0.5 // for a letter where people talk
)

// talk is what a thread has come to, as far as canned replies show it.
type talk struct {
	theirs     turn
	first      bool   // we have not answered yet
	early      bool   // or at most twice
	quick      bool   // on a channel where people talk
	done, last manner // of the replies used in it, and of the last of them
}

func (b *Book) talkAt(at Moment) talk {
	t := talk{theirs: turnOf(at.Said), first: at.Replies == 0, early: at.Replies <= 2}
	switch at.Channel {
	case desk.Chat, desk.SMS, desk.Social:
		t.quick = true
	case desk.Mail, desk.Phone, desk.Form, desk.API:
	}
	for _, id := range at.Used {
		if i, ok := b.place[id]; ok {
			t.last = b.pages[i].does
			t.done |= t.last
		}
	}
	return t
}

// stages scores every reply by how well it goes with the stage of the talk.
func (b *Book) stages(at Moment) []float64 {
	t, scores := b.talkAt(at), b.topic(at)
	for i, p := range b.pages {
		scores[i] += t.greeting(p.does) + t.ending(p.does) + t.working(p.does)
		if slices.Contains(at.Used, p.ID) {
			scores[i] -= lossUsed
		}
		if t.quick && p.words > longTalk {
			scores[i] -= lossLong
		}
	}
	return scores
}

// longTalk is the number of words from which a reply is a letter.
const longTalk = 60

func (t talk) over() bool { return t.theirs == leaves || t.theirs == thanks }

// greeting is what a reply that says hello gains.
func (t talk) greeting(does manner) float64 {
	switch {
	case !does.has(saysHello):
		return 0
	case t.first && t.theirs == greets:
		return gainHello
	case t.first:
		return gainHelloFirst
	default:
		return -gainHello
	}
}

// ending is what a reply gains that ends the talk, or asks whether there is more first.
func (t talk) ending(does manner) float64 {
	gain := 0.0
	if does.has(saysBye | saysThanks) {
		switch {
		case t.over() && (does.has(saysThanks) || t.done.has(asksMore)):
			gain += gainBye + 1
		case t.over():
			gain += gainBye
		default:
			gain -= gainBye / 2
		}
	}
	if does.has(asksMore) {
		switch {
		case t.over() && !t.done.has(asksMore):
			gain += gainMore
		case !t.over() && !t.first && t.last.has(tellsDone) && t.theirs != asks:
			gain += gainMore / 2
		default:
			gain -= gainMore
		}
	}
	return gain
}

// working is what a reply gains in the middle of a matter.
func (t talk) working(does manner) float64 {
	gain := 0.0
	switch {
	case does.has(tellsDone) && t.theirs == agrees:
		gain += gainDone
	case does.has(tellsDone) && t.first:
		gain -= gainDone / 2
	}
	if does.has(regrets) {
		gain -= lossRegret
	}
	if does.has(wantsMore) && !t.first && !t.over() && t.theirs != agrees {
		gain += gainAsking
	}
	switch {
	case does.has(asksWho) && t.over():
		gain -= gainWho
	case does.has(asksWho) && t.early:
		gain += gainWho
	}
	return gain
}

// topic scores each reply by the tags that it shares with those used last in the thread,
// the last one counting most.
func (b *Book) topic(at Moment) []float64 {
	scores := make([]float64, len(b.pages))
	weight := gainTopic
	for _, id := range slices.Backward(at.Used) {
		if i, ok := b.place[id]; ok {
			for j := range b.pages {
				scores[j] += weight * sharedTags(b.pages[i].Tags, b.pages[j].Tags)
			}
		}
		if weight /= 2; weight < gainTopic/8 {
			break
		}
	}
	return scores
}

// sharedTags is 1 for the same tags and 0 for none in common.
func sharedTags(x, y []string) float64 {
	both := 0.0
	for _, tag := range x {
		if slices.Contains(y, tag) {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return both / math.Sqrt(float64(len(x)*len(y)))
}
