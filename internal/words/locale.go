package words

import (
	"slices"
	"strings"
)

// Spoken is the language that an environment asks for: that of LC_ALL, else of LC_MESSAGES,
// else of LANG; English where heed does not speak it. env looks a variable up.
func Spoken(env func(string) string) Language {
	language, _ := locale(env, "LC_MESSAGES")
	if slices.Contains(Languages(), Language(language)) {
		return Language(language)
	}
	return LanguageEnglish
}

// Dated is how the places write times that an environment asks for: that of LC_ALL, else of
// LC_TIME, else of LANG. Whoever says nothing there has Dates24.
func Dated(env func(string) string) Dates {
	language, country := locale(env, "LC_TIME")
	switch {
	case language != string(LanguageEnglish):
		return Dates24
	case slices.Contains([]string{"US", "PH", "CA"}, country):
		return DatesUS
	case slices.Contains([]string{"AU", "NZ", "IN", "PK", "BD", "MY", "SG", "HK"}, country):
		return Dates12
	default:
		return Dates24
	}
}

// locale is the language and the country of the strongest variable that is set:
// "de_AT.UTF-8@euro" is "de" and "AT".
func locale(env func(string) string, of string) (language, country string) {
	for _, variable := range []string{"LC_ALL", of, "LANG"} {
		if value := env(variable); value != "" {
			value, _, _ = strings.Cut(value, ".")
			value, _, _ = strings.Cut(value, "@")
			language, country, _ = strings.Cut(value, "_")
			return strings.ToLower(language), strings.ToUpper(country)
		}
	}
	return "", ""
}
