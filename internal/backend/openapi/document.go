package openapi

// Version is the version of OpenAPI that a Document is written in.
const Version = "3.1.0"

// Document is an OpenAPI document, as far as one is needed here.
type Document struct {
	OpenAPI    string                           `json:"openapi"`
	Info       Info                             `json:"info"`
	Security   []map[string][]string            `json:"security,omitempty"`
	Tags       []Tag                            `json:"tags,omitempty"`
	Paths      map[string]map[string]*Operation `json:"paths"` // by path, then by method in small letters
	Components Components                       `json:"components"`
}

// Info says what is described.
type Info struct {
	Title       string `json:"title"`
	Version     string `json:"version"`
	Description string `json:"description,omitempty"`
}

// Tag is a heading under which routes stand, in the order in which they first appear.
type Tag struct {
	Name string `json:"name"`
}

// Operation is one route.
type Operation struct {
	ID          string                `json:"operationId"`
	Summary     string                `json:"summary"`
	Description string                `json:"description,omitempty"`
	Tags        []string              `json:"tags,omitempty"`
	Security    []map[string][]string `json:"security,omitzero"` // empty, not nil, where nobody needs a token
	Parameters  []*Parameter          `json:"parameters,omitempty"`
	Body        *Body                 `json:"requestBody,omitempty"`
	Answers     map[string]*Answer    `json:"responses"`
}

// Parameter is a part of a request beside its body.
type Parameter struct {
	Name        string  `json:"name"`
	In          string  `json:"in"` // path, query, header
	Description string  `json:"description,omitempty"`
	Required    bool    `json:"required,omitempty"`
	Schema      *Schema `json:"schema"`
}

// Body is the body of a request.
type Body struct {
	Description string             `json:"description,omitempty"`
	Required    bool               `json:"required,omitempty"`
	Content     map[string]Content `json:"content"`
}

// Answer is what comes back.
type Answer struct {
	Ref         string             `json:"$ref,omitempty"`
	Description string             `json:"description,omitempty"`
	Headers     map[string]*Header `json:"headers,omitempty"`
	Content     map[string]Content `json:"content,omitempty"`
}

// Header is a header of an answer.
type Header struct {
	Description string  `json:"description,omitempty"`
	Schema      *Schema `json:"schema"`
}

// Content is what a body holds in one media type.
type Content struct {
	Schema  *Schema `json:"schema"`
	Example any     `json:"example,omitempty"`
}

// Components are the parts that are referred to.
type Components struct {
	Schemas  map[string]*Schema `json:"schemas"`
	Answers  map[string]*Answer `json:"responses,omitempty"`
	Security map[string]Scheme  `json:"securitySchemes,omitempty"`
}

// Scheme is a way to say who one is.
type Scheme struct {
	Type        string `json:"type"`
	Scheme      string `json:"scheme"`
	Description string `json:"description,omitempty"`
}

// Schema is a JSON Schema of the dialect that OpenAPI 3.1 has.
type Schema struct {
	Ref           string             `json:"$ref,omitempty"`
	Title         string             `json:"title,omitempty"`
	Description   string             `json:"description,omitempty"`
	Type          string             `json:"type,omitempty"`
	Format        string             `json:"format,omitempty"`
	Pattern       string             `json:"pattern,omitempty"`
	Enum          []any              `json:"enum,omitempty"`
	Const         any                `json:"const,omitempty"`
	Default       any                `json:"default,omitempty"`
	Examples      []any              `json:"examples,omitempty"`
	Minimum       *int64             `json:"minimum,omitempty"`
	Maximum       *int64             `json:"maximum,omitempty"`
	MinLength     int                `json:"minLength,omitempty"`
	MaxLength     int                `json:"maxLength,omitempty"`
	MinItems      int                `json:"minItems,omitempty"`
	MaxItems      int                `json:"maxItems,omitempty"`
	MinProperties int                `json:"minProperties,omitempty"`
	Items         *Schema            `json:"items,omitempty"`
	Properties    map[string]*Schema `json:"properties,omitempty"`
	Required      []string           `json:"required,omitempty"`
	Others        any                `json:"additionalProperties,omitempty"` // false, or a *Schema
	OneOf         []*Schema          `json:"oneOf,omitempty"`
	Discriminator *Discriminator     `json:"discriminator,omitempty"`

	order []string // of the properties, as they are written
}

// Discriminator says by which property the one of OneOf is told.
type Discriminator struct {
	Property string            `json:"propertyName"`
	Mapping  map[string]string `json:"mapping,omitempty"`
}

// refers is a schema that is written elsewhere.
func refers(name string) *Schema { return &Schema{Ref: "#/components/schemas/" + name} }
