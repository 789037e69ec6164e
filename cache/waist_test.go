package cache_test

import (
	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/internal/courier"
)

var _ courier.Ledger = (*cache.Ledger)(nil)
