package words

// enFiles is what is said of attachments.
func enFiles() map[string]string {
	return map[string]string{
		"problem.no_such_file":   "The desk does not have a file that goes with this, and it lies here no longer. Add the file again, then send.",
		"problem.file_too_large": "The file is too large: a desk takes 25 MB at most. Nothing was added.",
		"problem.file_empty":     "The file is empty, so there is nothing to send. Nothing was added.",
		"problem.too_many_files": "A message has 20 files at most. Nothing was added; send the rest with a second message.",

		"field.attachment": "attachment",
	}
}
