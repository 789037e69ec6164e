package desk

// The limits of what a ticket and what belongs to it may hold. A desk holds them wherever
// something comes in, so that everything of it fits into an answer of its own.
const (
	// MaxReply is the most that one reply or note may hold, in bytes.
	MaxReply = 256 << 10

	// MaxDraft is the most that the text of a draft may hold, in bytes: what is to be cut down to
	// a message is kept too.
	MaxDraft = 4 * MaxReply
	// MaxField is the most that a field of one line may hold, in bytes: a subject, a name.
	MaxField = 16 << 10
	// MaxRecord is the most that one record may hold as JSON, in bytes: a ticket without
	// its thread, an entry of a thread, a customer, a canned reply.
	MaxRecord = 1 << 20
	// MaxTag is the most letters of a tag.
	MaxTag = 40
	// MaxTags is the most tags of a ticket, and of one operation.
	MaxTags = 100
	// MaxAddresses is the most that one reply may be addressed to, and the most canned
	// replies that it may be made of.
	MaxAddresses = 100
	// MaxOfCustomer is the most that one operation changes of one kind in a customer's record:
	// addresses, numbers, notes, attributes, consents, channels. A record has any number of them
	// that MaxRecord has room for.
	MaxOfCustomer = 100
	// MaxLinks is the most tickets that one has to do with.
	MaxLinks = 50
	// MaxMinutes is the longest call.
	MaxMinutes = 24 * 60
	// MaxNumber is the highest number that a ticket may bring along: what every reader of
	// JSON takes for a whole number.
	MaxNumber = 1<<53 - 1
)
