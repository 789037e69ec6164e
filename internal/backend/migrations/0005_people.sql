-- What a token is for, and about when it last let somebody in.
ALTER TABLE tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT 'work';
ALTER TABLE tokens ADD COLUMN used BIGINT;

-- The public keys of accounts, as a line of authorized_keys without its comment.
CREATE TABLE keys (
  id    TEXT   PRIMARY KEY,
  agent TEXT   NOT NULL REFERENCES agents (id),
  line  TEXT   NOT NULL,
  added BIGINT NOT NULL
);
CREATE INDEX keys_agent ON keys (agent);

-- Who did what. A row is written once, with what it tells of, and its hash covers the row before it.
CREATE TABLE audit (
  number BIGINT PRIMARY KEY,
  at     BIGINT NOT NULL,
  actor  TEXT   NOT NULL,
  via    TEXT   NOT NULL,
  token  TEXT   NOT NULL,
  act    TEXT   NOT NULL,
  object TEXT   NOT NULL,
  op     BYTEA,
  digest BYTEA,
  before TEXT   NOT NULL,
  after  TEXT   NOT NULL,
  hash   BYTEA  NOT NULL
);
