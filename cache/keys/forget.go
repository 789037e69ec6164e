package keys

// Files are the names of the files in which a folder may have a key.
func Files() []string { return append(Copies(), throwawayName) }

// Copies are the names of the two files in which a key lies that is behind a passphrase.
func Copies() []string { return []string{fileName, copyName} }
