package backend_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

func TestWhatADeskDoesByItselfIsToldWhereItFailsAndCounted(t *testing.T) {
	backend.AboutFiles(t)
	for chore, spoil := range map[string][2]string{
		"wake":      {`ALTER TABLE tickets RENAME COLUMN snoozed TO lost`, `ALTER TABLE tickets RENAME COLUMN lost TO snoozed`},
		"tidy":      {`ALTER TABLE files RENAME TO lost`, `ALTER TABLE lost RENAME TO files`},
		"retain":    {`ALTER TABLE retention RENAME TO lost`, `ALTER TABLE lost RENAME TO retention`},
		"note_uses": {`ALTER TABLE tokens RENAME COLUMN used TO lost`, `ALTER TABLE tokens RENAME COLUMN lost TO used`},
		"floor":     {`ALTER TABLE sla RENAME TO lost`, `ALTER TABLE lost RENAME TO sla`},
	} {
		t.Run(chore, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t)
				if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "lea", Role: desk.RoleLead}); err != nil {
					t.Fatal(err)
				}
				if lea, err := b.store.As(t.Context(), "lea"); err != nil {
					t.Fatal(err)
				} else if _, err := b.store.Floor(lea); err != nil { // one that nobody looks at is not counted
					t.Fatal(err)
				}
				var said []string
				b.store.OnTrouble(func(what string, err error) { said = append(said, fmt.Sprint(what, " fails: ", err != nil)) })
				if status, _, _ := b.asks(t, http.MethodGet, api.Root, b.token(t, "ann", 0), ""); status != http.StatusOK {
					t.Fatal(status)
				}
				backend.Spoil(t, b.store, spoil[0])
				time.Sleep(2*time.Hour + time.Minute)
				synctest.Wait()
				if want := []string{chore + " fails: true"}; !slices.Equal(said, want) {
					t.Errorf("%q", said)
				}
				_, text := at(t, b.server, "@", "/metrics")
				if want := `heed_chore_failing{chore="` + chore + `"} 1`; !strings.Contains(text, want) {
					t.Errorf("nothing of %s in\n%s", want, text)
				}
				if strings.Contains(text, `heed_chores_total{chore="`+chore+`",outcome="failed"} 0`) {
					t.Error("it is not counted")
				}
				backend.Spoil(t, b.store, spoil[1])
				time.Sleep(2 * time.Hour)
				synctest.Wait()
				if last := said[len(said)-1]; last != chore+" fails: false" {
					t.Errorf("%q", said)
				}
			})
		})
	}
}
