package desk

import (
	"slices"
	"time"
)

// Tier is the standing that a shop gives a customer.
type Tier string

// The tiers that move a ticket in the order.
const (
	NoTier Tier = ""
	Bronze Tier = "bronze"
	Silver Tier = "silver"
	Gold   Tier = "gold"
)

// Valid reports whether t may name a tier, or is none: the same letters as a login name.
func (t Tier) Valid() bool { return t == NoTier || isName(string(t)) }

// Customer is one person over all channels.
type Customer struct {
	ID       CustomerID  `json:"id"`
	Version  Version     `json:"version"`
	Name     Untrusted   `json:"name"`
	Mails    []Untrusted `json:"mails,omitempty"`
	Phones   []Untrusted `json:"phones,omitempty"`
	Place    Untrusted   `json:"place,omitzero"` // "Jacksonville, FL"
	Zone     string      `json:"zone,omitempty"` // IANA time zone
	Language string      `json:"language,omitempty"`
	Tier     Tier        `json:"tier,omitempty"`
	Since    time.Time   `json:"since,omitzero"`
	Orders   []Order     `json:"orders,omitempty"` // newest first
	Notes    []Untrusted `json:"notes,omitempty"`

	// Refuses are the channels by which they do not want to hear from us: "no calls" is phone.
	Refuses []Channel `json:"refuses,omitempty"`
	// Needs is what they asked us to mind, in their words or ours: "large print".
	Needs []Untrusted `json:"needs,omitempty"`

	// Consents are what they said to what we may do only with their leave, by purpose.
	Consents []Consent `json:"consents,omitempty"`

	Attributes map[string]Untrusted `json:"attributes,omitempty"`

	// MergedInto is the record that has everything of this one now; zero where it stands alone.
	MergedInto CustomerID `json:"merged_into,omitzero"`
}

// WantsNo reports whether they do not want to hear from us by a channel.
func (c Customer) WantsNo(by Channel) bool { return slices.Contains(c.Refuses, by) }

// Order is something that a customer bought.
type Order struct {
	Number   Untrusted   `json:"number"`
	Status   Untrusted   `json:"status"`
	At       time.Time   `json:"at,omitzero"`
	Items    []OrderItem `json:"items,omitempty"`
	Total    string      `json:"total,omitempty"` // a decimal, as the shop writes it: "94.80"
	Tracking []Untrusted `json:"tracking,omitempty"`
}

// OrderItem is one line of an order.
type OrderItem struct {
	Name  Untrusted `json:"name"`
	Price string    `json:"price,omitempty"`
}

// Role is what an agent may do.
type Role string

// The roles.
const (
	RoleAgent   Role = "agent"
	RoleLead    Role = "lead"
	RoleTrainer Role = "trainer"
	RoleAdmin   Role = "admin"
	RoleWall    Role = "wall" // nobody: a screen on a wall, which shows figures and nothing else
)

// Known reports whether it is a role that an account can have.
func (r Role) Known() bool { return r == RoleWall || RightsOf(r) != Rights{} }

// Agent is a colleague.
type Agent struct {
	ID       AgentID   `json:"id"`
	Version  Version   `json:"version"`
	Name     Untrusted `json:"name"`
	Role     Role      `json:"role"`
	Groups   []GroupID `json:"groups,omitempty"`
	Disabled bool      `json:"disabled,omitempty"`
	Away     bool      `json:"away,omitempty"`  // on a break
	Break    *Break    `json:"break,omitempty"` // told to the agent alone: see For
	// Mail is where a copy for them goes.
	Mail Untrusted `json:"mail,omitzero"`
}

// Works reports whether somebody works at the desk, who can be given a ticket.
func (a Agent) Works() bool { return a.ID.Valid() && !a.Disabled && a.Role != RoleWall }
