package listing_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/listing"
)

func TestTheOutboxSaysToAProgramWhatAnOperationSets(t *testing.T) {
	var out strings.Builder
	j := listing.NewJSON(&out)
	if err := j.Outbox([]desk.PendingOp{{Op: desk.Op{ID: desk.NewOpID(), Intent: desk.Tag{Tags: []string{"refund"}}}}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"value":"refund"`) {
		t.Error(out.String())
	}
}
