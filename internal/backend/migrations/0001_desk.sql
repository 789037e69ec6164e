-- An empty desk. Times are Unix milliseconds; NULL stands for none. Records are kept as the
-- JSON that goes over the wire, beside the columns that queries need. seq is the change
-- number under which a record last changed; entries are runs of thread entries, each what
-- one operation said, and never change.
CREATE TABLE desk (
  one     BIGINT PRIMARY KEY CHECK (one = 1),
  version BIGINT NOT NULL,
  name    TEXT   NOT NULL,
  epoch   TEXT   NOT NULL,
  secret  BYTEA  NOT NULL,
  seq     BIGINT NOT NULL,
  number  BIGINT NOT NULL
);
CREATE TABLE agents (
  id      TEXT   PRIMARY KEY,
  seq     BIGINT NOT NULL,
  version BIGINT NOT NULL,
  json    TEXT   NOT NULL
);
CREATE INDEX agents_seq ON agents (seq);
CREATE TABLE tokens (
  hash    BYTEA  PRIMARY KEY,
  agent   TEXT   NOT NULL REFERENCES agents (id),
  label   TEXT   NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT
);
CREATE INDEX tokens_agent ON tokens (agent, label);
CREATE TABLE customers (
  id      BYTEA  PRIMARY KEY,
  seq     BIGINT NOT NULL,
  version BIGINT NOT NULL,
  json    TEXT   NOT NULL
);
CREATE INDEX customers_seq ON customers (seq);
CREATE TABLE canned (
  id      BYTEA  PRIMARY KEY,
  seq     BIGINT NOT NULL,
  version BIGINT NOT NULL,
  json    TEXT   NOT NULL
);
CREATE INDEX canned_seq ON canned (seq);
CREATE TABLE tickets (
  row       BIGSERIAL PRIMARY KEY,
  id        BYTEA     NOT NULL UNIQUE,
  number    BIGINT    NOT NULL UNIQUE,
  seq       BIGINT    NOT NULL,
  version   BIGINT    NOT NULL,
  done      BIGINT    NOT NULL,
  status    TEXT      NOT NULL,
  assignee  TEXT      NOT NULL,
  team      TEXT      NOT NULL,
  requester BYTEA     NOT NULL,
  due       BIGINT    NOT NULL,
  updated   BIGINT    NOT NULL,
  snoozed   BIGINT,
  solved    BIGINT,
  json      TEXT      NOT NULL
);
CREATE INDEX tickets_seq ON tickets (seq);
CREATE INDEX tickets_due ON tickets (done, due);
CREATE INDEX tickets_snoozed ON tickets (snoozed) WHERE snoozed IS NOT NULL;
CREATE INDEX tickets_requester ON tickets (requester, number);
CREATE TABLE entries (
  row    BIGSERIAL PRIMARY KEY,
  ticket BIGINT    NOT NULL,
  first  BIGINT    NOT NULL,
  last   BIGINT    NOT NULL,
  seq    BIGINT    NOT NULL,
  json   TEXT      NOT NULL
);
CREATE UNIQUE INDEX entries_ticket ON entries (ticket, first);
CREATE INDEX entries_seq ON entries (seq);
CREATE TABLE ops (
  id      BYTEA  PRIMARY KEY,
  hash    BYTEA  NOT NULL,
  actor   TEXT   NOT NULL,
  kind    TEXT   NOT NULL,
  at      BIGINT NOT NULL,
  seq     BIGINT,
  outcome TEXT   NOT NULL,
  problem TEXT,
  ticket  BIGINT,
  state   TEXT,
  first   BIGINT NOT NULL,
  last    BIGINT NOT NULL
);
CREATE TABLE events (
  number BIGSERIAL PRIMARY KEY,
  seq    BIGINT    NOT NULL,
  ticket BIGINT    NOT NULL,
  op     BYTEA     NOT NULL,
  kind   TEXT      NOT NULL,
  actor  TEXT      NOT NULL,
  at     BIGINT    NOT NULL,
  before TEXT      NOT NULL,
  after  TEXT      NOT NULL,
  entry  BIGINT
);
CREATE INDEX events_ticket ON events (ticket, number);
CREATE TABLE gone (
  kind TEXT   NOT NULL,
  id   TEXT   NOT NULL,
  seq  BIGINT NOT NULL,
  at   BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX gone_seq ON gone (seq);
