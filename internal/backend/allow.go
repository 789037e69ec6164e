package backend

import (
	"crypto/sha256"
	"slices"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Principal is who acts, as their token said. What they may do is read again in the
// transaction that does it.
type Principal struct {
	Agent desk.AgentID
	Role  desk.Role

	Token   TokenID     // what they came with, or the public key by SSH; empty where none was asked for
	Scopes  []api.Scope // that the token is for
	Expires time.Time   // of the token; zero for never
	Via     Via

	hash [sha256.Size]byte // of the token
}

// Via is the way somebody came.
type Via string

// The ways.
const (
	ViaHTTP   Via = "http"   // with a token
	ViaFolder Via = "folder" // by the desk's folder, whose owner may act for anybody
	ViaSSH    Via = "ssh"    // with a public key or a certificate
	ViaDesk   Via = ""       // the desk itself
)

// Two roles that no account has.
const (
	stranger desk.Role = ""       // whoever comes without a token
	steward  desk.Role = "system" // whoever runs the desk, at its folder or database
)

// Action is what a route lets somebody do.
type Action string

// The actions.
const (
	ActProbe    Action = "probe"    // learn whether the server works, and what it speaks
	ActMeasure  Action = "measure"  // learn how the server does
	ActDescribe Action = "describe" // learn who the desk and who oneself is
	ActSync     Action = "sync"     // read everything that one may see
	ActRead     Action = "read"     // read one record or a list
	ActOperate  Action = "operate"  // carry an operation out
	ActLookup   Action = "lookup"   // read the verdict of an operation of one's own
	ActListen   Action = "listen"   // hear where something moves
	ActAnnounce Action = "announce" // say where one is
	ActUpload   Action = "upload"   // bring a file along
	ActFetch    Action = "fetch"    // read a file
	ActIntake   Action = "intake"   // bring what customers say in from elsewhere
	ActPeople   Action = "people"   // read all accounts, with their ways in
	ActPerson   Action = "person"   // read one
	ActEnrol    Action = "enrol"    // open an account
	ActAmend    Action = "amend"    // change one: each part is a right of its own
	ActGrant    Action = "grant"    // give an account a way in
	ActRevoke   Action = "revoke"   // take one back
	ActLeave    Action = "leave"    // give one's own token back
	ActAudit    Action = "audit"    // read who did what
	ActSteer    Action = "steer"    // decide what holds for everybody
	ActWatch    Action = "watch"    // see how the whole desk stands, and who does what
	ActWall     Action = "wall"     // see figures that may hang on a wall
)

// Field is a part of an object that not everybody may change who may change another.
type Field string

// Object is what an action is about. The zero Object stands for what belongs to the whole
// desk, and for any object while it is not yet known which.
type Object struct {
	Owner desk.AgentID // of what belongs to one agent
	Field Field
	Gives []api.Scope // what a way in is to be for, where one is given
}

// right is what the matrix has a row for.
type right struct {
	act   Action
	field Field
}

// rule says who may: with what is their own or the whole desk's, and with what is somebody
// else's; and which scopes of a token are for that.
type rule struct {
	own, others []desk.Role
	scopes      []api.Scope
}

// matrix says who may do what. What is not in it nobody may do. It is never written to.
// (Every agent of a desk sees all of its tickets: groups sort them, they do not hide them.)
var matrix = map[right]rule{
	{act: ActProbe}:    {own: append(everyone(), stranger, steward), scopes: api.Scopes()},
	{act: ActMeasure}:  {own: append(everyone(), steward), scopes: []api.Scope{api.ScopeMetrics}},
	{act: ActDescribe}: {own: everyone(), scopes: []api.Scope{api.ScopeWork, api.ScopeRead, api.ScopePeople, api.ScopeAudit}},
	{act: ActSync}:     {own: everyone(), scopes: reading()},
	{act: ActRead}:     {own: everyone(), scopes: reading()},
	{act: ActLookup}:   {own: everyone(), scopes: reading()},
	{act: ActListen}:   {own: everyone(), scopes: reading()},
	{act: ActFetch}:    {own: everyone(), scopes: reading()},
	{act: ActOperate}:  {own: everyone(), scopes: []api.Scope{api.ScopeWork}},
	{act: ActAnnounce}: {own: everyone(), scopes: []api.Scope{api.ScopeWork}},
	{act: ActUpload}:   {own: everyone(), scopes: []api.Scope{api.ScopeWork, api.ScopeIntake}},
	{act: ActSteer}:    {own: []desk.Role{desk.RoleLead, desk.RoleAdmin}, scopes: []api.Scope{api.ScopeWork}},
	{act: ActWatch}:    {own: append(running(), desk.RoleLead), scopes: reading()},
	{act: ActWall}:     {own: append(running(), desk.RoleLead, desk.RoleWall), scopes: reading()},
	{act: ActIntake}:   {own: everyone(), scopes: []api.Scope{api.ScopeIntake}},

	{act: ActPeople}: {own: running(), scopes: []api.Scope{api.ScopePeople}},
	{act: ActPerson}: {own: append(everyone(), steward), others: running(), scopes: append(reading(), api.ScopePeople)},
	{act: ActEnrol}:  {own: running(), scopes: []api.Scope{api.ScopePeople}},
	{act: ActAmend}:  {own: append(running(), desk.RoleLead), scopes: []api.Scope{api.ScopePeople}},
	{act: ActGrant}:  {own: running(), others: running(), scopes: []api.Scope{api.ScopePeople}},
	{act: ActRevoke}: {own: append(everyone(), steward), others: running(), scopes: []api.Scope{api.ScopeWork, api.ScopePeople}},
	{act: ActLeave}:  {own: everyone(), scopes: api.Scopes()},
	{act: ActAudit}:  {own: running(), scopes: []api.Scope{api.ScopeAudit}},

	{ActAmend, fieldName}:     {own: running(), scopes: []api.Scope{api.ScopePeople}},
	{ActAmend, fieldRole}:     {own: running(), scopes: []api.Scope{api.ScopePeople}},
	{ActAmend, fieldGroups}:   {own: append(running(), desk.RoleLead), scopes: []api.Scope{api.ScopePeople}},
	{ActAmend, fieldDisabled}: {own: running(), scopes: []api.Scope{api.ScopePeople}},
}

func everyone() []desk.Role {
	return []desk.Role{desk.RoleAgent, desk.RoleLead, desk.RoleTrainer, desk.RoleAdmin}
}

// running are those who run the desk.
func running() []desk.Role { return []desk.Role{desk.RoleAdmin, steward} }

func reading() []api.Scope { return []api.Scope{api.ScopeWork, api.ScopeRead} }

// allow reports whether somebody may do something with something.
func allow(p Principal, act Action, on Object) bool { return permit(p, act, on) == nil }

// permit is the one place where it is decided who may do what with what. desk.ErrForbidden where
// the role does not permit it, *api.Narrow where the role would and the token is not for it. By a
// token nobody gives more than it has itself.
func permit(p Principal, act Action, on Object) error {
	r := matrix[right{act, on.Field}]
	roles := r.own
	if on.Owner != "" && on.Owner != p.Agent {
		roles = r.others
	}
	switch {
	case !slices.Contains(roles, p.Role):
		return desk.ErrForbidden
	case p.Token == "":
		return nil
	case !anyOf(p.Scopes, r.scopes):
		return &api.Narrow{Scopes: r.scopes}
	}
	for _, s := range on.Gives {
		if !covers(p.Scopes, s) {
			return &api.Narrow{Scopes: slices.DeleteFunc(api.Scopes(), func(one api.Scope) bool { return !covers([]api.Scope{one}, s) })}
		}
	}
	return nil
}

// covers reports whether some scopes are for everything that another one is for.
func covers(has []api.Scope, scope api.Scope) bool {
	if slices.Contains(has, scope) {
		return true
	}
	for _, r := range matrix {
		if slices.Contains(r.scopes, scope) && !anyOf(has, r.scopes) {
			return false
		}
	}
	return true
}

// anyOf reports whether one of some scopes is among others.
func anyOf(some, others []api.Scope) bool {
	return slices.ContainsFunc(some, func(s api.Scope) bool { return slices.Contains(others, s) })
}
