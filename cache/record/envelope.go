package record

import "github.com/heed-desk/heed/desk"

// packRoles writes what the addresses of an entry are to it.
func packRoles(p *packer, all []desk.Address) {
	for _, a := range all {
		p.string(string(a.Role))
	}
}

func unpackRoles(u *unpacker, all []desk.Address) {
	for i := range all {
		all[i].Role = role(u)
	}
}

// role reads what an address is to an entry, without a copy of those that are known.
func role(u *unpacker) desk.AddressRole {
	b := u.take(u.count())
	for _, r := range desk.AddressRoles() {
		if string(b) == string(r) {
			return r
		}
	}
	return desk.AddressRole(b)
}

// roled reports whether some address is not one that an entry simply went to.
func roled(all []desk.Address) bool {
	for _, a := range all {
		if a.Role != desk.AddressTo {
			return true
		}
	}
	return false
}

// packQuoted writes what went along with an entry that was sent on.
func packQuoted(p *packer, q desk.Quoted) {
	packAll(p, q.Messages, p.message)
	chosen := uint64(0)
	if q.Notes {
		chosen = 1
	}
	p.uint(chosen)
}

func unpackQuoted(u *unpacker) *desk.Quoted {
	return &desk.Quoted{Messages: unpackAll(u, u.message), Notes: u.uint() == 1}
}
