# heed: make demo opens the workstation, make test passes the tests. Everything else is for those who work on it.

GO      ?= go
BIN     := bin/heed
SEED    ?= 1
TICKETS ?= 200
DIR     ?=
TRAFFIC ?= calm

export CGO_ENABLED ?= 0

.PHONY: demo build test race torture lint bench fuzz docs pictures clean

demo: build
	./$(BIN) demo --seed $(SEED) --tickets $(TICKETS) --traffic $(TRAFFIC) $(if $(DIR),--dir "$(DIR)")

build:
	$(GO) build -trimpath -o $(BIN) ./cmd/heed

# TESTFLAGS are further words for go test.
TESTFLAGS ?=
test:
	$(GO) vet ./...
	$(GO) test $(TESTFLAGS) ./...

# The race detector is the one thing here that needs a C compiler.
race:
	CGO_ENABLED=1 $(GO) test -race -short ./...

# SCHEDULES is how many random schedules of faults, kills and colleagues are gone through.
SCHEDULES ?= 2000
torture:
	@mkdir -p out
	@HEED_TORTURE=$(SCHEDULES) $(GO) test -count=1 -timeout 60m -run Schedule -v ./internal/story >out/torture.log; ended=$$?; \
		grep -e schedule -e FAIL -e '^ok' out/torture.log; exit $$ended

lint:
	golangci-lint run ./...

bench: build
	@mkdir -p out
	$(GO) run ./internal/bench -bin ./$(BIN) -out out/bench.json

# FUZZTIME is how long each target runs.
FUZZTIME ?= 10s
fuzz:
	@for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
		done; \
	done

docs:
	$(GO) generate ./...

# The pictures of docs/, from the program's own frames.
pictures: build
	$(GO) run ./internal/picture -bin ./$(BIN)

clean:
	rm -rf bin out
