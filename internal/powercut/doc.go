// Package powercut records what a program does to a folder of the disk, call by call, and
// makes of it the folders that a power cut may leave at any moment: what was flushed is
// there, of the rest any part, whole or torn. It stands under tests; heed never imports it.
package powercut
