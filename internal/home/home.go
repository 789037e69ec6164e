// Package home writes paths as people type and read them: with ~ for the home folder.
package home

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"
)

// Long is a path as it was typed, in full: from the home folder where it is relative, from
// that of somebody else where it begins with ~ and their name. An error where there is no home
// folder that it could begin in.
func Long(typed string) (string, error) {
	rest, tilde := strings.CutPrefix(typed, "~")
	if tilde && rest != "" && rest[0] != '/' {
		name, below, _ := strings.Cut(rest, "/")
		if who, err := user.Lookup(name); err == nil && filepath.IsAbs(who.HomeDir) {
			return filepath.Join(who.HomeDir, below), nil
		}
		rest = typed // nobody has that name: it is the file's own
	}
	if filepath.IsAbs(typed) {
		return filepath.Clean(typed), nil
	}
	own, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	if !filepath.IsAbs(own) {
		return "", fmt.Errorf("the home folder %q is no whole path", own)
	}
	return filepath.Join(own, rest), nil
}

// Short is a whole path as it is shown: one below the home folder begins with ~.
func Short(path string) string {
	own, err := os.UserHomeDir()
	if err != nil || !filepath.IsAbs(own) || filepath.Clean(own) == "/" {
		return path
	}
	rest, err := filepath.Rel(own, path)
	if err != nil || !filepath.IsLocal(rest) {
		return path
	}
	return filepath.Join("~", rest)
}
