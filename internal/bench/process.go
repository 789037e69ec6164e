package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// anonymous is the memory of a process beside mapped pages, in bytes.
func anonymous(pid int) (int64, error) { return inProc(pid, "status", "RssAnon:") }

// resident is all memory of a process that is in the machine's, its program with it, in bytes.
func resident(pid int) (int64, error) { return inProc(pid, "status", "VmRSS:") }

// proportional is resident, of which what several processes share is counted in parts.
func proportional(pid int) (int64, error) { return inProc(pid, "smaps_rollup", "Pss:") }

// inProc reads a size that a file of /proc has of a process.
func inProc(pid int, file, name string) (int64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, file))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("no %s for process %d", name, pid)
}

// clockTick is how long a tick of /proc's processor times is; USER_HZ is 100 wherever Go runs on Linux.
const clockTick = 10 * time.Millisecond

// processorTime is what a process has used so far.
func processorTime(pid int) (time.Duration, error) {
	fields, err := stat(pid)
	if err != nil {
		return 0, err
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	if err1 != nil || err2 != nil {
		return 0, fmt.Errorf("processor times of process %d cannot be read", pid)
	}
	return time.Duration(user+system) * clockTick, nil
}

// stat are the fields that /proc has of a process, those behind its name.
func stat(pid int) ([]string, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil, err
	}
	// The name in brackets may hold blanks; fields count from behind it.
	return strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:])), nil
}

// family is a process with those that it started.
func family(pid int) ([]int, error) {
	all, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	pids := []int{pid}
	for _, e := range all {
		child, err := strconv.Atoi(e.Name())
		if err != nil {
			continue // it is about something else
		}
		if fields, err := stat(child); err == nil && fields[1] == strconv.Itoa(pid) {
			pids = append(pids, child)
		}
	}
	return pids, nil
}

// usedBy is which part of a core a process uses while it is watched, in percent.
func usedBy(pid int, watched time.Duration) (float64, error) {
	before, err := processorTime(pid)
	if err != nil {
		return 0, err
	}
	time.Sleep(watched)
	after, err := processorTime(pid)
	return 100 * float64(after-before) / float64(watched), err
}

func megabytes(size int64) float64 { return float64(size) / (1 << 20) }
