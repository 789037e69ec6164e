package help_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/help"
	"github.com/heed-desk/heed/tui/screentest"
)

func TestHelpTellsEveryKeyOfEveryScope(t *testing.T) {
	now := time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)
	for _, preset := range keymaps.Presets() {
		s := screentest.NewSession(screentest.NewDesk(now))
		table := keymaps.New(preset)
		for _, stack := range keymaps.Stacks() {
			h := help.New(s, table, stack, func(keymaps.Action) desk.Reason { return desk.Reason{} })
			h.Resize(400, 2000)
			picture := h.View(now).Text
			for _, scope := range keymaps.Scopes() {
				told := false
				for _, spec := range keymaps.Specs() {
					key := string(table.Key(spec.Action, []keymaps.Scope{scope}))
					if key == "" {
						continue
					}
					told = true
					if about := s.Book.T("about." + string(spec.Action)); !strings.Contains(picture, about) || !strings.Contains(picture, key) {
						t.Errorf("%s, opened in %v: no word of %q, %q in %s", preset, stack, key, about, scope)
					}
				}
				if name := s.Book.T("scope." + string(scope)); told && !strings.Contains(picture, name) {
					t.Errorf("%s, opened in %v: the keys of %q have no heading", preset, stack, name)
				}
			}
		}
	}
}

func TestHelpLeavesTheRoomToWordsAndNotToKeysOfOneLetter(t *testing.T) {
	now := time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)
	s := screentest.NewSession(screentest.NewDesk(now))
	h := help.New(s, keymaps.New(keymaps.Default), keymaps.Stacks()[0], func(keymaps.Action) desk.Reason { return desk.Reason{} })
	h.Resize(76, 400)
	for _, line := range strings.Split(ansi.Strip(h.View(now).Text), "\n") {
		if at := strings.Index(line, "Leave heed"); at > 20 {
			t.Errorf("the words begin at cell %d: %s", at, line)
		}
	}
}
