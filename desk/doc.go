// Package desk holds the words and the rules of a helpdesk: tickets, messages,
// customers, agents, the operations that agents perform on tickets and the one
// pure function, Apply, that says what an operation does. Nothing here reads a
// clock, a file or a network; everything that happens is passed in.
package desk
