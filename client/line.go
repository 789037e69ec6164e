package client

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Options say which desk, and as whom.
type Options struct {
	// URL is where the desk is: https://host, http:// for loopback only, or unix:/path of
	// its socket.
	URL string
	// Token says who we are. It is sent nowhere but to that desk.
	Token string
	// Transport carries the requests in place of the network: a server in the same
	// process, a test. Optional.
	Transport http.RoundTripper
	// Timeout is how long a short request may take; 15 s where it is 0.
	Timeout time.Duration
	// Now is the clock of this machine, which the desk's is measured by; time.Now where it is nil.
	Now func() time.Time
	// Quiet is how long a stream may say nothing before it counts as dead; 45 s where it is 0.
	Quiet time.Duration
}

// Line is a line to a desk. It is safe for use by many goroutines.
type Line struct {
	base    *url.URL
	token   string
	http    *http.Client
	own     *http.Transport // ours to close; nil where another was given
	timeout time.Duration
	quiet   time.Duration
	now     func() time.Time
	skew    atomic.Int64           // nanoseconds
	epoch   atomic.Pointer[string] // that operations are meant for; nil for any
	heard   atomic.Int64           // the newest change that a hint told of; 0 for none
}

// ErrPlain reports a URL that would send the token over the network for all to read.
var ErrPlain = errors.New("http:// is for this machine only: use https://")

// ErrMore reports a URL with more than the address of a desk: to leave out a part that
// somebody wrote would be to go elsewhere.
var ErrMore = errors.New("the desk's address ends after the host and its port")

// ErrPort reports a URL with a port that there is not.
var ErrPort = errors.New("a port is a number from 1 to 65535")

// New makes a line. It connects to nothing yet.
func New(o Options) (*Line, error) {
	l := &Line{token: o.Token, timeout: o.Timeout, quiet: o.Quiet, now: o.Now}
	if l.now == nil {
		l.now = time.Now
	}
	if l.timeout == 0 {
		l.timeout = 15 * time.Second
	}
	if l.quiet == 0 {
		l.quiet = 3 * api.Heartbeat
	}
	dial := (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second}).DialContext
	base, socket, err := address(o.URL)
	if err != nil {
		return nil, err
	}
	l.base = base
	if socket != "" {
		plain := dial
		dial = func(ctx context.Context, _, _ string) (net.Conn, error) { return plain(ctx, "unix", socket) }
	}
	proxy := http.ProxyFromEnvironment
	if socket != "" {
		proxy = nil
	}
	carry := o.Transport
	if carry == nil {
		l.own = &http.Transport{
			DialContext: dial, ForceAttemptHTTP2: false, MaxIdleConnsPerHost: 8, IdleConnTimeout: 60 * time.Second,
			TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: l.timeout,
			MaxResponseHeaderBytes: api.MaxHeader, Proxy: proxy,
		}
		carry = l.own
	}
	l.http = &http.Client{Transport: carry, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return l, nil
}

// address reads a desk's URL, and the path of its socket where it has one.
func address(text string) (base *url.URL, socket string, err error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, "", fmt.Errorf("the desk's address: %w", err)
	}
	switch u.Scheme {
	case "unix":
		socket = u.Path
		if socket == "" {
			socket = u.Opaque
		}
		if socket == "" {
			return nil, "", errors.New("the desk's address: unix: needs a path")
		}
		if u.Host != "" || u.RawQuery != "" || u.Fragment != "" {
			return nil, "", ErrMore // unix://shop/socket is not /socket
		}
		return &url.URL{Scheme: "http", Host: "desk"}, socket, nil
	case "http":
		if !loopback(u.Hostname()) {
			return nil, "", ErrPlain
		}
	case "https":
	default:
		return nil, "", errors.New("the desk's address begins with https, http or unix")
	}
	if u.Hostname() == "" {
		return nil, "", errors.New("the desk's address has no host")
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return nil, "", ErrPort
		}
	}
	if u.User != nil || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return nil, "", ErrMore
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, "", nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Close lets go of idle connections.
func (l *Line) Close() error {
	if l.own != nil {
		l.own.CloseIdleConnections()
	}
	return nil
}

// Skew is the desk's clock less ours, as the last answer told it.
func (l *Line) Skew() time.Duration { return time.Duration(l.skew.Load()) }

// Bind makes the line send operations to the desk of one epoch alone.
func (l *Line) Bind(epoch string) { l.epoch.Store(&epoch) }

// Describe says what is at the other end and who we are to it.
func (l *Line) Describe(ctx context.Context) (desk.Description, error) {
	var d desk.Description
	err := l.get(ctx, api.Root, nil, &d)
	if err == nil && (d.Epoch == "" || !d.Agent.ID.Valid()) {
		return desk.Description{}, fmt.Errorf("%w: it does not say who it is", desk.ErrNotADesk)
	}
	d.Skew = l.Skew()
	return d, err
}

// Changes returns what changed after the cursor.
func (l *Line) Changes(ctx context.Context, after desk.Cursor) (desk.Page, error) {
	var page desk.Page
	err := l.get(ctx, api.Changes, url.Values{"after": {string(after)}}, &page)
	if err == nil && page.Next == "" {
		return desk.Page{}, fmt.Errorf("%w: its news lead nowhere", desk.ErrNotADesk)
	}
	return page, err
}

// Lookup returns the recorded verdict of an operation; desk.ErrNotFound where it never arrived.
func (l *Line) Lookup(ctx context.Context, op desk.OpID) (desk.Verdict, error) {
	var v desk.Verdict
	err := l.get(ctx, api.Op+op.String(), nil, &v)
	if err == nil && (v.Op != op || v.Outcome == "") {
		return desk.Verdict{}, fmt.Errorf("%w: not the verdict asked for", desk.ErrNotADesk)
	}
	return v, err
}
