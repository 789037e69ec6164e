package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
)

// keptFigures is the file of the figures of which docs/scale.md is made.
const keptFigures = "docs/scale.json"

// Figures that docs/scale.md reckons with.
const (
	queuePage   = "queue page of 200"
	bareCommits = "bare commits"
	fetchNews   = "news of one change fetched, 8 clients"
	resting     = "at rest after all of that"
	ofServer    = ": processor time of the server, each"
	ofDatabase  = ": processor time of the database, each"
)

func claimAndReply(clients int) string { return "claim and reply, " + counted(clients, "client") }

func lagName(listeners int) string { return "feed lag, " + counted(listeners, "listener") }

func memoryWith(listeners int) string {
	return "memory of the server with " + counted(listeners, "listener")
}

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return grouped(n) + " " + what
}

// keepBeside keeps reports in a file in place of earlier ones of the same parts.
func keepBeside(path string, reports []*report) error {
	kept, err := readKept(path)
	if err != nil {
		return err
	}
	for _, r := range reports {
		kept = append(slices.DeleteFunc(kept, func(k *report) bool { return k.Part == r.Part }), r)
	}
	slices.SortFunc(kept, func(a, b *report) int { return order(a.Part) - order(b.Part) })
	return write(path, kept)
}

func order(name string) int {
	return slices.IndexFunc(parts(), func(p part) bool { return p.name == name })
}

// readKept reads the figures of a file; none where there is no such file yet.
func readKept(path string) (kept []*report, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return kept, json.Unmarshal(b, &kept)
}

// grouped writes a number as people read it.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}
