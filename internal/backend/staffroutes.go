package backend

import (
	"net/http"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/openapi"
)

const topicStaff = "People and rights"

// staffRoutes are about accounts, and the ways in that they have.
func (s *Server) staffRoutes() []route {
	account := inThePath("id", "The login name.", desk.AgentID(""))
	nothing := []openapi.Result{{Status: http.StatusNoContent, Says: "It is so now."}}
	return []route{
		{pattern: "GET " + api.Staff, act: ActPeople, handle: s.people, about: openapi.Route{
			Name: "listPeople", Topic: topicStaff, Says: "The accounts, with their tokens and keys, by login name.",
			In:      []openapi.Param{{In: inQuery, Name: "after", Says: "The last login name of the piece before.", Of: ""}},
			Answers: tells("A piece of the list.", api.People{}),
		}},
		{pattern: "POST " + api.Staff, act: ActEnrol, handle: s.enrol, about: openapi.Route{
			Name: "enrol", Topic: topicStaff, Says: "Open an account.",
			More:    "It has no way in yet: give it a token. The same again is fine; another account of that name is a conflict.",
			Takes:   openapi.Payload{Media: api.TypeJSON, Of: api.Enrolment{}, Says: "The account."},
			Answers: tells("The account.", desk.Agent{}),
		}},
		{pattern: "GET " + api.Colleague + "{id}", act: ActPerson, handle: s.person, about: openapi.Route{
			Name: "getPerson", Topic: topicStaff, Says: "One account with its tokens and keys: one's own, and for an admin everybody's.",
			In: []openapi.Param{account}, Answers: tells("The account.", api.Person{}),
		}},
		{pattern: "PATCH " + api.Colleague + "{id}", act: ActAmend, handle: s.amend, about: openapi.Route{
			Name: "amend", Topic: topicStaff, Says: "Change what is named of an account, and leave the rest.",
			More: "An admin may change everything, a lead the groups. Who is disabled is thrown out at once; one who comes back needs a new token and new keys. " +
				"The last admin cannot be made anything else.",
			In: []openapi.Param{account}, Takes: openapi.Payload{Media: api.TypeJSON, Of: api.Amendment{}, Says: "What is to be so."},
			Answers: tells("The account as it is now.", desk.Agent{}),
		}},
		{pattern: "POST " + api.Colleague + "{id}/tokens", act: ActGrant, handle: s.giveToken, about: openapi.Route{
			Name: "giveToken", Topic: topicStaff, Says: "Give an account a token.",
			More:    "Its text is in the answer and nowhere else. It takes the place of the account's token with the same label. A token gives no more than it is for itself.",
			In:      []openapi.Param{account},
			Takes:   openapi.Payload{Media: api.TypeJSON, Of: api.TokenAsk{}, Says: "What it is for."},
			Answers: []openapi.Result{{Status: http.StatusCreated, Says: "The token.", Payload: asJSON(api.GivenToken{})}},
		}},
		{pattern: "DELETE " + api.Colleague + "{id}/tokens", act: ActRevoke, handle: s.revoke, about: openapi.Route{
			Name: "revokeTokens", Topic: topicStaff, Says: "Take all tokens of an account back, and end what goes on with them.",
			In: []openapi.Param{account}, Answers: nothing,
		}},
		{pattern: "DELETE " + api.Colleague + "{id}/tokens/{token}", act: ActRevoke, handle: s.revoke, about: openapi.Route{
			Name: "revokeToken", Topic: topicStaff, Says: "Take a token back, and end what goes on with it.",
			In: []openapi.Param{account, inThePath("token", "The token's id.", "")}, Answers: nothing,
		}},
		{pattern: "POST " + api.Colleague + "{id}/keys", act: ActGrant, handle: s.addKey, about: openapi.Route{
			Name: "addKey", Topic: topicStaff, Says: "Give an account a public key.",
			More: "A key is for work, and so must be the token with which it is given.",
			In:   []openapi.Param{account}, Takes: openapi.Payload{Media: api.TypeJSON, Of: api.KeyAsk{}, Says: "The key."},
			Answers: []openapi.Result{{Status: http.StatusCreated, Says: "The key.", Payload: asJSON(api.Key{})}},
		}},
		{pattern: "DELETE " + api.Colleague + "{id}/keys/{key}", act: ActRevoke, handle: s.dropKey, about: openapi.Route{
			Name: "dropKey", Topic: topicStaff, Says: "Take a public key back.",
			In: []openapi.Param{account, inThePath("key", "The key's id.", "")}, Answers: nothing,
		}},
		{pattern: "DELETE " + api.Session, act: ActLeave, handle: s.logOut, about: openapi.Route{
			Name: "logOut", Topic: topicStaff, Says: "Give back the token with which one asks: it is good no longer, for anybody.", Answers: nothing,
		}},
		{pattern: "GET " + api.Audit, act: ActAudit, handle: s.audit, streams: true, about: openapi.Route{
			Name: "readAudit", Topic: topicStaff, Says: "Who did what, the oldest first.",
			More: "The hash of a line is the SHA-256 of the hash of the line before (nothing for the first), its number, its time in Unix " +
				"milliseconds (both as 8 bytes, the highest first), actor, via, token, act, object, op, digest (as its 32 bytes), before and " +
				"after, each with its length in 8 bytes before it. Who notes the last line elsewhere can tell whether it is still there.",
			In: []openapi.Param{{In: inQuery, Name: "after", Says: "The number of the last line that one has.", Of: int64(0)}},
			Answers: []openapi.Result{
				{Status: http.StatusOK, Says: "Lines of JSON.", Payload: openapi.Payload{Media: api.TypeNDJSON, Of: api.Deed{}}},
				{Status: http.StatusConflict, Says: "Somebody emptied it past the desk: there were changes, and no change goes without a line.", Payload: asProblem(api.Problem{})},
			},
		}},
	}
}
