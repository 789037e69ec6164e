package main

import (
	"net"
	"net/netip"
	"os"
	"strconv"
)

// network is what one listens on at a host: at an address of IPv4 that alone. The system takes
// 0.0.0.0 for every address of IPv6 as well, which a firewall may know nothing of.
func network(host string) string {
	if ip, err := netip.ParseAddr(host); err == nil && ip.Is4() {
		return "tcp4"
	}
	return "tcp"
}

// reachable is an address under which others find who listens there: for one that stands for all of
// this computer, which nobody can type elsewhere, with what that calls itself instead. Then name is that;
// empty otherwise.
func reachable(at net.Addr) (address, name string) {
	tcp, is := at.(*net.TCPAddr)
	if !is || !tcp.IP.IsUnspecified() {
		return at.String(), ""
	}
	name, err := os.Hostname()
	if err != nil || name == "" {
		name = "localhost" // the only name that is known then
	}
	name = clean(name)
	return net.JoinHostPort(name, strconv.Itoa(tcp.Port)), name
}

// sayEverywhere says that somebody listens at all addresses of this computer, whose own name may not be
// what others call it.
func (a *app) sayEverywhere(name string) {
	if name != "" {
		a.say(a.book.T("cli.serving_all", "name", name))
	}
}
