-- What a desk of the first layout may have already, as it was made where it was missing.

-- For whom the desk was made.
CREATE TABLE IF NOT EXISTS owner (
  one   BIGINT PRIMARY KEY CHECK (one = 1),
  agent TEXT NOT NULL
);

-- From which change number on a life of the desk has given them; what was before has no name.
CREATE TABLE IF NOT EXISTS lives (
  row   BIGSERIAL PRIMARY KEY,
  first BIGINT NOT NULL,
  id    BYTEA  NOT NULL UNIQUE
);

-- The desk's own addresses.
CREATE TABLE IF NOT EXISTS mailboxes (
  row  BIGSERIAL PRIMARY KEY,
  json TEXT NOT NULL
);

-- Shared filters, also those that are shared no longer: they have no query, and a version
-- that tells an old answer from a new one, until nobody can ask any more what they missed.
CREATE TABLE IF NOT EXISTS filters (
  id      TEXT PRIMARY KEY,
  seq     BIGINT NOT NULL,
  version BIGINT NOT NULL,
  json    TEXT   NOT NULL,
  ended   BIGINT
);
CREATE INDEX IF NOT EXISTS filters_seq ON filters (seq);

-- What is attached. A file is there for those who brought it and, once a message has it, for
-- all who see its ticket: from then on nothing is kept of who brought it, and what is not
-- sent yet is all that uploads has.
CREATE TABLE IF NOT EXISTS files (
  id   BYTEA PRIMARY KEY,
  size BIGINT NOT NULL,
  at   BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS uploads (
  file  BYTEA  NOT NULL,
  agent TEXT   NOT NULL,
  at    BIGINT NOT NULL,
  PRIMARY KEY (file, agent)
);
CREATE TABLE IF NOT EXISTS uses (
  file   BYTEA  NOT NULL,
  ticket BIGINT NOT NULL,
  PRIMARY KEY (file, ticket)
);
CREATE INDEX IF NOT EXISTS uploads_agent ON uploads (agent);
DELETE FROM uploads WHERE file IN (SELECT file FROM uses);

-- Who follows which ticket, for the view of what one follows. It is written with the ticket
-- and says nothing that the ticket does not.
CREATE TABLE IF NOT EXISTS followers (
  agent  TEXT   NOT NULL,
  ticket BIGINT NOT NULL,
  PRIMARY KEY (agent, ticket)
);
CREATE INDEX IF NOT EXISTS followers_ticket ON followers (ticket);
