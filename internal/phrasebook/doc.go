// Package phrasebook is what heed knows of replies: canned ones with their blanks, how
// they are found while an agent types and suggested before, and the quiet check of a text
// that is being written. It reads nothing and keeps nothing; all of it is pure.
package phrasebook
