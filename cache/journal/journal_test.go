package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/cache/seal"
)

func place1(t testing.TB) Options {
	return Options{Path: filepath.Join(t.TempDir(), "outbox.log"), Key: seal.NewStoreKey()}
}

func open(t testing.TB, opt Options) (*Journal, Contents) {
	t.Helper()
	j, c, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j, c
}

// written is a journal with n frames, closed.
func written(t testing.TB, opt Options, n int) []byte {
	t.Helper()
	j, _ := open(t, opt)
	for i := range n {
		if seq, err := j.Append(fmt.Appendf(nil, "frame %d", i+1)); err != nil || seq != uint64(i+1) {
			t.Fatal(seq, err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(opt.Path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWhatWasAppendedIsThereTheNextTime(t *testing.T) {
	opt := place1(t)
	written(t, opt, 3)
	j, c := open(t, opt)
	if len(c.Frames) != 3 || c.Damaged || c.Fresh || string(c.Frames[2].Data) != "frame 3" || j.Last() != 3 {
		t.Fatalf("%+v", c)
	}
	if seq, err := j.Append([]byte("frame 4")); err != nil || seq != 4 {
		t.Fatal(seq, err)
	}
}

func TestAFrameThatTheEndOfTheProcessCutShortIsLeftOut(t *testing.T) {
	opt := place1(t)
	whole := written(t, opt, 3)
	end := len(whole) - (frameHead + seal.Overhead + len("frame 3"))
	for n := end; n < len(whole); n++ {
		if err := os.WriteFile(opt.Path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		j, c := open(t, opt)
		if len(c.Frames) != 2 || c.Damaged {
			t.Fatalf("at %d: %+v", n, c)
		}
		if seq, err := j.Append([]byte("again")); err != nil || seq != 3 {
			t.Fatal(seq, err)
		}
		_ = j.Close()
		if _, c := open(t, opt); len(c.Frames) != 3 || string(c.Frames[2].Data) != "again" || c.Damaged {
			t.Fatalf("behind a piece at %d: %+v", n, c)
		}
	}
}

func TestNoChangedBitGoesUnnoticedOrTakesAnotherFrameAlong(t *testing.T) {
	opt := place1(t)
	whole := written(t, opt, 3)
	for bit := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(opt.Path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		j, c := open(t, opt)
		_ = j.Close()
		if !c.Damaged || !c.Foreign && len(c.Frames) < 2 {
			t.Fatalf("byte %d: %+v", bit/8, c)
		}
		for _, f := range c.Frames {
			if string(f.Data) != fmt.Sprintf("frame %d", f.Seq) {
				t.Fatalf("byte %d: %d is %q", bit/8, f.Seq, f.Data)
			}
		}
		if after, err := os.ReadFile(opt.Path); err != nil || !bytes.Equal(after, b) {
			t.Fatalf("byte %d: a damaged file was changed: %v", bit/8, err)
		}
	}
}

func TestAFrameOfWhichOnlyTheLengthIsDamagedIsRead(t *testing.T) {
	opt := place1(t)
	whole := written(t, opt, 3)
	size := frameHead + seal.Overhead + len("frame 3")
	for n := range 3 {
		for bit := range 32 {
			b := bytes.Clone(whole)
			b[headSize+n*size+bit/8] ^= 1 << (bit % 8)
			if err := os.WriteFile(opt.Path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			j, c := open(t, opt)
			_ = j.Close()
			if !c.Damaged || len(c.Frames) != 3 || c.Frames[2].Seq != 3 {
				t.Fatalf("frame %d, bit %d: %+v", n+1, bit, c)
			}
		}
	}
}

func TestATailThatIsNoFrameIsDamage(t *testing.T) {
	opt := place1(t)
	whole := written(t, opt, 2)
	size := frameHead + seal.Overhead + len("frame 2")
	for name, tail := range map[string][]byte{
		"zeros":              make([]byte, 700),
		"words":              []byte("a letter to my aunt, who lives by the sea"),
		"half a frame again": whole[headSize : headSize+size-5],
	} {
		b := append(bytes.Clone(whole), tail...)
		if err := os.WriteFile(opt.Path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		j, c := open(t, opt)
		if !c.Damaged || len(c.Frames) != 2 {
			t.Errorf("%s: %+v", name, c)
		}
		if _, err := j.Append([]byte("frame 3")); err != nil {
			t.Error(name, err)
		}
		_ = j.Close()
		after, err := os.ReadFile(opt.Path)
		if err != nil || !bytes.HasPrefix(after, b) {
			t.Errorf("%s: what is damaged was written over: %v", name, err)
		}
		if _, c := open(t, opt); !c.Damaged || len(c.Frames) != 3 {
			t.Errorf("%s, with a frame behind it: %+v", name, c)
		}
	}
}

func TestAFrameThatIsMissingOrMovedIsNoticed(t *testing.T) {
	opt := place1(t)
	whole := written(t, opt, 3)
	size := frameHead + seal.Overhead + len("frame 3")
	part := func(order ...int) []byte {
		b := bytes.Clone(whole[:headSize])
		for _, n := range order {
			b = append(b, whole[headSize+(n-1)*size:headSize+n*size]...)
		}
		return b
	}
	for _, order := range [][]int{{2, 3}, {3}, {1, 3}, {1, 2, 2, 3}, {2, 1, 3}, {3, 2, 1}} {
		if err := os.WriteFile(opt.Path, part(order...), 0o600); err != nil {
			t.Fatal(err)
		}
		_, c := open(t, opt)
		if !c.Damaged || c.Frames[len(c.Frames)-1].Seq != 3 {
			t.Errorf("%v: %+v", order, c)
		}
		for i, f := range c.Frames {
			if i > 0 && f.Seq <= c.Frames[i-1].Seq {
				t.Errorf("%v: they would be replayed in another order: %+v", order, c)
			}
		}
	}
}

func TestAJournalOfAnEarlierHeedIsRead(t *testing.T) {
	opt := place1(t)
	whole := written(t, opt, 3)
	b := append([]byte(before), whole[len(magic):oldHead]...)
	if err := os.WriteFile(opt.Path, append(b, whole[headSize:]...), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, c := open(t, opt); c.Damaged || c.Foreign || len(c.Frames) != 3 {
		t.Errorf("%+v", c)
	}
}

func TestAFrameBehindADamagedOneIsReadAllTheSame(t *testing.T) {
	opt := place1(t)
	whole := written(t, opt, 3)
	whole[headSize+frameHead+5] ^= 1
	if err := os.WriteFile(opt.Path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	_, c := open(t, opt)
	if !c.Damaged || len(c.Frames) != 2 || c.Frames[0].Seq != 2 {
		t.Fatalf("%+v", c)
	}
}

func TestAnotherKeyOpensNothingAndChangesNothing(t *testing.T) {
	opt := place1(t)
	before := written(t, opt, 2)
	other := opt
	other.Key = seal.NewStoreKey()
	_, c := open(t, other)
	if !c.Foreign || len(c.Frames) != 0 {
		t.Fatalf("%+v", c)
	}
	after, err := os.ReadFile(opt.Path)
	if err != nil || !bytes.Equal(before, after) {
		t.Error("the file changed", err)
	}
}

func TestRewritingLeavesOnlyWhatIsGivenAndCountsOn(t *testing.T) {
	opt := place1(t)
	written(t, opt, 5)
	j, _ := open(t, opt)
	if err := j.Rewrite([]byte("all that stands")); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Append([]byte("next")); err != nil {
		t.Fatal(err)
	}
	_ = j.Close()
	_, c := open(t, opt)
	if len(c.Frames) != 2 || c.Frames[0].Seq != 6 || string(c.Frames[1].Data) != "next" {
		t.Fatalf("%+v", c)
	}
}

func TestAJournalWhoseDiskFailsTakesNothingMoreUntilItIsRewritten(t *testing.T) {
	opt := place1(t)
	var fd *os.File
	opt.Opening = func(f *os.File) { fd = f }
	j, _ := open(t, opt)
	if _, err := j.Append([]byte("one")); err != nil {
		t.Fatal(err)
	}
	_ = fd.Close() // the disk is gone
	if _, err := j.Append([]byte("two")); err == nil {
		t.Fatal("it said that it was there")
	}
	if _, err := j.Append([]byte("three")); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
	if err := j.Rewrite([]byte("one")); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Append([]byte("four")); err != nil {
		t.Fatal(err)
	}
	_ = j.Close()
	if _, c := open(t, opt); len(c.Frames) != 2 || c.Damaged {
		t.Fatalf("%+v", c)
	}
}

func TestALinkIsSetAsideAndNotFollowed(t *testing.T) {
	opt := place1(t)
	written(t, opt, 1)
	link := opt
	link.Path = filepath.Join(t.TempDir(), "link.log")
	var moved []string
	link.Moved = func(aside string) { moved = append(moved, aside) }
	if err := os.Symlink(opt.Path, link.Path); err != nil {
		t.Skip("no links here:", err)
	}
	j, c, err := Open(link)
	if err != nil || !c.Fresh || len(c.Frames) != 0 || len(moved) != 1 {
		t.Fatalf("%+v, %v, moved %v", c, err, moved)
	}
	if err := j.Close(); err != nil {
		t.Error(err)
	}
	if _, c, err := Open(opt); err != nil || len(c.Frames) != 1 {
		t.Errorf("what it pointed to has %d frames, %v", len(c.Frames), err)
	}
}

func TestAnyDamageLeavesOnlyFramesThatWereWritten(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		opt := Options{Path: filepath.Join(dir, strconv.Itoa(n)), Key: seal.NewStoreKey()}
		j, _, err := Open(opt)
		if err != nil {
			t.Fatal(err)
		}
		frames := rapid.SliceOfN(rapid.SliceOf(rapid.Byte()), 1, 5).Draw(t, "frames")
		for _, f := range frames {
			if _, err := j.Append(f); err != nil {
				t.Fatal(err)
			}
		}
		_ = j.Close()
		b, err := os.ReadFile(opt.Path)
		if err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(0, len(b)-1).Draw(t, "at")
		garbage := rapid.SliceOf(rapid.Byte()).Draw(t, "garbage")
		b = append(append(b[:at:at], garbage...), b[min(len(b), at+rapid.IntRange(0, 20).Draw(t, "skip")):]...)
		if err := os.WriteFile(opt.Path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		j, c, err := Open(opt)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = j.Close() }()
		for _, f := range c.Frames {
			if f.Seq == 0 || f.Seq > uint64(len(frames)) || !bytes.Equal(f.Data, frames[f.Seq-1]) {
				t.Fatalf("frame %d was never written so", f.Seq)
			}
		}
	})
}

func TestWhatStandsRoundAWriteMayRefuseItAndTheFrameIsNotThere(t *testing.T) {
	opt := place1(t)
	full := false
	opt.Writing = func(write func() error) error {
		if full {
			return errors.New("no space left on device")
		}
		return write()
	}
	j, _ := open(t, opt)
	if _, err := j.Append([]byte("one")); err != nil {
		t.Fatal(err)
	}
	full = true
	if _, err := j.Append([]byte("two")); err == nil {
		t.Fatal("it said that it was there")
	}
	if err := j.Rewrite([]byte("one")); err == nil {
		t.Fatal("it said that it was there")
	}
	full = false
	if err := j.Rewrite([]byte("one"), []byte("three")); err != nil {
		t.Fatal(err)
	}
	_ = j.Close()
	if _, c := open(t, opt); len(c.Frames) != 2 || string(c.Frames[1].Data) != "three" || c.Damaged {
		t.Fatalf("%+v", c)
	}
}

func TestAFileThatIsFarTooLongIsDamagedAndNotReadWhole(t *testing.T) {
	opt := place1(t)
	j, _ := open(t, opt)
	if _, err := j.Append([]byte("one")); err != nil {
		t.Fatal(err)
	}
	_ = j.Close()
	if err := os.Truncate(opt.Path, 1<<40); err != nil {
		t.Skip("no such file can be had here:", err)
	}
	if _, c := open(t, opt); !c.Damaged || len(c.Frames) != 1 || string(c.Frames[0].Data) != "one" {
		t.Errorf("%+v", c)
	}
}

func TestWithoutTheKeyItIsSeenThatAFrameIsMissing(t *testing.T) {
	opt := place1(t)
	whole := written(t, opt, 3)
	frame := frameHead + seal.Overhead + len("frame 1")
	for _, c := range []struct {
		name   string
		is     []byte
		frames int
		whole  bool
	}{
		{"whole", whole, 3, true},
		{"the last one cut short", whole[:len(whole)-3], 2, true},
		{"without the second", append(bytes.Clone(whole[:headSize+frame]), whole[headSize+2*frame:]...), 1, false},
		{"rubbish behind it", append(bytes.Clone(whole), "a letter to my aunt, and a long one"...), 3, false},
		{"another file", []byte("a letter to my aunt"), 0, false},
	} {
		if err := os.WriteFile(opt.Path, c.is, 0o600); err != nil {
			t.Fatal(err)
		}
		if frames, fault, err := Outline(opt.Path); err != nil || frames != c.frames || (fault == "") != c.whole {
			t.Errorf("%s: %d frames, %q, %v", c.name, frames, fault, err)
		}
	}
}
