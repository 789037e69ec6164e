package backend

import (
	"net/url"
	"reflect"
	"strconv"

	"github.com/heed-desk/heed/internal/backend/openapi"
)

// checkQuery refuses a query that the route does not describe: a name that it does not know, one
// that comes twice, and a number that is none or out of its range.
func (r route) checkQuery(raw string) error {
	asked, err := url.ParseQuery(raw)
	if err != nil {
		return badRequest("the query is none").At(inQuery, "")
	}
	for name, values := range asked {
		p, known := r.param(inQuery, name)
		switch {
		case !known:
			return badRequest("this route knows no such query").At(inQuery, name)
		case len(values) > 1:
			return badRequest("it is asked for twice").At(inQuery, name)
		case reflect.TypeOf(p.Of).Kind() == reflect.Int:
			n, err := strconv.ParseInt(values[0], 10, 64)
			if err != nil || n < p.Min || n > p.Max {
				return badRequest("it is a whole number from "+strconv.FormatInt(p.Min, 10)+" to "+strconv.FormatInt(p.Max, 10)).At(inQuery, name)
			}
		}
	}
	return nil
}

// param is what a route says of a part of its requests.
func (r route) param(in, name string) (openapi.Param, bool) {
	for _, p := range r.about.In {
		if p.In == in && p.Name == name {
			return p, true
		}
	}
	return openapi.Param{}, false
}
