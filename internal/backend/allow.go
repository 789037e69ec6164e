package backend

import "github.com/heed-desk/heed/desk"

// Action is what a route lets somebody do.
type Action string

// The actions.
const (
	ActDescribe Action = "describe" // learn who the desk and who oneself is
	ActSync     Action = "sync"     // read everything that one may see
	ActRead     Action = "read"     // read one record or a list
	ActOperate  Action = "operate"  // carry an operation out
	ActLookup   Action = "lookup"   // read the verdict of an operation of one's own
	ActListen   Action = "listen"   // hear where something moves
	ActAnnounce Action = "announce" // say where one is
	ActUpload   Action = "upload"   // bring a file along
	ActFetch    Action = "fetch"    // read a file
)

// Object is what an action is about. The zero Object stands for what belongs to the whole
// desk, and for any object while it is not yet known which.
type Object struct {
	Owner desk.AgentID // of what belongs to one agent
}

// matrix says which roles may do what. What is not in it nobody may do. It is never
// written to. (Every agent of a desk sees all of its tickets: groups sort them, they do
// not hide them.)
var matrix = map[Action][]desk.Role{
	ActDescribe: everyone(), ActSync: everyone(), ActRead: everyone(), ActOperate: everyone(),
	ActLookup: everyone(), ActListen: everyone(), ActAnnounce: everyone(),
	ActUpload: everyone(), ActFetch: everyone(),
}

func everyone() []desk.Role {
	return []desk.Role{desk.RoleAgent, desk.RoleLead, desk.RoleTrainer, desk.RoleAdmin}
}

// allow is the one place where it is decided who may do what with what.
func allow(p Principal, act Action, on Object) bool {
	if on.Owner != "" && on.Owner != p.Agent {
		return false
	}
	for _, role := range matrix[act] {
		if role == p.Role {
			return true
		}
	}
	return false
}
