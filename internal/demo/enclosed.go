package demo

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/png"
	"iter"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/text"
)

// Enclosure is a file that goes with words of the demo. All of them are made here.
type Enclosure struct {
	File  desk.Attachment
	Bytes []byte
}

// Enclosures are all files that Enclose may put into a desk.
func Enclosures() []Enclosure {
	return []Enclosure{
		enclosure("photo.png", "image/png", lampPicture(color.RGBA{R: 0xe8, G: 0xb0, B: 0x4b, A: 0xff})),
		enclosure("photo-2.png", "image/png", lampPicture(color.RGBA{R: 0x8a, G: 0x9a, B: 0xb0, A: 0xff})),
		enclosure("transfer.txt", "text/plain", []byte("Bank transfer\n\nTo:         Pellow Lamps\nReference:  as on the order\nStatus:     carried out\n")),
		enclosure("return-label.txt", "text/plain", []byte("RETURN LABEL\n\nPellow Lamps, Returns\nThe Old Net Loft\n\nNo postage needed. Write the order number on the box.\n")),
		enclosure("invoice.txt", "text/plain", []byte("INVOICE\n\nPellow Lamps\nThe amount is the one on the order. Paid, with thanks.\n")),
	}
}

func enclosure(name, kind string, b []byte) Enclosure {
	return Enclosure{File: desk.Attachment{ID: sha256.Sum256(b), Name: desk.Foreign(name), Type: kind, Size: int64(len(b))}, Bytes: b}
}

// lampPicture is a small picture of a lamp with a shade of a colour.
func lampPicture(shade color.Color) []byte {
	const w, h = 96, 96
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			at := color.Color(color.RGBA{R: uint8(40 + y), G: uint8(44 + y), B: uint8(60 + y), A: 0xff})
			switch {
			case y >= 24 && y < 52 && x > 48-y/2 && x < 48+y/2:
				at = shade
			case y >= 52 && y < 84 && x >= 46 && x < 50, y >= 84 && y < 88 && x >= 32 && x < 64:
				at = color.RGBA{R: 0x5a, G: 0x4a, B: 0x3c, A: 0xff}
			}
			img.Set(x, y, at)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // only for a picture that cannot be one
	}
	return b.Bytes()
}

// Enclose puts files to the words that speak of them.
func Enclose(records iter.Seq[archive.Record]) iter.Seq[archive.Record] {
	return func(yield func(archive.Record) bool) {
		all := Enclosures()
		for r := range records {
			if r.Ticket != nil {
				for i := range r.Ticket.Messages {
					enclose(&r.Ticket.Messages[i], all)
				}
			}
			if !yield(r) {
				return
			}
		}
	}
}

// enclose puts the files to a message of which it speaks as being there.
func enclose(m *desk.Message, all []Enclosure) {
	if m.Kind != desk.FromCustomer && m.Kind != desk.FromAgent {
		return
	}
	words := strings.ToLower(text.Line(m.Text))
	says := func(phrases ...string) bool {
		for _, phrase := range phrases {
			if strings.Contains(words, phrase) {
				return true
			}
		}
		return false
	}
	ours := m.Kind == desk.FromAgent
	for _, c := range []struct {
		there bool
		file  Enclosure
	}{
		{says("here is the photo", "photo attached", "attach a photo", "photos are attached", "attached two photos", "photo when they left the parcel, and i have attached"), all[0]},
		{says("attached two photos", "photos are attached"), all[1]},
		{!ours && says("receipt is attached"), all[2]},
		{ours && says("label is attached", "attached label"), all[3]},
		{ours && says("invoice") && says("attached"), all[4]},
	} {
		if c.there {
			m.Attachments = append(m.Attachments, c.file.File)
		}
	}
}
