// Package backend is heed's own desk: tickets, threads, customers, replies and
// accounts in one SQLite file or a PostgreSQL database, the operations that change them, the feed of what
// changed, and the HTTP API in front of it all.
package backend
