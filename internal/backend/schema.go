package backend

// schemaVersion is the layout that this program reads and writes. A desk of a newer one is refused.
const schemaVersion = 1

// schema makes an empty desk. Times are Unix milliseconds; NULL stands for none and sorts
// last. Records are kept as the JSON that goes over the wire, beside the columns that
// queries need. seq is the change number under which a record last changed; entries are
// runs of thread entries, each what one operation said, and never change.
const schema = `
CREATE TABLE desk (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  name    TEXT    NOT NULL,
  epoch   TEXT    NOT NULL,
  secret  BLOB    NOT NULL,
  seq     INTEGER NOT NULL,
  number  INTEGER NOT NULL
);
CREATE TABLE agents (
  id       TEXT PRIMARY KEY,
  seq      INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  json     TEXT NOT NULL
);
CREATE INDEX agents_seq ON agents (seq);
CREATE TABLE tokens (
  hash    BLOB PRIMARY KEY,
  agent   TEXT NOT NULL REFERENCES agents (id),
  label   TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER
);
CREATE INDEX tokens_agent ON tokens (agent, label);
CREATE TABLE customers (
  id      BLOB PRIMARY KEY,
  seq     INTEGER NOT NULL,
  version INTEGER NOT NULL,
  json    TEXT NOT NULL
);
CREATE INDEX customers_seq ON customers (seq);
CREATE TABLE canned (
  id      BLOB PRIMARY KEY,
  seq     INTEGER NOT NULL,
  version INTEGER NOT NULL,
  json    TEXT NOT NULL
);
CREATE INDEX canned_seq ON canned (seq);
CREATE TABLE tickets (
  row       INTEGER PRIMARY KEY,
  id        BLOB    NOT NULL UNIQUE,
  number    INTEGER NOT NULL UNIQUE,
  seq       INTEGER NOT NULL,
  version   INTEGER NOT NULL,
  done      INTEGER NOT NULL,
  status    TEXT    NOT NULL,
  assignee  TEXT    NOT NULL,
  team      TEXT    NOT NULL,
  requester BLOB    NOT NULL,
  due       INTEGER NOT NULL,
  updated   INTEGER NOT NULL,
  snoozed   INTEGER,
  solved    INTEGER,
  json      TEXT    NOT NULL
);
CREATE INDEX tickets_seq ON tickets (seq);
CREATE INDEX tickets_due ON tickets (done, due);
CREATE INDEX tickets_snoozed ON tickets (snoozed) WHERE snoozed IS NOT NULL;
CREATE INDEX tickets_requester ON tickets (requester, number);
CREATE TABLE entries (
  row    INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL,
  first  INTEGER NOT NULL,
  last   INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  json   TEXT    NOT NULL
);
CREATE UNIQUE INDEX entries_ticket ON entries (ticket, first);
CREATE INDEX entries_seq ON entries (seq);
CREATE TABLE ops (
  id      BLOB PRIMARY KEY,
  hash    BLOB    NOT NULL,
  actor   TEXT    NOT NULL,
  kind    TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  seq     INTEGER,
  outcome TEXT    NOT NULL,
  problem TEXT,
  ticket  INTEGER,
  state   TEXT,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL
);
CREATE TABLE events (
  number INTEGER PRIMARY KEY,
  seq    INTEGER NOT NULL,
  ticket INTEGER NOT NULL,
  op     BLOB    NOT NULL,
  kind   TEXT    NOT NULL,
  actor  TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  before TEXT    NOT NULL,
  after  TEXT    NOT NULL,
  entry  INTEGER
);
CREATE INDEX events_ticket ON events (ticket, number);
CREATE TABLE gone (
  kind TEXT    NOT NULL,
  id   TEXT    NOT NULL,
  seq  INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX gone_seq ON gone (seq);
`

// firstNumber is the number of a desk's first ticket.
const firstNumber = 4001
