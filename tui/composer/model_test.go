package composer_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
)

func TestWhateverIsDoneToADraftItKeepsItsWordsItsFilesAndWhomItGoesTo(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d, id := mailed()
		var words, cc, files []string
		n := 0
		next := func() desk.Attachment { n++; return file("f"+strings.Repeat("x", n)+".txt", int64(n)) }
		added := make([]desk.Attachment, 40)
		for i := range added {
			added[i] = next()
		}
		at := 0
		open := func(note bool) func() {
			st, _ := attaching(t, d, id, note, 110, 24, added[at:]...)
			for range rapid.IntRange(1, 12).Draw(r, "steps") {
				if st.Closed || len(st.Went) > 0 || at >= 30 {
					break
				}
				switch rapid.SampledFrom([]string{"type", "copy", "file", "hold", "answer", "ring", "toggle", "send", "undo"}).Draw(r, "step") {
				case "type":
					word := "w" + strconv.Itoa(len(words)) + "w "
					was := st.Picture()
					if st.Type(word); st.Picture() != was { // not while it is handed over
						words = append(words, strings.TrimSpace(word))
					}
				case "copy":
					if st.Act(keymaps.Addresses).None() {
						value := "c" + strconv.Itoa(len(cc)) + "c@other.example"
						st.Act(keymaps.NextField)
						st.Paste(", " + value)
						st.Act(keymaps.Cancel)
						cc = append(cc, value)
					}
				case "file":
					if !st.Hold && st.Act(keymaps.AddFile).None() {
						files, at = append(files, added[at].Name.Raw()), at+1
					}
				case "hold":
					st.Hold = true
				case "answer":
					st.Answer()
					st.Hold = false
				case "ring":
					if _, ok := st.Timers["save"]; ok {
						st.Ring("save")
					}
				case "toggle":
					st.Act(keymaps.ToggleNote)
				case "send":
					st.Act(keymaps.Send)
				case "undo":
					if len(d.Ops) > 0 {
						if _, err := d.Cancel(d.Ops[len(d.Ops)-1].Op.ID); err != nil {
							r.Fatal(err)
						}
						st.Changed(desk.ChangedOutbox, id)
					}
				}
			}
			return st.Leave
		}
		for range 3 {
			open(rapid.Bool().Draw(r, "note"))()
			var said, went, gone string
			take := func(dr *desk.Draft) {
				if dr == nil {
					return
				}
				said += text.Editable(dr.Text) + " "
				went += strings.Join(copies(dr), " ") + " "
				gone += names(dr.Attachments) + " "
			}
			for _, dr := range d.Drafts[id] {
				take(dr)
			}
			for _, p := range d.Ops {
				take(p.Op.Draft())
			}
			kept := func(what string, all []string, in string) {
				for _, one := range all {
					if !slices.Contains(strings.Fields(in), one) {
						r.Fatalf("%s %s is gone; there are %q", what, one, in)
					}
				}
			}
			kept("the word", words, said)
			kept("the file", files, gone)
			if slices.ContainsFunc(d.Submitted, func(op desk.Op) bool { return op.Intent.Kind() == desk.KindNote }) {
				cc = nil // a note goes to nobody
			}
			kept("the copy to", cc, went)
		}
	})
}
