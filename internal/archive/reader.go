package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
)

// MaxLine is the most that one line may hold, in bytes.
const MaxLine = 8 << 20

// Reader reads records from a file, one line at a time; it never holds more than one line.
type Reader struct {
	in   *bufio.Reader
	line int
	buf  []byte
	stop error // what ended the file; nothing is read after it
}

// NewReader reads plain or gzipped JSONL; the content says which. It fails where the
// first bytes cannot be read or what looks like gzip is none.
func NewReader(r io.Reader) (*Reader, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		plain, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("open gzip: %w", err)
		}
		in = bufio.NewReaderSize(plain, 64<<10)
		head, err = in.Peek(3)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("read gzip: %w", err)
		}
	}
	if bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(len(head)) // a byte order mark says nothing; it was peeked, so it is there
	}
	return &Reader{in: in}, nil
}

// Line is the number of the line read last, from 1; 0 before the first.
func (r *Reader) Line() int { return r.line }

// Next returns the next record. A *BadLine skips one line: call Next again. Any other
// error is final; io.EOF is the end of the file.
func (r *Reader) Next() (Record, error) {
	for {
		line, err := r.next()
		if err != nil {
			return Record{}, err
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		rec, flaw := decode(line)
		if flaw != nil {
			flaw.Line = r.line
			return Record{}, flaw
		}
		return rec, nil
	}
}

// Records runs through the file. An error that is a *BadLine is one skipped line and
// the records go on after it; any other error is the last thing yielded.
func (r *Reader) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for {
			rec, err := r.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			var bad *BadLine
			if !yield(rec, err) || (err != nil && !errors.As(err, &bad)) {
				return
			}
		}
	}
}

// next returns the next line, which is good until the next call.
func (r *Reader) next() ([]byte, error) {
	if r.stop != nil {
		return nil, r.stop
	}
	r.buf = r.buf[:0]
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		if long = long || len(r.buf)+len(part) > MaxLine; !long {
			r.buf = append(r.buf, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			r.end(err)
			if len(r.buf) == 0 && !long || !errors.Is(err, io.EOF) {
				return nil, r.stop
			}
		}
		r.line++
		if long {
			return nil, &BadLine{Line: r.line, Flaw: TooLong}
		}
		return r.buf, nil
	}
}

// end notes what ended the file.
func (r *Reader) end(err error) {
	r.stop = err
	if !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r.stop = fmt.Errorf("read archive after line %d: %w", r.line, err)
	}
}
