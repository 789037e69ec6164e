package demo

import (
	"strconv"
	"time"
)

// appendDate writes a day as people do in the language: "3 March", "3. März".
func appendDate(b []byte, t time.Time, lang string) []byte {
	names, ok := monthNames[lang]
	if !ok {
		names = monthNames["en"]
	}
	day, month := t.Day(), int(t.Month())
	switch lang {
	case "ja":
		b = strconv.AppendInt(b, int64(month), 10)
		b = strconv.AppendInt(append(b, "月"...), int64(day), 10)
		return append(b, "日"...)
	case "de":
		b = append(strconv.AppendInt(b, int64(day), 10), ". "...)
	case "es":
		b = append(strconv.AppendInt(b, int64(day), 10), " de "...)
	case "he":
		b = append(strconv.AppendInt(b, int64(day), 10), " ב"...)
	default:
		b = append(strconv.AppendInt(b, int64(day), 10), ' ')
	}
	return append(b, names[month-1]...)
}

// workday is the day so many days from another, and never a Sunday, on which nothing is
// packed, sent or brought: then it is the next one, and for the past the one before.
func workday(t time.Time, days int) time.Time {
	day := t.AddDate(0, 0, days)
	switch {
	case day.Weekday() != time.Sunday || days == 0:
		return day
	case days > 0:
		return day.AddDate(0, 0, 1)
	default:
		return day.AddDate(0, 0, -1)
	}
}

func weekday(t time.Time, lang string) string {
	if names, ok := weekdayNames[lang]; ok {
		return names[t.Weekday()]
	}
	return t.Weekday().String()
}

// The names of months and days; never written to.
var (
	monthNames = map[string][12]string{
		"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		"de": {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		"es": {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		"ar": {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
		"he": {"ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"},
	}
	weekdayNames = map[string][7]string{
		"de": {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		"fr": {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		"es": {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
		"ja": {"日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"},
		"ar": {"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
		"he": {"יום ראשון", "יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "שבת"},
	}
)
