package pipe

import "time"

// What a workstation that is locked answers from its socket.
const (
	barred      = "pipe.barred"
	barredWrong = "pipe.barred_wrong"
	barredPause = "pipe.barred_pause"
	barredRing  = "pipe.barred_ring"
)

// BarredFault says that the workstation that has the profile open is locked, and that no
// passphrase was brought.
func BarredFault() *Fault { return NewFault(NotAllowed, barred) }

// BarredWrong is BarredFault where another passphrase was brought than the right one.
func BarredWrong() *Fault { return NewFault(NotAllowed, barredWrong) }

// BarredPause is BarredFault where no passphrase is looked at for a while after wrong ones.
func BarredPause(wait time.Duration) *Fault {
	return NewFault(NotAllowed, barredPause, "n", int64((wait+time.Second-1)/time.Second))
}

// BarredRing is BarredFault where the keyring does not give the key out.
func BarredRing() *Fault { return NewFault(NotAllowed, barredRing) }

// Barred reports whether a fault says that a passphrase would help: none was brought, or not
// the right one.
func Barred(f *Fault) bool { return f.Key == barred || f.Key == barredWrong }

// IsLocked reports whether a fault says that the workstation is locked.
func IsLocked(f *Fault) bool { return Barred(f) || f.Key == barredPause || f.Key == barredRing }
