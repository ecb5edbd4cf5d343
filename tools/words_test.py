#!/usr/bin/env python3
"""What tools/words finds in a small tree, and that it finds nothing in a good one."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).with_name("words")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CODE = """
auto a = tr("“{1}” is late: why?", x);
auto b = trn("One file", "{1} files", n), c = trc("button", "Open");
constexpr auto d = _t("Two "
                      "halves"); int million = 1'000'000;
"""
GOOD = """
msgid "“{1}” is late: why?"
msgstr "«\u00a0{1}\u00a0» est en retard\u00a0: pourquoi\u202f?"

msgid "One file"
msgid_plural "{1} files"
msgstr[0] "{1} dossier"
msgstr[1] "{1} dossiers"

msgctxt "button"
msgid "Open"
msgstr "Ouvrir"

msgid "Two halves"
msgstr "Deux moitiés, l’une à 17:00"
"""


class Words(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        (self.root / "src").mkdir()
        (self.root / "po").mkdir()
        (self.root / "src/a.cc").write_text(CODE)
        (self.root / "src/a_test.cc").write_text('tr("only a test says this")')

    def run_tool(self, *args):
        return subprocess.run([TOOL, "--root", self.root, *args], capture_output=True, text=True)

    def faults(self, po):
        (self.root / "po/a.fr.po").write_text(HEADER + po)
        run = self.run_tool()
        self.assertEqual(run.returncode, 1 if run.stdout else 0)
        return run.stdout.splitlines()

    def test_a_good_catalogue_passes(self):
        self.assertEqual(self.faults(GOOD), [])

    def test_what_has_no_french_is_named_with_its_file(self):
        self.assertEqual(self.faults(GOOD.replace("Two halves", "Three halves")),
                         ["po/a.fr.po:17: no code says “Three halves”: remove it", "src/a.cc: “Two halves” has no French"])

    def test_fuzzy_empty_obsolete_and_doubled_entries_are_refused(self):
        self.assertEqual(self.faults("#, fuzzy" + GOOD), ["po/a.fr.po:5: ““{1}” is late: why?”: marked fuzzy: read it again and take the mark off"])
        self.assertEqual(self.faults(GOOD.replace("Ouvrir", "")), ["po/a.fr.po:14: “Open”: not translated"])
        self.assertEqual(self.faults(GOOD + '\n#~ msgid "Old"\n#~ msgstr "Vieux"\n'), ["po/a.fr.po:20: obsolete “Old”: remove it"])
        self.assertEqual(self.faults(GOOD + '\nmsgid "Two halves"\nmsgstr "Deux"\n'), ["po/a.fr.po:20: “Two halves” stands already in po/a.fr.po:17"])

    def test_places_must_agree_in_every_form(self):
        self.assertIn("places differ: ['{1}'] in English, [] in French (French uses the singular for 0 as well)",
                      self.faults(GOOD.replace("{1} dossier\"", "Un dossier\""))[0])

    def test_english_left_as_it_is_counts_as_untranslated_beyond_three_words(self):
        (self.root / "src/a.cc").write_text('tr("This was never translated"); tr("Notation");')
        self.assertEqual(self.faults('\nmsgid "This was never translated"\nmsgstr "This was never translated"\n\nmsgid "Notation"\nmsgstr "Notation"\n'),
                         ["po/a.fr.po:5: “This was never translated”: the French is the English"])

    def test_french_typography_is_kept(self):
        for right, wrong, fault in [("\u00a0: p", " : p", "no non-breaking space before : ; ? or !"),
                                    ("\u202f?", "?", "no non-breaking space before : ; ? or !"),
                                    ("«\u00a0", "« ", "no non-breaking space after «"),
                                    ("\u00a0»", " »", "no non-breaking space before »"),
                                    ("l’une", "l'une", "a straight apostrophe: write ’"),
                                    ("moitiés,", "moitiés...", "three dots: write …")]:
            faults = self.faults(GOOD.replace(right, wrong))
            self.assertEqual([f.rsplit("”: ", 1)[1] for f in faults], [fault])

    def test_typography_is_mended_where_a_space_stands(self):
        plain = GOOD.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
        (self.root / "po/a.fr.po").write_text(HEADER + plain + 'msgstr "à 5 % et 3 €..."\n')
        self.run_tool("--typography")
        self.assertEqual((self.root / "po/a.fr.po").read_text(), HEADER + GOOD + 'msgstr "à 5\u00a0% et 3\u00a0€…"\n')

    def test_a_skeleton_holds_what_is_missing_and_nothing_else(self):
        (self.root / "po/a.fr.po").write_text(HEADER + GOOD.split("msgctxt")[0])
        self.run_tool("--skeleton", "b", "src/a.cc")
        text = (self.root / "po/b.fr.po").read_text()
        self.assertIn('\n#: src/a.cc\nmsgctxt "button"\nmsgid "Open"\nmsgstr ""\n', text)
        self.assertIn('\nmsgid "Two halves"\nmsgstr ""\n', text)
        self.assertNotIn("late", text)

    def test_french_of_packs_is_set_as_well(self):
        pack = self.root / "data" / "north" / "dossier.toml"
        pack.parent.mkdir(parents=True)
        pack.write_text('[[section]]\nhelp = { fr = "Pourquoi\u202f? À 17:00", en = "Why?" }\n')
        self.assertEqual(self.faults(GOOD), [])
        pack.write_text('[[section]]\nhelp = { fr = "Pourquoi ?", en = "Why ?" }\n')
        self.assertIn("data/north/dossier.toml: section[1].help: a plain space", self.faults(GOOD)[0])


if __name__ == "__main__":
    unittest.main()
