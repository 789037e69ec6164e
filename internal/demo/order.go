package demo

import (
	"math/rand/v2"
	"time"

	"github.com/heed-desk/heed/desk"
)

// The states of an order, as the shop writes them.
const (
	preparing = "preparing"
	onItsWay  = "on its way"
	delivered = "delivered"
	returned  = "returned"
	refunded  = "refunded"
	cancelled = "cancelled"
	atBench   = "at the bench"
)

// order is something that a person bought.
type order struct {
	number   string
	state    string
	at       time.Time
	wares    []ware
	carriage money
	tracking string
}

// total is what the wares and the carriage come to.
func (o *order) total() money {
	sum := o.carriage
	for _, w := range o.wares {
		sum += w.price
	}
	return sum
}

// settle fixes what carrying costs and under which number it travels.
func (o *order) settle(abroad bool, rng *rand.Rand) {
	var sum money
	large := false
	for _, w := range o.wares {
		sum += w.price
		large = large || w.is("large")
	}
	switch {
	case large:
		o.carriage = toTheRoom
	case sum >= freeFrom:
		o.carriage = 0
	case abroad:
		o.carriage = parcelAbroad
	default:
		o.carriage = parcelHome
	}
	if o.state != preparing && o.state != cancelled {
		o.tracking = tracking(rng)
	}
}

// tracking is a number of the carrier's: "NW 4471 0932 18".
func tracking(rng *rand.Rand) string {
	const form = "NW 0000 0000 00"
	b := []byte(form)
	for i := range b {
		if b[i] == '0' {
			b[i] = byte('0' + rng.IntN(10))
		}
	}
	return string(b)
}

func (o *order) record() desk.Order {
	r := desk.Order{
		Number: desk.Foreign(o.number), Status: desk.Foreign(o.state), At: o.at.Truncate(time.Second), Total: o.total().String(),
		Items: make([]desk.OrderItem, 0, len(o.wares)+1),
	}
	for _, w := range o.wares {
		r.Items = append(r.Items, desk.OrderItem{Name: desk.Foreign(w.label()), Price: w.price.String()})
	}
	if o.carriage > 0 {
		name := "Parcel"
		if o.carriage == toTheRoom {
			name = "Carried to the room"
		}
		r.Items = append(r.Items, desk.OrderItem{Name: desk.Foreign(name), Price: o.carriage.String()})
	}
	if o.tracking != "" {
		r.Tracking = []desk.Untrusted{desk.Foreign(o.tracking)}
	}
	return r
}
