package words

import "maps"

// German returns the German catalogue. A text that it lacks is the English one, so that
// nobody ever sees a key.
func German() *Book {
	texts := english()
	plain := maps.Clone(texts)
	maps.Copy(texts, german())
	return &Book{texts: texts, language: LanguageGerman, english: plain}
}

// german joins the parts of the German catalogue. Each part is a file of its own, de_*.go,
// beside the English one that it says the same as. Agents are addressed with "du".
func german() map[string]string {
	all := make(map[string]string, 1<<11)
	for _, part := range []map[string]string{
		deSpan(), deSSH(),
		deQueue(),
		dePromises(),
		deTicket(),
		deDeal(),
		deThread(),
		deComposer(),
		deReplies(),
		deOutbox(),
		deSearch(),
		deCustomer(),
		deFailure(),
		deArchive(),
		deActions(),
		deActionsLong(),
		deActionsEdit(),
		deProblems(),
		deLine(),
		deAway(),
		deRoot(),
		deUndo(),
		deLeave(),
		dePhrasebook(),
		dePipe(),
		deListing(),
		deCLI(),
		deStation(),
		deStore(),
		dePeople(),
		deReport(),
		deRunning(),
		deDeskFile(),
		deUnkept(),
		deKeymap(),
		deConfig(),
		deDoctor(),
		deShell(),
		deJump(),
		deOpening(),
		deLater(),
		deEditor(),
		deMacro(),
		deAddress(),
		deDay(),
		deFloor(),
		deHandOver(),
		deCommons(),
		dePhrase(),
		deLocked(),
		deFiles(),
		deKeep(),
		deLanguage(),
		deSettings(),
		deLinear(),
		deFirst(),
		deElsewhere(),
	} {
		maps.Copy(all, part)
	}
	return all
}
