package desk

import (
	"crypto/sha256"
	"testing"
)

// storedIntents are intents as operations of every kind are stored today, on desks and in
// outboxes. They never change: a kind or a field that comes later adds lines.
func storedIntents() map[Kind][]string {
	const id = `"00000000000000000000000000000009"`
	const files = `"attachments":[{"id":"0000000000000000000000000000000000000000000000000000000000000009","name":"n.png","type":"image/png","size":3},` +
		`{"id":"0000000000000000000000000000000000000000000000000000000000000008","name":"n","size":1}]`
	const do = `"do":{"status":"solved","priority":"high","tags":["a"],"mine":true}`
	return map[Kind][]string{
		KindCreate: {
			`{"subject":"s","channel":"mail","requester":` + id + `,"requester_name":"n","tier":"gold","text":"t","outbound":true,"group":"g","urgency":1,"impact":-1,"tags":["a","b"]}`,
			`{"subject":"","channel":"mail","requester":"","requester_name":"","text":"t"}`,
			`{"subject":"","channel":"mail","requester":"","requester_name":"","text":"t","from":` + id + `,"from_number":7}`,
			`{"subject":"","channel":"mail","requester":"","requester_name":"","text":"t","outbound":true,"canned":[` + id + `],` + do + `,` + files + `}`,
		},
		KindReceive: {`{"from":{},"text":"t",` + files + `}`, `{"from":{"customer":` + id + `,"name":"n"},"text":"t"}`, `{"from":{"agent":"tom"},"text":"t"}`, `{"from":{},"text":"t"}`},
		KindReply: {
			`{"text":"\u003c\u0026\u003e ä \u2028","then":"solved","canned":[` + id + `],"anyway":true}`, `{"text":"t"}`,
			`{"text":"t",` + do + `,` + files + `}`,
		},
		KindNote:        {`{"text":"t"}`, `{"text":"t","then":"solved","mentions":["tom"]}`, `{"text":"t",` + files + `}`},
		KindSetStatus:   {`{"status":"solved"}`, `{"status":"open","waiting":"2026-03-04T09:00:00Z"}`, `{"status":"open","until":"2026-03-04T09:00:00Z"}`},
		KindAssign:      {`{"to":"tom","group":"g"}`, `{"to":""}`},
		KindSetPriority: {`{"urgency":1,"impact":-1}`, `{"urgency":0,"impact":0}`},
		KindTag:         {`{"tags":["a"]}`},
		KindUntag:       {`{"tags":["a"]}`, `{"tags":["a"],"of":` + id + `}`},
		KindSnooze:      {`{"until":"2026-03-05T09:00:00Z"}`, `{}`},
		KindFollow:      {`{}`},
		KindUnfollow:    {`{}`},
		KindMerge:       {`{"into":` + id + `,"into_number":7}`, `{"into":` + id + `}`, `{"into":` + id + `,"alone":true}`},
		KindTakeIn:      {`{"from":` + id + `,"from_number":7,"subject":"s"}`, `{"from":` + id + `,"from_number":7,"subject":"s","waiting":"2026-03-04T09:00:00Z"}`},
		KindUnmerge: {
			`{"merge":` + id + `,"into":` + id + `,"into_number":7,"then":"open","waiting":"2026-03-04T09:00:00Z"}`,
			`{"merge":` + id + `,"into":` + id + `,"then":"pending"}`,
			`{"merge":` + id + `,"into":` + id + `,"then":"solved","until":"2026-03-04T09:00:00Z"}`,
		},
		KindLetGo: {
			`{"to":` + id + `,"to_number":7,"taken":4,"since":"2026-03-04T09:00:00Z","then":"solved","version":5}`,
			`{"to":` + id + `,"taken":0}`,
			`{"to":` + id + `,"taken":4,"since":"2026-03-04T09:00:00Z","was":"2026-03-03T09:00:00Z"}`,
		},
		KindLink:     {`{"to":` + id + `,"number":7}`, `{"to":` + id + `}`},
		KindUnlink:   {`{"to":` + id + `,"number":7}`, `{"to":` + id + `}`, `{"to":` + id + `,"of":` + id + `}`},
		KindSetGroup: {`{"group":"g"}`, `{"group":""}`},
		KindMarkSpam: {`{}`},
		KindNotSpam:  {`{"then":"open","waiting":"2026-03-04T09:00:00Z"}`, `{"then":"open"}`, `{"then":"open","until":"2026-03-04T09:00:00Z","tagged":true}`},
		KindLogCall:  {`{"way":"out","minutes":7,"text":"t"}`},
		KindHandOver: {`{"to":"tom","group":"g","note":"t"}`, `{"note":"t"}`},
		KindHandBack: {`{"to":"tom","group":"g"}`, `{}`, `{"to":"tom","until":"2026-03-05T09:00:00Z"}`},
		KindRemind:   {`{"at":"2026-03-05T09:00:00Z","text":"t"}`, `{"at":"2026-03-05T09:00:00Z"}`, `{}`},
		KindEscalate: {`{"to":"tom","group":"g","reason":"t"}`, `{"reason":"t"}`},

		KindForward: {`{"text":"t","messages":[1,3],"notes":true}`, `{"text":"t"}`, `{"text":"t","messages":[1],` + files + `}`},

		KindShareFilter:   {`{"id":"f","name":"n","query":"tag:refund"}`},
		KindUnshareFilter: {`{"id":"f"}`},
		KindTakeBreak:     {`{}`},
		KindEndBreak:      {`{}`},

		KindPutReply: {
			`{"id":` + id + `,"name":"n","title":"t","language":"en","tags":["a"],"then":{"status":"solved"},"text":"x","over":"o"}`,
			`{"id":` + id + `,"name":"n","title":"t","text":"x"}`,
		},
		KindDropReply: {`{"id":` + id + `,"over":"o"}`},

		KindEditCustomer: {
			`{"customer":` + id + `,"notes":["n"],"unnote":["o"],"attributes":{"a":"b","c":""},"consents":[{"for":"recording","given":true,"how":"by phone"}],"refuses":["phone"],"accepts":["mail"]}`,
			`{"customer":` + id + `}`,
			`{"customer":` + id + `,"name":"h","mails":["h@example.org"],"unmail":["g@example.org"],"phones":["1"],"unphone":["2"],"attributes":{"a":""},"was":{"name":"g","attributes":{"a":"b"},"consents":[{"for":"recording","given":true}]}}`,
		},
		KindMergeCustomer: {
			`{"customer":` + id + `,"into":` + id + `}`,
			`{"customer":` + id + `,"into":` + id + `,"takes":["name","tier"],"takes_attributes":["a"]}`,
		},
	}
}

// A desk knows an operation again by the hash of its wire form. A field that were written
// where it is empty would change the hash of what was sent before, and a reply sent again
// after an update would be refused as another one.
func TestAnUpdateKnowsTheOperationsThatWereSentBeforeIt(t *testing.T) {
	for kind := range intentReaders {
		if len(storedIntents()[kind]) == 0 {
			t.Errorf("%s has no stored form here", kind)
		}
	}
	for kind, intents := range storedIntents() {
		for _, in := range intents {
			for _, to := range []string{"", `,"recipients":[{"channel":"mail","value":"a@b.example","name":"n"},{"channel":"sms","value":"1"}]`} {
				stored := `{"op_id":"00000000000000000000000000000001","ticket":"00000000000000000000000000000002","base":3,"seen_through":4,` +
					`"actor":"ann","at":"2026-03-04T12:00:00.000000001Z","kind":"` + string(kind) + `","intent":` + in + to + `}`
				op, err := ReadOp([]byte(stored))
				if err != nil {
					t.Fatalf("%s: %v", stored, err)
				}
				hash, err := op.Hash()
				if err != nil || hash != sha256.Sum256([]byte(stored)) {
					now, _ := op.MarshalJSON()
					t.Errorf("%s\nis now %s, %v", stored, now, err)
				}
			}
		}
	}
}
