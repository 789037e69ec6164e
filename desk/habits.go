package desk

// Look is how an agent wants to see a view.
type Look struct {
	Sort  Sort `json:"sort,omitempty"`
	Lines int  `json:"lines,omitempty"` // of a row, 1 or 2; 0 for as the settings have it
}

// Habits are how an agent left the queue: they find it so again, on this computer.
type Habits struct {
	View  ViewID          `json:"view,omitempty"`  // the last one in sight
	Looks map[ViewID]Look `json:"looks,omitempty"` // of views that are not seen as they come
}
