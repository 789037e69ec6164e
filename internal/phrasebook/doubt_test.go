package phrasebook

import "testing"

func TestTheFactThatAMistypedBlankMeansIsNamed(t *testing.T) {
	for name, want := range map[string]string{
		"customer.frist": "customer.first", "custmer.frist": "customer.first", "first": "customer.first", "client.name": "agent.name",
		"ordr.numbr": "order.number", "delivery.window": "",
		"customer.first_name": "customer.first", "agent.first_name": "agent.first", "first_name": "customer.first", "customer.last_name": "customer.name",
	} {
		if d, doubted := Doubtful("Dear {{" + name + "}},"); !doubted || d.Name != name || d.Near != want {
			t.Errorf("%s: %+v", name, d)
		}
	}
}
