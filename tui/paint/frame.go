// Package paint puts frames on a terminal: at once, and no more of a frame than has changed.
package paint

// Frame is a picture of a screen: lines of styled text and, where somebody types, a caret.
type Frame struct {
	Text  string
	Caret *Point // nil hides it
}

// Point is a cell of a frame, from 0,0 at the top left.
type Point struct{ X, Y int }
