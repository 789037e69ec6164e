// Package openapi describes an HTTP API as an OpenAPI 3.1 document, and as a page for people:
// from a list of its routes and, by reflection, from the Go types that go over the wire. It
// knows nothing of the API that it describes.
package openapi
