package api

// Health is the answer of a probe where all is well; a Problem says that it is not.
type Health struct {
	Status HealthStatus `json:"status"`
}

// HealthStatus is what a probe has found.
type HealthStatus string

// What a probe may find.
const (
	Healthy HealthStatus = "ok"    // the process answers
	Ready   HealthStatus = "ready" // the desk can be read and written
)
