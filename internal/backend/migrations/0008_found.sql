-- What a ticket takes along when it is removed, without reading what all others have.
CREATE INDEX ops_ticket ON ops (ticket);
CREATE INDEX uses_ticket ON uses (ticket);
-- The orders of the views that are of what is over too.
CREATE INDEX tickets_updated ON tickets ((-updated), number);
CREATE INDEX tickets_solved ON tickets (done, (-coalesce(solved, 0)), number);
