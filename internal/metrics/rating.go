package metrics

// satisfiedFrom is from which of five stars a customer counts as such: the top two.
const satisfiedFrom = 4

// Ratings are what customers said of our service, and of those who could have said something
// how many did. They are of two sets of tickets: a rating may come long after the solving.
type Ratings struct {
	Good, Bad int // what was said
	Asked     int // solved tickets, each of which could have been rated
	Did       int // those of Asked that were, whenever
}

// N is how many rated.
func (r Ratings) N() int { return r.Good + r.Bad }

// CSAT is the customer satisfaction in percent, satisfied of all who rated, rounded; false
// where nobody did. Of five stars the top two count.
func (r Ratings) CSAT() (percent int, ok bool) { return percentOf(r.Good, r.N()) }

// Response is how many percent of those who could have rated did; false where nobody could.
func (r Ratings) Response() (percent int, ok bool) { return percentOf(r.Did, r.Asked) }

// percentOf is a part of a whole in percent, rounded half up.
func percentOf(part, whole int) (percent int, ok bool) {
	if whole <= 0 {
		return 0, false
	}
	return (200*part + whole) / (2 * whole), true
}
