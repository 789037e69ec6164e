package phrasebook

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func refund() Situation {
	return Situation{
		Subject: desk.Foreign("Refund still not on my card"),
		Said:    []desk.Untrusted{desk.Foreign("I sent the lamp back three weeks ago and the page says received. This is the third time I am writing.")},
	}
}

// seen returns the codes that apply, with a minus before those not met, and the words found.
func seen(s string, about Situation) (codes []string, words map[Code][]string) {
	words = map[Code][]string{}
	for _, f := range Check(s, about) {
		mark := ""
		if !f.Met {
			mark = "-"
		}
		codes = append(codes, mark+string(f.Code))
		for _, sp := range f.Spans {
			words[f.Code] = append(words[f.Code], s[sp.From:sp.To])
		}
	}
	return codes, words
}

func TestAGoodAnswerIsSeenToBeOneAndTheSorryIsMissed(t *testing.T) {
	codes, words := seen("Thank you for staying with us, Harper. You sent the lamp back three weeks ago and had to ask three times. "+
		"I have asked our bank to trace the refund of 94.80. It will be on your card by Thursday 26.", refund())
	if !slices.Equal(codes, []string{"names_it", "takes_it_on", "next_step", "-says_sorry"}) {
		t.Errorf("%v", codes)
	}
	if w := words[NamesIt]; !slices.Contains(w, "lamp") || !slices.Contains(w, "refund") {
		t.Errorf("named by %q", w)
	}
	if w := words[TakesItOn]; !slices.Contains(w, "I have asked") {
		t.Errorf("taken on by %q", w)
	}
	if w := words[NextStep]; !slices.Contains(w, "by Thursday") {
		t.Errorf("next step by %q", w)
	}
}

func TestAnEmptyAnswerMissesEverything(t *testing.T) {
	codes, _ := seen("Please be patient, these things can happen to anyone. Have a nice and sunny day.", refund())
	if !slices.Equal(codes, []string{"-names_it", "-takes_it_on", "-next_step", "-says_sorry"}) {
		t.Errorf("%v", codes)
	}
}

func TestAPhraseThatShutsTheDoorIsPointedAt(t *testing.T) {
	codes, words := seen("I am sorry about the lamp, but that is our policy and there is nothing I can do for you.", refund())
	if !slices.Contains(codes, "-open_door") || !slices.Contains(words[OpenDoor], "our policy") || !slices.Contains(words[OpenDoor], "nothing I can do") {
		t.Errorf("%v %q", codes, words[OpenDoor])
	}
}

func TestWhereNothingWentWrongOnlyWhatIsThereIsTold(t *testing.T) {
	about := Situation{Subject: desk.Foreign("Which lamp fits"), Said: []desk.Untrusted{desk.Foreign("Which bulb fits the brass lamp?")}}
	if codes, _ := seen("The brass lamp takes an E14 bulb; I have put the link to one below.", about); len(codes) != 0 {
		t.Errorf("a short answer gets %v", codes)
	}
	codes, _ := seen("The brass lamp takes an E14 bulb with no more than nine watts. I have put the link to one below, and any other with that base will do as well.", about)
	if !slices.Equal(codes, []string{"names_it", "takes_it_on"}) {
		t.Errorf("a letter gets %v", codes)
	}
}

func TestAPromiseWithoutADayIsRemarkedOn(t *testing.T) {
	about := Situation{Said: []desk.Untrusted{desk.Foreign("Could you tell me which of the two cords fits the old lamp?")}}
	const letter = "Thank you for the picture of the old lamp and of both cords, it helped me a good deal to see them side by side. "
	for s, want := range map[string]bool{
		"I am going to ask in the workshop and will write to you as soon as I know.": true,
		"We'll be in touch.":                         true,
		"I will write to you by Thursday.":           false,
		"I will write again tomorrow before noon.":   false,
		"Could you tell me how old it is?":           false,
		"Maud will know it when she sees the plug.":  false,
		"If it does not fit, I will send the other.": false,
		"Is the address still right?\n\nTom":         false,
	} {
		codes, _ := seen(letter+s, about)
		if got := slices.Contains(codes, "-next_step"); got != want {
			t.Errorf("%q: %v", s, codes)
		}
	}
}

func TestAQuestionIsNotToldToTakeItOn(t *testing.T) {
	codes, _ := seen("I am sorry about the lamp. Could you tell me the four digits under the barcode of the label that came with it?", refund())
	for _, c := range codes {
		if strings.HasPrefix(c, "-") {
			t.Errorf("%v", codes)
		}
	}
}

func TestWordsInPassingAreNeitherSorryNorADeed(t *testing.T) {
	for _, s := range []string{
		"please pull the plug and leave the lamp alone until we have spoken", "tell me when we have sent it", "is there anything else that I can do for you", "I found the lamp",
		"my system won't let me book it", "invoices we have to keep for ten years", "shall I put it aside for you",
	} {
		if got := takesItOn(wordsOf(s)); len(got) > 0 {
			t.Errorf("%q: %q", s, s[got[0].From:got[0].To])
		}
	}
	for _, s := range []string{"I would rather be too careful than sorry", "better safe than sorry", "I am sorry, I don't quite understand what you mean", "sorry, but there is no room left", "there is nothing to apologise for", "you shouldn't have to wait"} {
		if got := saysSorry(wordsOf(s)); len(got) > 0 {
			t.Errorf("%q says sorry", s)
		}
	}
	for _, s := range []string{"walk for five minutes", "it takes two weeks", "it will be raining all day on Friday", "the house at 5th and Main will do", "which day next week would somebody be at home", "the furnace is full until Monday"} {
		if got := nextStep(wordsOf(s)); len(got) > 0 {
			t.Errorf("%q: %q", s, s[got[0].From:got[0].To])
		}
	}
	for _, s := range []string{"you should have plenty of time", "I don't know the answer to that, and have asked Maud"} {
		if got := shutsDoor(wordsOf(s)); len(got) > 0 {
			t.Errorf("%q: %q", s, s[got[0].From:got[0].To])
		}
	}
}

func TestTroubleIsHeardInManyWords(t *testing.T) {
	for _, said := range []string{
		"it is broken", "it came late", "it was delayed", "the box was damaged", "a part is missing", "I am angry", "this is unacceptable",
		"you charged me twice", "I am very disappointed", "there is a problem", "it doesn't work", "I still wait", "worst shop ever", "the glass has cracked",
		"it leaks", "wrong colour", "I want to complain", "it is defective", "my card shows nothing", "the refund is still not on my card", "nothing has arrived", "nobody answered", "I have two payments and no lamp", "a mail from you that was wrong", "it failed again", "I’m so frustrated", "it never arrived",
	} {
		if !theirWords(Situation{Said: []desk.Untrusted{desk.Foreign("Hello. " + said)}}).trouble {
			t.Errorf("%q is not heard", said)
		}
	}
	for _, said := range []string{
		"which bulb fits", "when do you open", "I would like two lamps", "thank you, that is lovely", "can I change the address",
		"I can't wait to see it", "my bad, it is number seven", "sorry, that was it", "I can't remember the number",
		"my wife will be furious", "Tuesday won't work for me", "I was late for the train", "nothing is broken", "people always write when something is broken", "is the third one faulty", "we are back in nine days, late", "I don't want to complain to my parents",
	} {
		if theirWords(Situation{Said: []desk.Untrusted{desk.Foreign(said)}}).trouble {
			t.Errorf("%q is heard as trouble", said)
		}
	}
}

func TestThanksGreetingsAndOtherLanguagesAreLeftAlone(t *testing.T) {
	thanks := Situation{Subject: desk.Foreign("Lamp"), Said: []desk.Untrusted{desk.Foreign("Thank you so much, that was quick.")}}
	german := refund()
	german.Language = "de"
	for s, about := range map[string]Situation{
		"Hello, how can I help?": refund(),
		"You are very welcome. Come back whenever a lamp needs looking after.":            thanks,
		"Das tut mir leid. Ich habe die Rückzahlung heute noch einmal selbst angewiesen.": german,
	} {
		if got := Check(s, about); got != nil {
			t.Errorf("%q: %+v", s, got)
		}
	}
}

func TestWhenSomethingComesIsUnderstoodInManyWays(t *testing.T) {
	for s, want := range map[string]string{
		"it will be with you on Monday":                   "on Monday",
		"we will write by tomorrow":                       "by tomorrow",
		"you will have it within two working days":        "within two working days",
		"I'll ring you this afternoon":                    "this afternoon",
		"it comes in 3 days":                              "in 3 days",
		"expect it by the end of the week":                "by the end of the week",
		"we'll call at 10:30":                             "at 10:30",
		"it will arrive on 26 March":                      "on 26 March",
		"it will arrive by March 26":                      "by March 26",
		"you will see it by 2026-03-26":                   "by 2026-03-26",
		"it will be there by the 3rd":                     "by the 3rd",
		"I will write to you on {{?the day you promise}}": "on {{?the day you promise}}",
		"you should see it next week":                     "next week",
		"the refund left us on the 3rd":                   "",
		"we will send 3 lamps":                            "",
		"it will cost 94.80":                              "",
		"we will be in touch soon":                        "",
	} {
		var got []string
		for _, f := range nextStep(wordsOf(s)) {
			got = append(got, s[f.From:f.To])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestWhoActsIsUnderstoodAndADenialIsNone(t *testing.T) {
	for s, want := range map[string]bool{
		"I have asked the warehouse": true, "We will send a new one": true, "I'll look into it": true, "We’ve refunded it": true,
		"that was our mistake": true, "let me check": true, "I am personally making sure": true, "I'm on it and I will see": false,
		"I cannot send it": false, "we send lamps every day": false, "we could repair it": false, "I am sorry that it reached you so": false, "I need what was sent": false, "we don't do that": false, "I will not send it": false, "you should send it": false,
		"I understand that you sent it": false, "this one is on us": true,
	} {
		if got := len(takesItOn(wordsOf(s))) > 0; got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestAPlainTextReadsEasilyAndAContractDoesNot(t *testing.T) {
	easy := Read("You sent the lamp back three weeks ago and should not have to ask three times. I have sent the money today. Your bank shows it by Friday.")
	hard := Read("Notwithstanding the aforementioned stipulations, reimbursement eligibility necessitates comprehensive documentation demonstrating satisfactory compliance with applicable contractual obligations.")
	if easy.Level != ReadsEasily || easy.Sentences != 3 || easy.Words != 28 {
		t.Errorf("easy is %+v", easy)
	}
	if hard.Level != ReadsHard {
		t.Errorf("hard is %+v", hard)
	}
	if r := Read("Thanks."); r.Level != ReadsNothing || r.Words != 1 {
		t.Errorf("one word is %+v", r)
	}
	if r := Read(""); r != (Reading{}) {
		t.Errorf("nothing is %+v", r)
	}
	if r := Read("Die Rückgabe ist möglich. Прошу вас подождать ещё один день, мы всё уже отправили сегодня."); r.Level != ReadsNothing {
		t.Errorf("Cyrillic is %+v", r)
	}
}

func TestSentencesEndWhereTheyEnd(t *testing.T) {
	var got []string
	for s := range sentences("Dr. Berg paid 94.80. He left! Did he?\nYes, e.g. at 5 p.m. I saw") {
		if s = strings.TrimSpace(s); s != "" {
			got = append(got, s)
		}
	}
	want := []string{"Dr. Berg paid 94.80.", "He left!", "Did he?", "Yes, e.g. at 5 p.m.", "I saw"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func FuzzTheCheckPointsOnlyIntoTheText(f *testing.F) {
	f.Add("I will send it by Monday, {{?when}}. Sorry for that, it is our policy.", "It is broken?")
	f.Add("’’ I’ll 3.. 2026-1-1 \xff {{", "\x00")
	f.Fuzz(func(t *testing.T, s, said string) {
		for _, finding := range Check(s, Situation{Said: []desk.Untrusted{desk.Foreign(said)}}) {
			at := 0
			for _, sp := range finding.Spans {
				if sp.From < at || sp.To <= sp.From || sp.To > len(s) {
					t.Fatalf("%s: %v in %d bytes", finding.Code, sp, len(s))
				}
				at = sp.To
			}
		}
		if r := Read(s); r.Words < 0 || r.Sentences > r.Words {
			t.Fatalf("%+v", r)
		}
	})
}

func TestAWordWithMarksOnItsLettersIsOneWord(t *testing.T) {
	for _, said := range []string{"नमस्ते दुनिया", "e\u0301te\u0301 passe\u0301", "தமிழ் மொழி", "می\u200cخواهم بروم", "love you ❤\ufe0f"} {
		if got := Read(said).Words; got != 2 {
			t.Errorf("%q has %d words", said, got)
		}
	}
}

func TestANextStepWhoseDayIsAnOpenBlankIsNeitherThereNorMissing(t *testing.T) {
	const said = "I am sorry about the lamp. I will write to you\nYou will hear from me by "
	if codes, _ := seen(said+"{{?when you will write again}}.", refund()); slices.Contains(codes, "next_step") || slices.Contains(codes, "-next_step") {
		t.Errorf("with the blank open: %v", codes)
	}
	if codes, _ := seen(said+"Thursday.", refund()); !slices.Contains(codes, "next_step") {
		t.Errorf("with a day: %v", codes)
	}
}
