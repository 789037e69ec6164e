package words

// english joins the parts of the catalogue. Each part is a file of its own, en_*.go,
// so that a screen's texts stand together.
func english() map[string]string {
	all := make(map[string]string, 1<<11)
	for _, part := range []map[string]string{
		enQueue(),
		enSpan(),
		enTicket(),
		enDeal(),
		enThread(),
		enComposer(),
		enReplies(),
		enOutbox(),
		enSearch(),
		enCustomer(),
		enFailure(),
		enArchive(),
		enActions(),
		enActionsLong(),
		enActionsEdit(),
		enProblems(),
		enLine(),
		enAway(),
		enRoot(),
		enUndo(),
		enLeave(),
		enPhrasebook(),
		enPipe(),
		enListing(),
		enCLI(),
		enStation(),
		enUnkept(),
		enKeymap(),
		enConfig(),
		enDoctor(),
		enShell(),
		enJump(),
		enOpening(),
		enLater(),
		enEditor(),
		enCommons(),
		enMacro(),
		enAddress(),
		enDay(),
		enHandOver(),
		enFiles(),
		enLinear(),
		enLanguage(),
		enSettings(),
		enFirst(),
		enElsewhere(),
	} {
		for key, text := range part {
			all[key] = text
		}
	}
	return all
}
