package record

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

func packClock(p *packer, c desk.Clock) {
	p.string(string(c.Target))
	p.time(c.From)
	packAll(p, c.Ran, func(s desk.Stretch) {
		p.time(s.From)
		p.time(s.To)
	})
	p.int(int64(c.Within))
	p.bool(c.Business)
	p.time(c.Due)
	p.time(c.End)
}

func unpackClock(u *unpacker) desk.Clock {
	c := desk.Clock{Target: desk.Target(u.string()), From: u.time()}
	c.Ran = unpackAll(u, func() desk.Stretch { return desk.Stretch{From: u.time(), To: u.time()} })
	c.Within, c.Business = time.Duration(u.int()), u.byte() == 1
	c.Due, c.End = u.time(), u.time()
	return c
}
