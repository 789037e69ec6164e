# heed: make demo opens the workstation, make test passes the tests. Everything else is for those who work on it.

GO      ?= go
BIN     := bin/heed
SEED    ?= 1
TICKETS ?= 200
DIR     ?=
TRAFFIC ?= calm

export CGO_ENABLED ?= 0

.PHONY: demo build test race torture mutants lint bench fuzz docs pictures clean

demo: build
	./$(BIN) demo --seed $(SEED) --tickets $(TICKETS) --traffic $(TRAFFIC) $(if $(DIR),--dir "$(DIR)")

build:
	$(GO) build -trimpath -o $(BIN) ./cmd/heed

# TESTFLAGS are further words for go test.
TESTFLAGS ?=
test:
	$(GO) vet ./...
	$(GO) test -timeout 20m $(TESTFLAGS) ./...

# The race detector is the one thing here that needs a C compiler. The packages are those in
# which more than one goroutine runs; real conversations are for make test.
race:
	HEED_DATA= HEED_RESULTS= CGO_ENABLED=1 $(GO) test -race -short -timeout 20m \
		$$(grep -rlE --include=*.go 'go func|\.Go\(|^[[:space:]]go [a-z]|testing/synctest' . | xargs -n1 dirname | sort -u)

# SCALE is the part of a release's goals to go through, ONLY the promises by name, and KEEP
# writes docs/promises.md from what was gone through; FROM tells results that are there already,
# in the file that HEED_RESULTS named to make test.
SCALE ?= 1
ONLY  ?=
KEEP  ?=
FROM  ?=
torture:
	$(GO) run ./internal/torture -scale $(SCALE) -only '$(ONLY)' $(if $(FROM),-from '$(FROM)') $(if $(KEEP),-keep)
	@$(if $(KEEP),$(GO) generate ./internal/promise)

# Bugs are planted in heed, one after the other; the schedules have to find each. MUTANTS
# picks some of them by a pattern of their names. It takes a quarter of an hour and more.
MUTANTS ?=
mutants:
	HEED_MUTANTS='$(MUTANTS)' $(GO) test -tags mutants -count=1 -timeout 3h -v -run Planted ./internal/mutants

lint:
	golangci-lint run ./...

# ONLY is here one or more of ledger, screen, desk and watch; KEEP writes docs/scale.md from them.
bench: build
	@mkdir -p out
	$(GO) run ./internal/bench -bin ./$(BIN) -out out/bench.json -only '$(ONLY)' $(if $(KEEP),-keep)
	@$(if $(KEEP),$(GO) generate ./internal/bench)

# FUZZTIME is how long each target runs. What a target finds stays in its testdata/fuzz.
FUZZTIME ?= 10s
fuzz:
	$(GO) run ./internal/torture -only fuzz -fuzztime $(FUZZTIME)

docs:
	$(GO) generate ./...

# The pictures of docs/, from the program's own frames.
pictures: build
	$(GO) run ./internal/picture -bin ./$(BIN)

clean:
	rm -rf bin out
