package demo

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
)

// What stands on a desk of two hundred: so many are not done, so many of those are
// the owner's, so many nobody's; so many of the done ones were rated.
const (
	notDone  = 90
	mineOpen = 12
	freeOpen = 30
	ratings  = 33
)

// role is what a composed ticket has to be.
type role struct {
	status desk.Status
	owner  string
	shape  shape
	due    time.Duration
	age    time.Duration
	snooze time.Duration
	waits  bool
	rated  int
	theme  *theme
	who    *person
	part   part
}

// casting says what the composed tickets have to be, so that with the stories the desk
// comes out as it should.
func (s *shop) casting(told []*play, owner desk.AgentID, rng *rand.Rand) []role {
	var done, mine, free, busy, rated int
	for _, p := range told {
		switch {
		case p.status.Done():
			done++
		case p.assignee == "":
			free++
		case p.assignee == owner:
			mine++
		default:
			busy++
		}
		if p.rating != nil {
			rated++
		}
	}
	var roles []role
	roles = append(roles, openRoles("me", mineOpen-mine, rng)...)
	roles = append(roles, openRoles("nobody", freeOpen-free, rng)...)
	roles = append(roles, openRoles("", notDone-mineOpen-freeOpen-busy, rng)...)
	past := frontSize - notDone - done
	for i := range past {
		r := doneRole(i, ratings-rated-latelyRated(), rng)
		if k := i - (past - lately); k >= 0 {
			r = latelyDone(k, rng)
		}
		roles = append(roles, r)
	}
	s.assignParts(roles, told, rng)
	return roles
}

// openRoles are tickets that are not done, of one owner; of the colleagues in turn where there is none.
func openRoles(owner string, n int, rng *rand.Rand) []role {
	var roles []role
	colleagues := []string{"tom", "ines", "priya"}
	for i := range max(n, 0) {
		r := role{owner: owner, waits: true, due: time.Duration(20+rng.IntN(440)) * time.Minute}
		if i%9 == 7 {
			r.due = -time.Duration(4+rng.IntN(80)) * time.Minute // a few are late
		}
		if owner == "" {
			r.owner = colleagues[i%3]
		}
		switch {
		case owner == "nobody":
			r.status, r.shape = desk.New, asked
			if i%5 == 4 {
				r.shape = askedTwice
			}
		case i%5 == 1 || i%5 == 3:
			r.status, r.shape, r.waits = desk.Pending, answered, false
			r.age = time.Duration(30+rng.IntN(400)) * time.Minute
			if i%8 == 3 && owner == "" {
				r.snooze = time.Duration(20+rng.IntN(90)) * time.Hour
			}
		case i%5 == 4:
			r.status, r.shape, r.waits = desk.OnHold, held, false
			r.age = time.Duration(2+rng.IntN(30)) * time.Hour
		default:
			r.status, r.shape = desk.Open, pressed
			if i%2 == 0 {
				r.shape = told
			}
		}
		roles = append(roles, r)
	}
	return roles
}

// doneRole is a ticket of the last ten weeks.
func doneRole(i, rated int, rng *rand.Rand) role {
	days := rng.Float64()
	r := role{
		status: desk.Solved, owner: pick(rng, "tom", "ines", "priya", "me"),
		age:   time.Duration(3*60+days*days*70*24*60) * time.Minute,
		shape: []shape{thanked, closed, shortWork, thanked}[i%4],
	}
	if r.age > 21*24*time.Hour {
		r.status = desk.Closed
	}
	if i < rated {
		r.rated = []int{5, 4, 5, 5, 3, 5, 4, 2, 5, 4, 5, 1}[i%12]
		if r.rated < 3 {
			r.shape = closed // who is content says so
		}
	}
	return r
}

// lately is how many tickets the owner has solved in these eight days.
const lately = 26

// latelyScores are how those of them were rated that were; 0 for not.
func latelyScores() [lately]int {
	return [lately]int{1: 5, 4: 5, 6: 4, 10: 5, 13: 3, 17: 5, 22: 4}
}

func latelyRated() int {
	n := 0
	for _, score := range latelyScores() {
		n += min(score, 1)
	}
	return n
}

// latelyDone is a ticket that the owner has solved: a third of them today, the others on the
// days before.
func latelyDone(k int, rng *rand.Rand) role {
	r := role{
		status: desk.Solved, owner: "me", rated: latelyScores()[k], shape: []shape{closed, thanked, closed, shortWork}[k%4],
		age: time.Duration(1+rng.IntN(20)) * time.Minute,
	}
	if k >= lately/3 {
		r.age = time.Duration(20+(k-lately/3)*9+rng.IntN(5)) * time.Hour
	}
	if r.rated > 0 && r.rated < 4 {
		r.shape = closed // who is content says so
	}
	return r
}

// assignParts gives each role a theme, a person and texts of its own: no opening is used
// twice while there are others, and who has few tickets comes before who has many.
func (s *shop) assignParts(roles []role, told []*play, rng *rand.Rand) {
	has := map[*person]int{}
	for i, p := range told {
		has[p.who]++
		if s.stories[i].owner == "me" {
			has[p.who] += 2 // one matter at a time for those whom the owner sees first
		}
	}
	people := slices.Clone(s.people)
	rng.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
	used := map[*theme]int{}
	first := rng.IntN(len(s.themes))
	for i := range roles {
		r := &roles[i]
		r.theme = s.themes[(first+i)%len(s.themes)]
		for _, p := range people {
			fits := p.lang == "en" && p.key != "lightbox" && r.theme.suits(p)
			if fits && (r.who == nil || has[p] < has[r.who]) {
				r.who = p
			}
		}
		has[r.who]++
		n := used[r.theme] + first
		used[r.theme]++
		for r.shape == held || r.shape == pressed { // something has to be left that they wait for
			if !r.theme.opening(n).settled {
				break
			}
			n++
			used[r.theme]++
		}
		r.part = part{opening: n, detail: n + i%2}
		if i%3 == 0 {
			r.part.detail = -1
		}
	}
}

// cast makes a play of a role.
func (s *shop) cast(r role, i int, h house, seed uint64, now time.Time, rng *rand.Rand) (*play, bought) {
	id := desk.TicketID{ID: desk.DeriveID("demo", "front", strconv.FormatUint(seed, 16), strconv.Itoa(i))}
	opens := r.theme.opening(r.part.opening)
	p := &play{
		id: id, who: r.who, status: r.status, assignee: h.agent(r.owner),
		channel: r.theme.channel(opens, r.theme.branchOf(opens), rng), rng: rng, snooze: r.snooze,
	}
	if r.status.Done() {
		r.age = now.Sub(byDay(now.Add(-r.age), now))
	}
	began := now.Add(-r.age)
	if r.waits {
		p.due = &r.due
		began = now
	} else {
		p.age = &r.age
	}
	if r.shape == thanked || r.shape == shortWork {
		began = began.Add(-r.theme.after - 96*time.Hour) // thanks come late
	}
	if p.urgency, p.impact = r.theme.urgency, r.theme.impact; r.waits && now.Sub(p.waitsFrom(now)) < aWhile {
		r.shape = unpressed(r.shape) // nobody asks again after a minute
	}
	p.order = s.orderFor(r.theme, opens, began, r.who, r.status.Done(), rng)
	s.compose(p, r.theme, r.shape, r.part)
	if r.rated > 0 {
		p.rating = s.verdict(r.rated, i)
	}
	return p, bought{r.who, p.order}
}

// aWhile is how long a customer waits before they ask again.
const aWhile = 2 * time.Hour

// unpressed is a shape before the customer asked again.
func unpressed(sh shape) shape {
	switch sh {
	case askedTwice:
		return asked
	case pressed:
		return told
	default:
		return sh
	}
}

// verdict is a rating with what the customer said of it.
func (s *shop) verdict(score, i int) *desk.Rating {
	r := &desk.Rating{Score: score}
	if said := s.manners["rated "+strconv.Itoa(score)]; len(said) > 0 && i%4 != 3 {
		r.Comment = desk.Foreign(said[(i/2)%len(said)].fill(&scene{}))
	}
	return r
}
