package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"unicode/utf8"
)

// Setup is what leads decide of a desk: what it promises and when it is open, who is in which
// group, the views that everybody has, and the phrasebook. It is read and written whole.
type Setup struct {
	Calendars []Calendar `json:"calendars"`
	Policies  []Policy   `json:"policies"` // the first that fits a ticket holds
	Groups    []Group    `json:"groups"`
	Views     []Filter   `json:"views"`   // shared filters: ID, Name and Query
	Replies   []Canned   `json:"replies"` // without Version and Uses
}

// Group is who is in one.
type Group struct {
	ID      GroupID   `json:"id"`
	Members []AgentID `json:"members"` // ascending
}

// Bounds of a setup. What is promised goes to every machine with what the desk says of itself,
// so that it has a bound of its own.
const (
	MostReplies   = 5000
	MostCalendars = 200
	MostPolicies  = 500
	MostGroups    = 500
	MaxPromises   = 1 << 20 // bytes of policies and calendars as JSON
)

// Tag names a state of the setup: two that say the same have the same.
func (s Setup) Tag() string {
	text, err := json.Marshal(s)
	if err != nil {
		return "" // it holds nothing that JSON has no place for
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// SLA is the part of the setup that says what is promised.
func (s Setup) SLA() SLA { return SLA{Policies: s.Policies, Calendars: s.Calendars} }

// Checked is the setup made ready, its calendars checked, or a *Problem that names what is
// wrong with it. Replies that were there before may be larger than new ones: they are sound by
// themselves, see Canned.Sound.
func (s Setup) Checked() (Setup, error) {
	for part, over := range map[string]bool{
		partCalendar: len(s.Calendars) > MostCalendars, partPolicy: len(s.Policies) > MostPolicies, string(FieldGroup): len(s.Groups) > MostGroups,
	} {
		if over {
			return s, Refuse(BadValue, part, "")
		}
	}
	sla, err := s.SLA().Checked()
	if err != nil {
		return s, err
	}
	if text, err := json.Marshal(sla); err != nil || len(text) > MaxPromises {
		return s, Refuse(BadValue, partPolicy, "")
	}
	s.Calendars, s.Policies = sla.Calendars, sla.Policies
	if s.Groups, err = checkedGroups(s.Groups); err != nil {
		return s, err
	}
	if len(s.Views) > MostFilters {
		return s, Refuse(TooManyFilters, MostFilters)
	}
	views := map[string]bool{}
	for _, v := range s.Views {
		if p := v.Sound(); p != nil {
			return s, p
		}
		if v.ID != "" && (views[v.ID] || !isName(v.ID)) {
			return s, Refuse(BadValue, FieldFilter, v.ID)
		}
		views[v.ID] = true
	}
	if len(s.Replies) > MostReplies {
		return s, Refuse(TooManyReplies, MostReplies)
	}
	replies := map[CannedID]bool{}
	for _, c := range s.Replies {
		if !c.ID.IsZero() && replies[c.ID] {
			return s, Refuse(BadValue, partReply, c.Name)
		}
		replies[c.ID] = true
	}
	return s, nil
}

// checkedGroups are the groups with their members in order, each once.
func checkedGroups(all []Group) ([]Group, error) {
	ready := make([]Group, 0, len(all))
	seen := map[GroupID]bool{}
	for _, g := range all {
		if !g.ID.Valid() || seen[g.ID] {
			return nil, Refuse(BadValue, FieldGroup, g.ID)
		}
		seen[g.ID] = true
		g.Members = slices.Clone(g.Members)
		slices.Sort(g.Members)
		g.Members = slices.Compact(g.Members)
		for _, who := range g.Members {
			if !who.Valid() {
				return nil, Refuse(BadValue, partMember, who)
			}
		}
		ready = append(ready, g)
	}
	return ready, nil
}

// titled reports whether something is a line that can be read, of at most so many letters.
func titled(s string, most int) bool {
	return Addressable(Foreign(s)) && utf8.RuneCountInString(s) <= most
}

// What a BadValue may name of a setup.
const (
	partReply    = "reply"
	partMember   = "member"
	partTitle    = "title"
	partLanguage = "language"
	partThen     = "then"
)
