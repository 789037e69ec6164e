package words

// enStation says what stands against opening a profile, or was mended as it was opened.
func enStation() map[string]string {
	return map[string]string{
		"cli.key_gone":              "The key of what lies in {dir} is gone, so it stays closed, and no other key is made in its place. Put the key back, from a backup or the keyring. To begin anew instead, give that folder another name; what was not sent yet cannot be read then.",
		"cli.desk_damaged":          "{file} is damaged or no desk's file, so this desk cannot be opened as it is. Nothing was changed. Put the file back from a backup; to begin a new desk, choose another folder.",
		"cli.stopped":               "Process {pid} has this open and is stopped, as after ctrl+z. Bring it back with fg where it was started, or let it go on with: kill -CONT {pid}.",
		"cli.silent":                "Process {pid} has this desk and does not answer. Give it a moment and start again, or end it first.",
		"cli.desk_sick":             "{file} is damaged, so not all of this desk can be read or written. Put the file back from a backup.",
		"cli.desk_gone":             "The file of this desk, desk.db, is gone from its folder, and no new desk is made in its place. Put the file back from a backup; to begin a new desk, choose another folder.",
		"cli.in_the_way":            "{file} is not the file that heed keeps there, and heed does not touch it. Put that file back, or move this one away, then start again.",
		"cli.no_token_kept":         "No token is kept in this profile, as there was neither keyring nor passphrase. Set HEED_TOKEN, or set HEED_PASSPHRASE and run heed login URL again.",
		"cli.remark.disk_full":      "The disk of this computer has no room, so nothing can be queued before there is some. What is here can be read. Make room; heed goes on by itself.",
		"cli.remark.token_lost":     "The token of this profile cannot be read, so nothing is sent or fetched. What is on this computer can be worked on. Run heed login URL --profile {profile} to give it again.",
		"cli.remark.token_unkept":   "No token is kept in this profile, so nothing is sent or fetched. What is on this computer can be worked on. Set HEED_TOKEN, or run heed login URL --profile {profile} again.",
		"cli.token_silent":          "The keyring that keeps the token of this profile does not answer, so nothing is sent or fetched. What is on this computer can be worked on. Unlock it and do this again, or set HEED_TOKEN.",
		"cli.disk.denied_file":      "You may not read or write {file}. Choose another place, or have its owner let you in.",
		"cli.repair.settings":       "The settings of this profile could not be read and were written anew. The old ones are in {aside}.",
		"cli.repair.cache":          "What was kept here of the desk could not be used and is fetched again; it is in {aside}. What you wrote is not touched.",
		"cli.repair.outbox":         "One of the two copies of the outbox could not be used. It was made again from the other one; it is in {aside}.",
		"cli.repair.outbox_both":    "Both copies of the outbox could not be used as they were. What could be read of them is there again. Keep {one} and {other}: something may be missing.",
		"pipe.queued_no_token":      "The token of this profile cannot be read. It is kept in the outbox as {op}. Run heed login URL, then heed sync.",
		"pipe.queued_token_silent":  "The keyring that keeps the token of this profile does not answer. It is kept in the outbox as {op}. Unlock the keyring, then run heed sync.",
		"pipe.queued_other_account": "The token is of another account than this profile. It is kept in the outbox as {op}. Give the token of this account, then run heed sync.",
		"pipe.no_token":             "The token of this profile cannot be read, so nothing was sent or fetched. Run heed login URL again.",
		"pipe.token_silent":         "The keyring that keeps the token of this profile does not answer, so nothing was sent or fetched. Unlock it and try again.",
		"pipe.other_account":        "The token is of another account than this profile, so nothing was sent or fetched. Give the token of this account.",
		"line.no_token":             "The token of this profile cannot be read, so nothing is sent or fetched. All you write is kept. Leave and run: heed login",
		"line.token_silent":         "The keyring that keeps the token of this profile does not answer, so nothing is sent or fetched. All you write is kept. Leave, unlock it and start heed again.",
		"line.other_account":        "The token is of another account than this profile, so nothing is sent or fetched with it. All you write is kept. Leave, and give the token of this account.",
	}
}
