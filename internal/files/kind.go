package files

import (
	"bytes"
	"mime"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// sniffed is how many bytes tell what a file is.
const sniffed = 512

// program is the media type of what runs when it is opened.
const program = "application/x-executable"

// kindOf is the media type of a file, without parameters: what its bytes say, else its name.
func kindOf(name string, first []byte) string {
	kind := looksLike(first)
	if kind == "application/octet-stream" || kind == "text/plain" || kind == "application/zip" || kind == "text/xml" {
		if byName := essence(mime.TypeByExtension(strings.ToLower(filepath.Ext(name)))); byName != "" {
			kind = byName
		}
	}
	if !desk.ValidType(kind) {
		return ""
	}
	return kind
}

// essence is a media type without its parameters.
func essence(kind string) string {
	kind, _, _ = strings.Cut(kind, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// looksLike is the media type that the first bytes of a file tell.
func looksLike(first []byte) string {
	for _, mark := range [][]byte{
		[]byte("\x7fELF"), []byte("MZ"), []byte("#!"),
		{0xfe, 0xed, 0xfa, 0xce},
		{0xfe, 0xed, 0xfa, 0xcf},
		{0xce, 0xfa, 0xed, 0xfe},
		{0xcf, 0xfa, 0xed, 0xfe},
		{0xca, 0xfe, 0xba, 0xbe},
		[]byte("[Desktop Entry]"), []byte("[InternetShortcut]"),
	} {
		if bytes.HasPrefix(first, mark) {
			return program
		}
	}
	return essence(http.DetectContentType(first))
}

// runs are the endings of what a system runs when it is opened, or what can hold what it runs.
const runs = " exe com bat cmd scr pif msi msp ps1 psm1 vbs vbe js jse wsf wsh hta cpl lnk url reg jar jnlp sh bash zsh fish run bin command app " +
	"desktop appimage deb rpm apk dmg pkg py pyw pl rb php docm xlsm pptm dotm xltm html htm xhtml svg mht mhtml iso img vhd chm scf inf workflow "

// endings are the endings of a name, the last one first.
func endings(name string) (all []string) {
	for {
		ext := filepath.Ext(name)
		if ext == "" || len(ext) > 8 || strings.ContainsAny(ext, " ") {
			return all
		}
		all = append(all, strings.ToLower(ext[1:]))
		name = name[:len(name)-len(ext)]
	}
}

// caution is why somebody should think before they open a file.
func caution(name, kind string) desk.Caution {
	all := endings(name)
	risky := func(ending string) bool { return ending != "" && strings.Contains(runs, " "+ending+" ") }
	last := ""
	if len(all) > 0 {
		last = all[0]
	}
	switch {
	case risky(last) && len(all) > 1 && known(all[1]):
		return desk.FileDoubled
	case risky(last), kind == program, kind == "text/html", kind == "image/svg+xml":
		return desk.FileRuns
	case last != "" && differs(last, kind):
		return desk.FileDiffers
	default:
		return desk.NoCaution
	}
}

// known reports whether an ending is one that people know: pdf, jpg, txt.
func known(ending string) bool { return mime.TypeByExtension("."+ending) != "" }

// differs reports whether bytes of a kind cannot be what an ending says. Only what has marks
// of its own can be told.
func differs(ending, kind string) bool {
	wanted := map[string]string{
		"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
		"zip": "application/zip", "docx": "application/zip", "xlsx": "application/zip", "pptx": "application/zip", "odt": "application/zip",
		"gz": "application/x-gzip", "mp4": "video/mp4", "txt": "text/plain", "csv": "text/plain", "log": "text/plain",
	}[ending]
	return wanted != "" && wanted != kind
}
