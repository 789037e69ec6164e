// Package listing writes what the pipe commands found: aligned text for people, one JSON
// object a line for programs. All foreign text is cleaned for where it goes.
package listing
