package words

import "strings"

// Quoted is a cleaned foreign text in quotation marks, for the middle of a sentence of heed's.
// No mark in it ends the quotation.
func (b *Book) Quoted(clean string) string {
	return b.T("quoted", "text", strings.NewReplacer("“", "'", "”", "'", "„", "'", `"`, "'").Replace(clean))
}
