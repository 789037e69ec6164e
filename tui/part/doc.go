// Package part holds what heed's screens are put together from: lists, titles, fields,
// an editor, panels. A part is told a size and draws exactly that: w cells in each of h
// lines. Parts know how things look and move; what they are about is the screens' business.
package part
