package house

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// rowOf finds the row of a package: its own, else that of the folder it is in.
func rowOf(pkg string) (row, bool) {
	for _, want := range []string{pkg, path.Dir(pkg) + "/*"} {
		for _, r := range table() {
			if r.pkg == want {
				return r, true
			}
		}
	}
	return row{}, false
}

func holdImports(wrong report, h *tree) {
	for pkg := range h.pkgs {
		r, ok := rowOf(pkg)
		if !ok {
			wrong("%s has no row in the table of imports: give it one, with a reason for what it may never import", pkg)
			continue
		}
		for _, imp := range h.importsOf(pkg) {
			if ours(h, imp) && !r.permits(imp) {
				wrong("%s may not import %s: of ours it may import %s", pkg, imp, strings.Join(r.may, ", "))
			}
		}
		for _, b := range r.never {
			if way := h.wayTo(pkg, b.what); way != nil {
				wrong("%s may never import %s: %s (%s)", pkg, b.what, b.why, strings.Join(way, " > "))
			}
		}
	}
}

// permits reports whether a package of ours stands in the row.
func (r row) permits(imp string) bool {
	for _, m := range r.may {
		below, folder := strings.CutSuffix(m, "*")
		if m == imp || folder && strings.HasPrefix(imp, below) {
			return true
		}
	}
	return false
}

// importsOf are the imports of a package without its tests.
func (h *tree) importsOf(pkg string) []string {
	var all []string
	for _, f := range h.pkgs[pkg] {
		if !f.test {
			all = append(all, f.imports()...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func ours(h *tree, imp string) bool { return len(h.pkgs[imp]) > 0 }

// wayTo is the chain of packages of ours by which pkg comes to import what; nil for none.
func (h *tree) wayTo(pkg, what string) []string {
	type step struct {
		pkg string
		way []string
	}
	seen := map[string]bool{pkg: true}
	near := what == "encoding/json" || known(h, what) && what != thirdParty && !standard(what)
	for todo := []step{{pkg, []string{pkg}}}; len(todo) > 0; todo = todo[1:] {
		at := todo[0]
		for _, imp := range h.importsOf(at.pkg) {
			way := append(slices.Clone(at.way), imp)
			if banned(what, imp) {
				return way
			}
			if ours(h, imp) && !seen[imp] && !near {
				seen[imp] = true
				todo = append(todo, step{imp, way})
			}
		}
	}
	return nil
}

// banned reports whether an import is what a ban names. A package of ours is meant
// alone, one of others with all below it.
func banned(what, imp string) bool {
	if what == thirdParty {
		first, _, _ := strings.Cut(imp, "/")
		return strings.Contains(first, ".")
	}
	folder, below := strings.CutSuffix(what, "/...")
	below = below || standard(what) || strings.Contains(what, ".")
	return imp == folder || below && strings.HasPrefix(imp, folder+"/")
}

// standard reports whether a ban is on a part of the standard library.
func standard(what string) bool {
	return slices.Contains([]string{"net", "net/http", "os", "encoding/json"}, what)
}

// holdTable fails where the table speaks of what is not there, or not of what is.
func holdTable(wrong report, h *tree) {
	mod, err := os.ReadFile(filepath.Join(h.root, "go.mod"))
	if err != nil {
		wrong("%v", err)
		return
	}
	seen := map[string]bool{}
	for _, r := range table() {
		if seen[r.pkg] {
			wrong("%s has two rows", r.pkg)
		}
		seen[r.pkg] = true
		below, folder := strings.CutSuffix(r.pkg, "/*")
		there := ours(h, r.pkg) || folder && ours(h, below)
		if there == r.later {
			wrong("the row of %s says later: %v, and the package is there: %v", r.pkg, r.later, there)
		}
		for _, m := range r.may {
			if m != "*" && !known(h, strings.TrimSuffix(m, "/*")) {
				wrong("%s may import %s, which is not there", r.pkg, m)
			}
		}
		for _, b := range r.never {
			if b.why == "" {
				wrong("%s may never import %s: nobody says why", r.pkg, b.what)
			}
			if !known(h, b.what) && !strings.Contains(string(mod), "\t"+b.what+" v") {
				wrong("%s may never import %s, which is not there: the ban holds nothing", r.pkg, b.what)
			}
		}
	}
}

// known reports whether a path is a package of ours, one that is to come, or of the
// standard library.
func known(h *tree, p string) bool {
	p = strings.TrimSuffix(p, "/...")
	if ours(h, p) || p == thirdParty || standard(p) {
		return true
	}
	r, ok := rowOf(p)
	return ok && r.pkg == p
}
