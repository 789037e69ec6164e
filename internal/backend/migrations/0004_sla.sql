-- What the desk promises: a desk.SLA.
CREATE TABLE sla (
  one  BIGINT PRIMARY KEY CHECK (one = 1),
  json TEXT NOT NULL
);
