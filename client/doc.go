// Package client is the line to a desk of heed's own: its HTTP API as the courier needs
// it. It resends nothing and keeps nothing; what an answer means for an operation is said
// by the error it returns.
package client
