// Package house holds the rules of the house as tests: who may import whom and why not,
// what a package is called and how it introduces itself, who may open foreign text. There
// is nothing in it but tests. A rule that stands in the way is changed here, with its
// reason, and nowhere else.
package house
