package screen

// Set turns a setting to a value, at once as far as it counts while heed runs. How that
// went comes back by Learn under SlotSet: a settings.Refused, nil where nothing stands
// against it.
type Set struct {
	Name  string
	Value string
	// Try only shows what it would be like: what was comes back when the dialog that tries
	// it is closed, unless that sets it then.
	Try bool
	// Unset takes the setting out of what is kept. Value is what counts without it.
	Unset bool
}

// SlotSet is where a screen learns how a Set of its own went.
const SlotSet = "set"

// Configured is a screen that shows settings, and hears when some were turned or kept.
type Configured interface{ Configured() Out }
