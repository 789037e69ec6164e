package act

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// FirstName is what a colleague is called where there is little room, clean: the first of
// their names, or their login name where they have none.
func FirstName(a desk.Agent) string { return First(text.Line(a.Name), a.ID) }

// First is the first word of a clean name; the login name where there is none.
func First(name string, id desk.AgentID) string {
	if words := strings.Fields(name); len(words) > 0 {
		return words[0]
	}
	return text.Line(desk.Foreign(string(id)))
}

// Agents knows the colleagues.
type Agents interface {
	Agents() ([]desk.Agent, error)
}

// ReadNames reads what colleagues are called, fit to be shown.
func ReadNames(from Agents) (map[desk.AgentID]string, error) {
	agents, err := from.Agents()
	if err != nil {
		return nil, err
	}
	names := make(map[desk.AgentID]string, len(agents))
	for _, a := range agents {
		names[a.ID] = text.Line(a.Name)
	}
	return names, nil
}
