package backend

import "github.com/heed-desk/heed/desk"

// saveFollowers notes who follows a ticket; before says whether it was there already.
func (t *tx) saveFollowers(at int64, before bool, who []desk.AgentID) error {
	if before {
		if err := t.exec(`DELETE FROM followers WHERE ticket = $1`, at); err != nil {
			return err
		}
	}
	for _, a := range who {
		if err := t.exec(`INSERT INTO followers (agent, ticket) VALUES ($1, $2) ON CONFLICT DO NOTHING`, string(a), at); err != nil {
			return err
		}
	}
	return nil
}
