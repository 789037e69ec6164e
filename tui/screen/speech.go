package screen

import "time"

// Teller is a screen that says in words what it shows, for somebody who hears it. What it
// shows and what its keys do is the same as ever. A screen that is none is told by its
// picture.
type Teller interface{ Tell(now time.Time) Speech }

// Speech is what a screen says. The root says what of it has not been said yet.
type Speech struct {
	// Head is what the screen is about: said when one comes to it, and then what changes.
	Head []Sentence
	// At names what the cursor is on, for comparing only. Here is what that is: said whole
	// when At is another one, else what changes of it.
	At   string
	Here []Sentence
	// Name is said before what changes of Here; empty where that says by itself what it is of.
	Name string
	// More is only said to whoever asks where they are.
	More []Sentence
	// Live is the line that is being written; nil where there is none.
	Live *Live
}

// Sentence is a piece of what is said, in heed's own words; all in it is clean. What others
// wrote stands in it only behind words of heed's own, or in Quote.
type Sentence struct {
	Text  string
	Quote string // what somebody wrote, after Text: set off, so that it cannot pass for heed's words
	Key   string // stands for Text where that alone is no news: a count in it, say
	Of    string // what it is about, where another one may say the same of something else
	Ages  bool   // it changes with time or with what is round it: that alone is no news
	Late  bool   // only said as a change, not when all is said
	Line  bool   // it begins a line
}

// Say makes a sentence.
func Say(text string) Sentence { return Sentence{Text: text} }

// Live is the line of a text in which the caret stands.
type Live struct {
	Label string // what is written: "Reply"
	Text  string
	Caret int    // in bytes
	Row   int    // which line of the text it is
	Above string // the line above it, as it stands
}
