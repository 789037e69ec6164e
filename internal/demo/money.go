package demo

import (
	"fmt"
	"strconv"
	"strings"
)

// money is an amount in hundredths.
type money int

// String writes an amount as the shop does: "94.80".
func (m money) String() string {
	b := make([]byte, 0, 8)
	b = strconv.AppendInt(b, int64(m/100), 10)
	b = append(b, '.', byte('0'+m/10%10), byte('0'+m%10))
	return string(b)
}

func readMoney(s string) (money, error) {
	whole, cents, ok := strings.Cut(strings.TrimSpace(s), ".")
	a, err := strconv.Atoi(whole)
	b, err2 := strconv.Atoi(cents)
	if !ok || err != nil || err2 != nil || len(cents) != 2 {
		return 0, fmt.Errorf("%q is no price", s)
	}
	return money(a*100 + b), nil
}

// What carrying costs.
const (
	parcelHome   money = 590
	parcelAbroad money = 1250
	toTheRoom    money = 2400
	freeFrom     money = 8000
)
