package desk

import "time"

// This file holds what is done to a customer's record. Operations of that kind have no ticket, as
// those on what belongs to the desk: ApplyCustomer does what they say.

// The kinds of those intents.
const (
	KindEditCustomer  Kind = "edit_customer"
	KindMergeCustomer Kind = "merge_customer"
)

// MaxPurpose is how long the name of a purpose may be for which somebody is asked for consent.
const MaxPurpose = 40

// EditCustomer changes what is known of a customer. Lists merge as sets: two who add something do
// not overwrite each other. What is added stands where something is taken away by the same
// operation, else at the end.
type EditCustomer struct {
	Customer CustomerID  `json:"customer"`
	Name     Untrusted   `json:"name,omitzero"` // what they are called from now on; empty leaves it
	Mails    []Untrusted `json:"mails,omitempty"`
	Unmail   []Untrusted `json:"unmail,omitempty"` // to be taken away, each as it stands
	Phones   []Untrusted `json:"phones,omitempty"`
	Unphone  []Untrusted `json:"unphone,omitempty"`
	Notes    []Untrusted `json:"notes,omitempty"`
	Unnote   []Untrusted `json:"unnote,omitempty"`
	// Attributes are set; one without a value is taken away.
	Attributes map[string]Untrusted `json:"attributes,omitempty"`
	// Consents are what they have given or taken back. The desk says when.
	Consents []Consent `json:"consents,omitempty"`
	// Refuses are channels by which they do not want to hear from us from now on, Accepts those by
	// which they do again.
	Refuses []Channel `json:"refuses,omitempty"`
	Accepts []Channel `json:"accepts,omitempty"`
	// Was is what the actor saw of the name, the attributes and the consents that it sets: where
	// one of them is another by now, nothing is done. Nil asks for nothing.
	Was *CustomerWas `json:"was,omitempty"`
}

// CustomerWas is what an EditCustomer finds where nobody has changed it meanwhile.
type CustomerWas struct {
	Name       Untrusted            `json:"name,omitzero"`
	Attributes map[string]Untrusted `json:"attributes,omitempty"`
	Consents   []Consent            `json:"consents,omitempty"`
}

// MergeCustomer makes two records of one person one: all tickets and what else is known go to
// the other one, and nothing but the way there is left. Where both say something of what there can
// be one of, the one that stays has the word, but for what the actor took of the one that goes.
type MergeCustomer struct {
	Customer CustomerID `json:"customer"`
	Into     CustomerID `json:"into"`
	// Takes are the parts of which the record that goes has the word, where it says anything.
	Takes []CustomerPart `json:"takes,omitempty"`
	// TakesAttributes are the attributes of which it has, by name.
	TakesAttributes []string `json:"takes_attributes,omitempty"`
}

// CustomerPart is something that there is one of in a customer's record.
type CustomerPart string

// The parts of a record of which one of two has the word where they become one.
const (
	CustomerName     CustomerPart = "name"
	CustomerPlace    CustomerPart = "place"
	CustomerZone     CustomerPart = "zone"
	CustomerLanguage CustomerPart = "language"
	CustomerTier     CustomerPart = "tier"
)

// CustomerParts are all of them, as they are shown.
func CustomerParts() []CustomerPart {
	return []CustomerPart{CustomerName, CustomerPlace, CustomerZone, CustomerLanguage, CustomerTier}
}

// Consent is what a customer has said to something that we may do only with their leave.
type Consent struct {
	For   string    `json:"for"` // a purpose: "newsletter", "recording"
	Given bool      `json:"given"`
	How   Untrusted `json:"how,omitzero"` // where and how they said so
	At    time.Time `json:"at,omitzero"`
	By    AgentID   `json:"by,omitempty"` // who wrote it down
}

func (EditCustomer) isIntent()  {}
func (MergeCustomer) isIntent() {}

// Kind implements Intent.
func (EditCustomer) Kind() Kind { return KindEditCustomer }

// Kind implements Intent.
func (MergeCustomer) Kind() Kind { return KindMergeCustomer }

// Customer is whose record an operation is about; zero for any other.
func (o Op) Customer() CustomerID {
	switch in := o.Intent.(type) {
	case EditCustomer:
		return in.Customer
	case MergeCustomer:
		return in.Customer
	default:
		return CustomerID{}
	}
}

// AtOnce refuses an operation on a customer that says more at once than one may, whatever the record
// holds: nothing has to be read for it.
func (o Op) AtOnce() *Problem {
	for _, part := range o.ofCustomer() {
		if part.n > MaxOfCustomer {
			return Refuse(TooManyAtOnce, MaxOfCustomer, part.field)
		}
	}
	return nil
}

// count is how many things of a kind an operation names, by the field that they stand in.
type count struct {
	field string
	n     int
}

// ofCustomer counts what an operation on a customer names.
func (o Op) ofCustomer() []count {
	merge, is := o.Intent.(MergeCustomer)
	if is {
		return []count{{partTakes, len(merge.Takes)}, {partTakesAttributes, len(merge.TakesAttributes)}}
	}
	in, is := o.Intent.(EditCustomer)
	if !is {
		return nil
	}
	return []count{
		{partMails, len(in.Mails)},
		{partUnmail, len(in.Unmail)},
		{partPhones, len(in.Phones)},
		{partUnphone, len(in.Unphone)},
		{partNotes, len(in.Notes)},
		{partUnnote, len(in.Unnote)},
		{partAttributes, len(in.Attributes)},
		{partConsents, len(in.Consents)},
		{partRefuses, len(in.Refuses)},
		{partAccepts, len(in.Accepts)},
	}
}

// Persons are the records that an operation on a customer is done to.
type Persons struct {
	Own  Customer // the one that it names
	Into Customer // the one with which that is merged; zero otherwise
}

// ApplyCustomer says what an operation on a customer's record does: the records after it and whether
// anything changed, or a *Problem. Versions are one higher where something changed.
func ApplyCustomer(p Persons, op Op, f Facts) (Persons, bool, error) {
	if no := op.AtOnce(); no != nil {
		return p, false, no
	}
	if no := op.timely(); no != nil {
		return p, false, no
	}
	if p.Own.ID.IsZero() || !p.Own.MergedInto.IsZero() {
		return p, false, Refuse(NoSuchCustomer)
	}
	after := p
	var no *Problem
	switch in := op.Intent.(type) {
	case EditCustomer:
		after.Own, no = p.Own.edited(in, op, f)
	case MergeCustomer:
		after, no = p.merged(in, f.Rights)
	default:
		no = Refuse(BadValue, partIntent, "")
	}
	if no != nil {
		return p, false, no
	}
	return after, after.Own.Version != p.Own.Version, nil
}
