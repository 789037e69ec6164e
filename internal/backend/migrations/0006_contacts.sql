-- Which customers have an address or a number, by its hash.
CREATE TABLE contacts (
  hash     BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  PRIMARY KEY (hash, customer)
);
CREATE INDEX contacts_customer ON contacts (customer);
