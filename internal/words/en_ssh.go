package words

// enSSH has the words of the way to a desk by SSH.
func enSSH() map[string]string {
	return map[string]string{
		"lobby.title":       "The desk",
		"lobby.came":        "You came as {login}, with {with}.",
		"lobby.waiting":     "what waits",
		"lobby.counting":    "One moment: it is being counted.",
		"lobby.as_of":       "as of {time}",
		"lobby.failed":      "The counts are those of before. {why}",
		"lobby.may":         "what you may do at this desk",
		"lobby.may.agent":   "See all of its tickets and do everything to them: answer, note, assign, snooze, merge, solve.",
		"lobby.may.trainer": "See all of its tickets and do everything to them: answer, note, assign, snooze, merge, solve.",
		"lobby.may.lead":    "All that an agent may, and decide what holds for everybody: shared filters, policies, views, replies. You put people into groups.",
		"lobby.may.admin":   "All that a lead may, and keep the accounts: who comes in, with which role, keys and tokens. You read the audit trail.",
		"lobby.looks":       "Here one looks. To work, open heed on your own computer with a token of this desk.",

		"problem.nothing_selected.looks_only": "Here one looks. To work, open heed on your own computer.",

		"ssh.idle":      "No key was pressed for {span}, so the session is locked: it has ended. Come back with ssh.",
		"ssh.over":      "The session was as long as one may be, and has ended. Come back with ssh.",
		"ssh.thrown":    "What you came with lets you in no longer, or your role has changed. Ask whoever runs the desk, or come back with ssh.",
		"ssh.stalled":   "Your terminal took nothing for too long.",
		"ssh.closing":   "The desk is closing. Come back in a moment.",
		"ssh.failed":    "Something failed here, and the session has ended. Come back with ssh; whoever runs the desk finds it in its log.",
		"ssh.full":      "There are as many sessions as the desk takes. Come back in a moment.",
		"ssh.full_one":  "Your account has as many sessions as one may have. End one of them first.",
		"ssh.unnoted":   "The desk cannot write down that you came, so it lets nobody in. Tell whoever runs it.",
		"ssh.unwelcome": "",
		"ssh.left":      "",

		"cli.flag.ssh":      "let people in by SSH at this address, as 0.0.0.0:2222 (their keys: heed desk user key)",
		"cli.flag.ssh_ca":   "a file with public keys, one a line, whose certificates let people in by SSH",
		"cli.serving_ssh":   "By SSH at {address}, host key {fingerprint}",
		"cli.ssh_new_key":   "A host key was made: {file}. Keep it: whoever comes compares its fingerprint.",
		"cli.ssh_key_gone":  "The SSH host key of this folder is gone: {file}. Put it back from a backup. Without it everybody who has come before is warned of an attack; if it is lost, remove {public} too, and a new one is made.",
		"cli.ssh_bad_key":   "{file} is no SSH host key: it has to be of the type Ed25519, without a passphrase.",
		"cli.ssh_no_keys":   "Nobody could come in by SSH: no account has a public key. Add one first with: heed desk user key NAME FILE --desk {dir}",
		"cli.ssh_bad_ca":    "{file} holds no public keys of an authority, one a line.",
		"cli.ssh_trouble":   "SSH: {why}",
		"cli.bad_ssh":       "{value} is no address to listen at for SSH, as 0.0.0.0:2222.",
		"cli.ssh_ca_no_ssh": "--ssh-ca says whose certificates let people in by SSH, and there is no --ssh.",
	}
}
