package words

import "strconv"

// FileSize is the size of a file in words, with a tenth where it is small enough to matter:
// "3.2 MB", "25 MB", "48 kB".
func (b *Book) FileSize(bytes int64) string {
	if tenth := bytes * 10 >> 20; bytes >= 1<<20 && tenth < 100 {
		return b.T("size.mb", "n", strconv.FormatInt(tenth/10, 10)+b.tenth(int(tenth%10)))
	}
	return b.Size(bytes)
}
