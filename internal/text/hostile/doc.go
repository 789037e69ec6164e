// Package hostile makes texts that try to be more than text, for tests: escape sequences,
// controls, what turns letters round, what cannot be seen, what only looks like something of
// heed's, in twenty-six classes and in many forms of each. None of them is taken from
// anywhere; Data adds those of the folder that HEED_DATA names.
package hostile
