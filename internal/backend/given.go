package backend

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// ErrStale says that a ticket or a customer's record is not of the version that a request asks for.
var ErrStale = errors.New("the record is of another version")

// Given is what a request asks of the record that it is about; nothing where it is nil.
type Given struct {
	Any      bool // that there is one
	Versions []desk.Version
}

// opIsGiven looks at what an operation is about, a customer's record or a ticket: ErrStale.
func (t *tx) opIsGiven(g *Given, op desk.Op) error {
	id := op.Customer()
	if g == nil || id.IsZero() {
		return t.isGiven(g, op.Ticket)
	}
	c, err := t.met(id)
	if err != nil {
		return err
	}
	return g.holds(!c.ID.IsZero(), c.Version)
}

// holds is ErrStale of a record that is not as given.
func (g *Given) holds(there bool, v desk.Version) error {
	if !there || !g.Any && !slices.Contains(g.Versions, v) {
		return ErrStale
	}
	return nil
}

// isGiven looks at the ticket: ErrStale.
func (t *tx) isGiven(g *Given, id desk.TicketID) error {
	if g == nil {
		return nil
	}
	r, err := t.ticket(id)
	if err != nil {
		return err
	}
	return g.holds(r.at != 0, r.ticket.Version)
}

// tagOf is the entity tag of a record's version: of this desk, since it was made or restored.
func (s *Store) tagOf(v desk.Version) string {
	return `"` + s.epoch[:min(8, len(s.epoch))] + "." + strconv.FormatInt(int64(v), 10) + `"`
}

// given reads what a request asks for by If-Match. A tag that this desk never gave holds for no
// version, and a weak one neither.
func (s *Store) given(h http.Header) (*Given, error) {
	tags, all, err := tagsIn(h, "If-Match")
	if err != nil || len(tags) == 0 && !all {
		return nil, err
	}
	g := &Given{Any: all}
	for _, tag := range tags {
		_, number, _ := strings.Cut(strings.Trim(tag, `"`), ".")
		if v, err := strconv.ParseInt(number, 10, 64); err == nil && s.tagOf(desk.Version(v)) == tag {
			g.Versions = append(g.Versions, desk.Version(v))
		}
	}
	return g, nil
}

// tagsIn reads a list of entity tags, or the star that stands for all.
func tagsIn(h http.Header, name string) (tags []string, all bool, err error) {
	text := strings.TrimSpace(strings.Join(h.Values(name), ","))
	if text == "" || text == "*" {
		return nil, text == "*", nil
	}
	for tag := range strings.SplitSeq(text, ",") {
		tag = strings.TrimSpace(tag)
		bare := strings.TrimPrefix(tag, "W/")
		if len(bare) < 2 || bare[0] != '"' || bare[len(bare)-1] != '"' || strings.Contains(bare[1:len(bare)-1], `"`) {
			return nil, false, badRequest("it is a list of entity tags in quotation marks, or *").At(inHeader, name)
		}
		tags = append(tags, tag)
	}
	return tags, false, nil
}

// answerTagged writes what has an entity tag, or that whoever asks has it already.
func answerTagged(w http.ResponseWriter, r *http.Request, tag string, write func() error) error {
	w.Header().Set("ETag", tag)
	tags, all, err := tagsIn(r.Header, "If-None-Match")
	if err != nil {
		return err
	}
	for _, t := range tags {
		all = all || strings.TrimPrefix(t, "W/") == tag
	}
	if all {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return write()
}

// stale is a request that asked for another version.
func stale() *api.Problem {
	return api.NewProblem(http.StatusPreconditionFailed, api.OtherVersion, api.RetryFixed, "the record is of another version by now").At(inHeader, "If-Match")
}
