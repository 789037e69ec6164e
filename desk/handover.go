package desk

// FieldHandOver is what an entry names that records a hand-over: from whom to whom, where it
// was taken back to nobody. It is no field of a ticket.
const FieldHandOver Field = "hand_over"
