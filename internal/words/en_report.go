package words

// enReport is about what happened at a desk on some days.
func enReport() map[string]string {
	return map[string]string{
		"cli.report":         "Sum up what happened on some days, by group, agent or channel",
		"cli.report.long":    "Sums up what came in at a desk, what was answered and solved, how long that took and how it was rated: for leads and admins, and for whoever may open the desk's folder or its database. It is reckoned from the tickets as they are now, by the same definitions as every other figure of heed (docs/figures.md).",
		"cli.report.example": "  heed report --from 2026-03-01 --to 2026-03-31 --by agent\n  heed report --by group --format csv > week.csv",
		"cli.flag.from":      "the first day, as in 2026-03-01; else six days before the last",
		"cli.flag.to":        "the last day; else today",
		"cli.flag.by":        "group, agent or channel; else the whole desk alone",
		"cli.flag.format":    "table, csv or json",
		"cli.flag.clock":     "by which clock a table tells times: calendar or business",
		"cli.report.which":   "{name} takes one of {values}, not {value}.",
		"cli.report.bad_day": "{name} takes a day, as in 2026-03-01, not {value}.",
		"cli.report.days":    "A report is of days, the first before the last, ten years of them at most.",

		"report.head":            "From {from} to {to}, in {zone}",
		"report.desk":            "whole desk",
		"report.none":            "none",
		"report.part.group":      "Group",
		"report.part.agent":      "Agent",
		"report.part.channel":    "Channel",
		"report.arrived":         "Arrived",
		"report.solved":          "Solved",
		"report.first_reply":     "First reply",
		"report.next_reply":      "Next reply",
		"report.resolution":      "Resolution",
		"report.service_level":   "In time",
		"report.one_touch":       "One touch",
		"report.reopened":        "Reopened",
		"report.satisfied":       "Satisfied",
		"report.took":            "{p50} / {p90} ({n})",
		"report.share":           "{percent} % ({n})",
		"report.percent":         "{percent} %",
		"report.rated":           "{share}, {rate} rated",
		"report.legend.calendar": "Times: median / 90th percentile (of how many), by the clock on the wall. Shares: percent (of how many).",
		"report.legend.business": "Times: median / 90th percentile (of how many), in business hours. Shares: percent (of how many).",
	}
}
