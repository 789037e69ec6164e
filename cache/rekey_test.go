package cache

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// safe is a home of keys in memory. Hook stands round every change of it.
type safe struct {
	mu   sync.Mutex
	all  []seal.StoreKey
	hook func(change func() error) error
}

// Keep implements KeyHome.
func (s *safe) Keep(_ context.Context, all ...seal.StoreKey) error {
	change := func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.all = slices.Clone(all)
		return nil
	}
	s.mu.Lock()
	hook := s.hook
	s.mu.Unlock()
	if hook != nil {
		return hook(change)
	}
	return change()
}

// stand puts a hook round every change from now on.
func (s *safe) stand(hook func(change func() error) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = hook
}

func (s *safe) keys() []seal.StoreKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.all)
}

// housed are options whose key can be changed.
func housed(t testing.TB) (Options, *safe) {
	t.Helper()
	opt := options(t)
	s := &safe{all: []seal.StoreKey{opt.Key}}
	opt.Home, opt.Now = s, time.Now
	return opt, s
}

// by are options to open a folder with the keys of a home.
func (s *safe) by(opt Options, dir string) Options {
	all := s.keys()
	opt.Dir, opt.Home, opt.Writing = dir, s, nil
	opt.Key, opt.Older = all[0], all[1:]
	return opt
}

func erasePage(next string, all ...int) desk.Page {
	p := desk.Page{Next: desk.Cursor(next)}
	for _, n := range all {
		p.Gone = append(p.Gone, desk.Tombstone{Kind: desk.RecordCustomer, ID: customerID(n).String()})
	}
	return p
}

// copied copies a folder as it is this moment.
func copied(t testing.TB, from, to string) {
	t.Helper()
	must(t, filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		data := bytes.TrimRight(b, "\x00") // room that nothing was written to yet takes none here either
		dest := filepath.Join(to, rel)
		return errors.Join(os.WriteFile(dest, data, 0o600), os.Truncate(dest, int64(len(b))))
	}))
}

func TestWhenSomebodyIsErasedEveryKeyChangesAndAnOldCopyOpensNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		l := filled(t, opt, 300)
		f := attached(t, l, "receipt.txt", "94.80")
		must(t, l.Submit(op(7, replyWith("Here it is.", f)), time.Hour))
		must(t, l.Described(desk.Description{Mailboxes: []desk.Mailbox{{Channel: desk.Mail, Value: desk.Foreign("help@example.org")}}}))
		must(t, l.KeepHabits(desk.Habits{View: desk.ViewSolved}))
		synctest.Wait()
		before := filepath.Join(t.TempDir(), "before")
		copied(t, opt.Dir, before)
		old := home.keys()

		must(t, l.Take(erasePage("2", 3, 5)))
		synctest.Wait()
		now := home.keys()
		if len(old) != 1 || len(now) != 1 || old[0] == now[0] {
			t.Fatalf("of %d keys there are %d", len(old), len(now))
		}
		if s := got2(l.Status()); s.Erasing || s.Rekeying || s.Epoch != 1 {
			t.Errorf("%+v", s)
		}
		intact := func(l *Ledger) {
			t.Helper()
			if c := got2(l.Counts())[desk.ViewAll]; c != 288 {
				t.Errorf("%d tickets", c)
			}
			if th := got2(l.Thread(ticketID(4), 9)); len(th.Messages) != 1 {
				t.Error("somebody else's words are gone")
			}
			if n := got2(l.Search(t.Context(), "from:casey4@example.org", 50)); n.Total != 6 || n.Indexed != 288 {
				t.Errorf("%d are found among %d", n.Total, n.Indexed)
			}
			if got2(l.Search(t.Context(), "from:casey3@example.org", 50)).Total != 0 || len(got2(l.Outbox())) != 1 || holds(t, l, f) != "94.80" {
				t.Error("what waits is not what it was")
			}
			if got2(l.Habits()).View != desk.ViewSolved || len(got2(l.Mailboxes())) != 1 {
				t.Error("what belongs to nobody is gone")
			}
		}
		intact(l)
		must(t, l.Close())
		l = opened(t, home.by(opt, opt.Dir))
		synctest.Wait()
		intact(l)
		must(t, l.Close())

		if f := got2(verified(t.Context(), home.by(opt, opt.Dir))); !f.Whole() {
			t.Errorf("%+v", f)
		}
		for name, c := range map[string]struct {
			dir string
			key seal.StoreKey
		}{"an old copy by the new key": {before, now[0]}, "the files by the old key": {opt.Dir, old[0]}} {
			asked := opt
			asked.Dir, asked.Key, asked.Home = c.dir, c.key, nil
			if _, err := verified(t.Context(), asked); !errors.Is(err, vault.ErrWrongKey) {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := Open(asked); !errors.Is(err, vault.ErrWrongKey) {
				t.Errorf("%s opens: %v", name, err)
			}
			must(t, os.Remove(filepath.Join(c.dir, "outbox.db")))
			must(t, os.Remove(filepath.Join(c.dir, "outbox.log")))
			if _, err := Open(asked); !errors.Is(err, vault.ErrWrongKey) {
				t.Errorf("%s: cache.db opens: %v", name, err)
			}
		}
	})
}

func TestSeveralWhoAreErasedAtOnceChangeTheKeyOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		changes := 0
		home.hook = func(change func() error) error { changes++; return change() }
		l := filled(t, opt, 300)
		synctest.Wait()
		must(t, l.Take(erasePage("2", 1, 2, 3, 4, 5, 6, 7, 8)))
		synctest.Wait()
		if s := got2(l.Status()); s.Epoch != 1 || changes != 2 {
			t.Errorf("the key was changed %d times, its home %d times", s.Epoch, changes)
		}
		must(t, l.Take(erasePage("3", 9)))
		synctest.Wait()
		if s := got2(l.Status()); s.Epoch != 2 {
			t.Errorf("the key was changed %d times", s.Epoch)
		}
	})
}

func TestAProcessThatEndsAnywhereInAChangeOfKeysIsFinishedByTheNext(t *testing.T) {
	type image struct {
		dir  string
		keys []seal.StoreKey
		at   string
	}
	var images []image
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		root, on := t.TempDir(), false
		take := func(at string) {
			if on {
				dir := filepath.Join(root, strconv.Itoa(len(images)))
				copied(t, opt.Dir, dir)
				images = append(images, image{dir, home.keys(), at})
			}
		}
		round := func(what string) func(func() error) error {
			return func(do func() error) error {
				take("before " + what)
				err := do()
				take("after " + what)
				return err
			}
		}
		home.hook, opt.Writing = round("the home"), round("a write")
		l := filled(t, opt, 30)
		f := attached(t, l, "receipt.txt", "94.80")
		must(t, l.Submit(op(7, replyWith("Here it is.", f)), time.Hour))
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(8), Text: desk.Foreign("begun"), At: noon()}))
		synctest.Wait()
		on = true
		must(t, l.Take(erasePage("2", 3)))
		synctest.Wait()
		on = false
		must(t, l.Close())
		erased := false
		for i, m := range images {
			home := &safe{all: m.keys}
			l := opened(t, home.by(opt, m.dir))
			synctest.Wait()
			c := got2(l.Counts())[desk.ViewAll]
			erased = erased || c == 29
			if c != 29 && (c != 30 || erased) {
				t.Errorf("image %d, %s: %d tickets", i, m.at, c)
			}
			if len(got2(l.Outbox())) != 1 || got2(l.Draft(ticketID(8), false)) == nil || holds(t, l, f) != "94.80" || len(l.Repairs()) != 0 {
				t.Errorf("image %d, %s: what waits is not what it was, %v", i, m.at, l.Repairs())
			}
			s := got2(l.Status())
			if len(home.keys()) != 1 || s.Rekeying || s.Erasing || erased != (home.keys()[0] != opt.Key) {
				t.Errorf("image %d, %s: it is not finished: %d keys, %+v", i, m.at, len(home.keys()), s)
			}
			must(t, l.Close())
			if f := got2(verified(t.Context(), home.by(opt, m.dir))); !f.Whole() {
				t.Errorf("image %d, %s: %+v", i, m.at, f)
			}
		}
		if len(images) < 12 {
			t.Errorf("%d images", len(images))
		}
	})
}

func TestWhereTheHomeTakesNoKeyNothingIsLeftInTheFilesAndTheKeyChangesLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		l := filled(t, opt, 30)
		synctest.Wait()
		var row []byte
		must(t, l.view(func(k *look) error {
			n, _, err := k.local(ticketID(3))
			must(t, err)
			row = bytes.Clone(k.bucket(partRows).Get(n.key()))
			return nil
		}))
		var asked [][]seal.StoreKey
		home.stand(func(func() error) error { return errors.New("no bus") })
		must(t, l.Take(erasePage("2", 3)))
		synctest.Wait()
		if s := got2(l.Status()); !s.Erasing || s.Epoch != 0 || inFile(t, l, row) {
			t.Errorf("%+v", s)
		}
		home.stand(func(change func() error) error {
			err := change()
			asked = append(asked, home.keys())
			if len(asked) == 1 {
				return errors.New("it does not answer") // and takes them all the same
			}
			return err
		})
		time.Sleep(3 * time.Hour)
		synctest.Wait()
		if s := got2(l.Status()); s.Erasing || s.Rekeying || s.Epoch != 1 {
			t.Errorf("hours later: %+v", s)
		}
		if len(asked) != 3 || asked[0][0] != asked[1][0] || asked[2][0] != asked[1][0] {
			t.Error("a key that the home may have taken was not the one that was tried again")
		}
		must(t, l.Close())
		if f := got2(verified(t.Context(), home.by(opt, opt.Dir))); !f.Whole() {
			t.Errorf("%+v", f)
		}
	})
}

func TestWhoIsErasedWhileTheHomeStillTakesNoKeyIsGoneFromTheFilesAtOnceToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		l := filled(t, opt, 30)
		synctest.Wait()
		home.stand(func(func() error) error { return errors.New("no bus") })
		for n := 3; n < 6; n++ {
			var key []byte
			must(t, l.view(func(k *look) error {
				name := k.seal.nameOf(customerID(n))
				key = bytes.Clone(k.tx.Bucket([]byte(bucketKeys)).Get(name[:]))
				return nil
			}))
			begun := time.Now()
			if _, err := l.Erase(t.Context(), customerID(n), true); !errors.Is(err, ErrTracesLeft) || time.Since(begun) > 0 {
				t.Errorf("after %s: %v", time.Since(begun), err)
			}
			if inFile(t, l, key) {
				t.Errorf("the key of customer %d is in the file", n)
			}
		}
		home.stand(nil)
		time.Sleep(tracesRest - time.Second)
		if s := got2(l.Status()); !s.Erasing {
			t.Error("it is tried without a rest")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if s := got2(l.Status()); s.Erasing || s.Epoch != 1 {
			t.Errorf("after the rest: %+v", s)
		}
	})
}

func TestWhoErasesWhileTheIndexerRestsAfterItFailedLearnsSoonHowItStands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var full atomic.Bool
		var taken atomic.Int32 // so many writes are taken all the same
		opt, _ := housed(t)
		opt.Writing = func(write func() error) error {
			if full.Load() && taken.Add(-1) < 0 {
				return syscall.ENOSPC
			}
			return write()
		}
		l := filled(t, opt, 30)
		synctest.Wait()
		taken.Store(1)
		full.Store(true)
		p := page(3, 4)
		p.Tickets[0].Version++
		p.Next = l.Cursor()
		must(t, l.Take(p))
		synctest.Wait() // the indexer has failed over it, and rests
		taken.Store(1)
		begun := time.Now()
		if _, err := l.Erase(t.Context(), customerID(3), true); !errors.Is(err, ErrTracesLeft) || time.Since(begun) > 0 {
			t.Errorf("after %s: %v", time.Since(begun), err)
		}
		full.Store(false)
		begun = time.Now()
		if err := l.EndErasing(t.Context()); err != nil || time.Since(begun) > 0 {
			t.Errorf("once there is room, after %s: %v", time.Since(begun), err)
		}
	})
}

func TestWhoErasesOnADiskThatBecomesFullLearnsThatSoonAndOnceThereIsRoomItIsFinished(t *testing.T) {
	left := 0
	for room := range int32(10) { // so many writes are taken
		synctest.Test(t, func(t *testing.T) {
			var counting atomic.Bool
			var writes atomic.Int32
			opt, _ := housed(t)
			opt.Writing = func(write func() error) error {
				if counting.Load() && writes.Add(1) > room {
					return syscall.ENOSPC
				}
				return write()
			}
			l := filled(t, opt, 30)
			synctest.Wait()
			counting.Store(true)
			begun := time.Now()
			_, err := l.Erase(t.Context(), customerID(3), true)
			var p *desk.Problem
			if err != nil && (!errors.As(err, &p) || p.Code != desk.DiskFull) || time.Since(begun) > time.Second {
				t.Errorf("with room for %d, after %s: %v", room, time.Since(begun), err)
			}
			if errors.Is(err, ErrTracesLeft) {
				left++
			}
			counting.Store(false)
			if room%2 == 0 {
				must(t, l.EndErasing(t.Context()))
			} else {
				time.Sleep(tracesRest + time.Second)
				synctest.Wait()
			}
			if s := got2(l.Status()); s.Erasing || s.Rekeying || err != nil && errors.Is(err, ErrTracesLeft) && s.Epoch != 1 {
				t.Errorf("with room for %d, once there is more: %+v", room, s)
			}
		})
	}
	if left < 3 {
		t.Errorf("only %d were left half", left)
	}
}

func TestThatSomebodyWasErasedIsNotForgottenWithADamagedCache(t *testing.T) {
	for _, again := range []bool{false, true} { // also where the damage is found at a start
		synctest.Test(t, func(t *testing.T) {
			opt, home := housed(t)
			l := filled(t, opt, 30)
			synctest.Wait()
			home.stand(func(func() error) error { return errors.New("no bus") })
			must(t, l.Take(erasePage("2", 3)))
			synctest.Wait()
			if again {
				must(t, l.Close())
				must(t, os.Truncate(filepath.Join(opt.Dir, "cache.db"), 5000))
				l = opened(t, opt)
			} else {
				must(t, l.rebuild(l.file.Suspect(errors.New("planted"))))
			}
			if s := got2(l.Status()); !s.Erasing {
				t.Errorf("it is forgotten: %+v", s)
			}
			synctest.Wait()
			if s := got2(l.Status()); slices.ContainsFunc(s.Files, func(f KeptFile) bool { return f.Aside }) {
				t.Errorf("what was set aside lies here under the key that cannot be changed: %+v", s.Files)
			}
			home.stand(nil)
			time.Sleep(time.Hour)
			synctest.Wait()
			s := got2(l.Status())
			if s.Erasing || s.Rekeying || s.Epoch != 1 || home.keys()[0] == opt.Key {
				t.Errorf("the key of before opens what was set aside: %+v", s)
			}
			must(t, l.Close())
		})
	}
}

func TestAnyFailureInAChangeOfKeysIsMadeGoodLater(t *testing.T) {
	for fails := range 40 {
		last := false
		synctest.Test(t, func(t *testing.T) {
			opt, home := housed(t)
			n, on := 0, false
			hook := func(do func() error) error {
				if on {
					if n++; n == fails+1 {
						return errors.New("the disk is full")
					}
				}
				return do()
			}
			home.hook, opt.Writing = hook, hook
			l := filled(t, opt, 30)
			f := attached(t, l, "receipt.txt", "94.80")
			must(t, l.Submit(op(7, replyWith("Here it is.", f)), 24*time.Hour))
			synctest.Wait()
			must(t, l.update(func(w *batch) error { return w.noteErased() }))
			on = true
			l.search.nudge()
			time.Sleep(3 * time.Hour)
			synctest.Wait()
			last = n <= fails
			if s := got2(l.Status()); s.Erasing || s.Rekeying || s.Tickets != 30 || s.Waiting != 1 || len(home.keys()) != 1 || holds(t, l, f) != "94.80" {
				t.Errorf("write %d failed: %+v", fails, s)
			}
			must(t, l.Close())
			l = opened(t, home.by(opt, opt.Dir))
			if len(l.Repairs()) != 0 || got2(l.Counts())[desk.ViewAll] != 30 || len(got2(l.Outbox())) != 1 {
				t.Errorf("write %d failed: %v", fails, l.Repairs())
			}
			must(t, l.Close())
		})
		if last {
			return
		}
	}
	t.Error("there are more writes than this test fails")
}
