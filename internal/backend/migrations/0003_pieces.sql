-- The bytes of attachments where they lie in the database and not beside it: by their hash, in
-- pieces of one size but for the last.
CREATE TABLE pieces (
  file   BYTEA  NOT NULL,
  number BIGINT NOT NULL,
  bytes  BYTEA  NOT NULL,
  PRIMARY KEY (file, number)
);
