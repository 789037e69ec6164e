package client

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/url"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
)

// Report is what happened on some days, both of which are in it; empty for today, and for the week up to
// the last day. far is called with how far the desk is. desk.ErrForbidden for who may not see that.
func (l *Line) Report(ctx context.Context, from, to desk.Date, by metrics.By, far func(metrics.Counting)) (metrics.Report, error) {
	q := url.Values{"from": {string(from)}, "to": {string(to)}, "by": {string(by)}}
	var all *metrics.Report
	err := l.stream(ctx, api.Report, q, api.TypeNDJSON, nil, func(ctx context.Context, body *awake) error {
		in := json.NewDecoder(body)
		for all == nil {
			var line metrics.Reckoning
			switch err := in.Decode(&line); {
			case err != nil && context.Cause(ctx) != nil:
				return away(context.Cause(ctx))
			case errors.Is(err, io.EOF):
				return &desk.Temporary{Err: errTruncated, Why: desk.AwayCut}
			case err != nil:
				return &desk.Temporary{Err: err, Why: desk.AwayCut}
			}
			if all = line.Report; line.Counting != nil {
				far(*line.Counting)
			}
		}
		return nil
	})
	if err != nil {
		return metrics.Report{}, err
	}
	return *all, nil
}
