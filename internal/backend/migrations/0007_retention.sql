-- How long what is over is kept: a backend.Retention.
CREATE TABLE retention (
  one  BIGINT PRIMARY KEY CHECK (one = 1),
  json TEXT NOT NULL
);
