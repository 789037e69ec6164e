// Package metrics is the one KPI engine: every figure that heed shows of how customers were
// answered is worked out here, by one set of definitions, from what stands in the threads of
// tickets. It holds no clock and reads nothing: whoever asks hands the entries in.
//
// The definitions follow the articles on Zendesk's native metrics, which most desks report
// by; each function says which one, and where heed differs. Times are calendar time: nights
// and weekends count, but in what a first reply is held against, which counts in the hours in which a
// desk promises it. Every figure comes with how many cases it is of, and a mean never
// without median and 90th percentile.
package metrics
