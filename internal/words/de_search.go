package words

func deSearch() map[string]string {
	return map[string]string{
		"search.title":   "Suche",
		"search.hint":    "Worte, ein Name, eine Nummer",
		"search.none":    "Nichts auf diesem Computer hat diese Worte.",
		"search.growing": "Der Index entsteht noch: {n} von {total} Tickets sind darin.",
		"search.found":   "{n} gefunden, die besten zuerst",
		"search.listed":  "{n} gefunden, die neuesten zuerst",
		"search.indexed": "{n} von {total} im Index",
		"search.order":   "Bestellung",
		"search.help": `erstattung lampe = beide Worte, im Betreff oder im Gesagten; das letzte darf halb sein
"vor drei wochen" = diese Worte, eins nach dem anderen
#4821 = die Nummer eines Tickets; P-41616 findet eine Bestellung
from:harper = wer schrieb: ein Name, eine Adresse
status:open = new, open, pending, on_hold, solved oder closed; is:open heißt dasselbe
tag:refund = welches Schlagwort
channel:chat = mail, chat, phone, sms, social oder form
assignee:tom = bei wem; assignee:none oder is:unassigned für niemanden
group:bench = bei welcher Gruppe
priority:urgent = low, normal, high oder urgent
before:2026-03 after:7d = wann es anfing`,
	}
}
