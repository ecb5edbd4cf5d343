// OpenDocument files: what is in them, and that other programs read them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "documents/odt.h"
#include "documents/writing.h"
#include "files/file_type.h"
#include "files/zip_list.h"
#include "store/temporary_folder.h"

namespace couloir::documents {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Writing sample() {
  return {"Étude <1>",
          FrontPage{"Dossier", "L’œuvre & l’été", "Étiquettes du Ried", {{"État", "déposé"}}, 1},
          {Title{"Contexte"}, Prose{"Un.\nDeux.\n\n- premier\n- second\n\nمرحبا بالعالم"},
           Grid{"Travail",
                {{"Quoi", 60}, {"Mois", 40, true}},
                {{{{"Entraîner  des modèles"}}, {{"2,5"}}}, {{{"Total"}}, {{"2,5"}}}},
                true},
           Box{{{"À lire."}}}, Line{"abc123", Voice::print}, Room{}, Bullets{{"un", "deux"}}}};
}

/// The output of a shell line in a folder with the file as a.odt.
std::string told_in_odt(const std::string& odt, const std::string& line) {
  TemporaryFolder place;
  std::ofstream(place.path() + "/a.odt", std::ios::binary) << odt;
  EXPECT_EQ(std::system(("cd " + place.path() + " && (" + line + "\n) > out").c_str()), 0) << line;
  std::stringstream out;
  out << std::ifstream(place.path() + "/out").rdbuf();
  return out.str();
}

std::string entry_of(const std::string& odt, const std::string& name) {
  return files::list_zip(odt, name, 1 << 20).wanted;
}

TEST(OpenDocument, is_told_by_its_first_bytes_and_lists_what_it_holds) {
  auto odt = odt_of(sample(), "couloir");
  EXPECT_EQ(files::sniff(odt).type, files::FileType::odt);
  EXPECT_EQ(odt.substr(30, 8), "mimetype");
  EXPECT_THAT(told_in_odt(odt, "python3 -m zipfile -l a.odt"),
              AllOf(HasSubstr("META-INF/manifest.xml"), HasSubstr("content.xml"), HasSubstr("styles.xml"),
                    HasSubstr("meta.xml")));
}

TEST(OpenDocument, is_well_formed_and_every_style_it_uses_is_there) {
  auto said = told_in_odt(odt_of(sample(), "a & b"), R"(python3 - <<'E'
import zipfile, xml.dom.minidom as dom
z = zipfile.ZipFile("a.odt")
docs = {n: dom.parseString(z.read(n)) for n in z.namelist() if n.endswith(".xml")}
every = [e for d in docs.values() for e in d.getElementsByTagName("*")]
named = {e.getAttribute("style:name") for e in every}
for e in every:
    for a in ("text:style-name", "table:style-name", "style:parent-style-name", "style:page-layout-name"):
        used = e.getAttribute(a)
        assert not used or used in named, (e.tagName, used)
for row in docs["content.xml"].getElementsByTagName("table:table-row"):
    assert len(row.getElementsByTagName("table:table-cell")) == 2
print("sound", len(docs))
E)");
  EXPECT_EQ(said, "sound 4\n");
}

TEST(OpenDocument, keeps_accents_spaces_lists_direction_and_the_language) {
  Speaking french(Lang::fr);
  auto odt = odt_of(sample(), "couloir · fait le 1er mai");
  auto content = entry_of(odt, "content.xml"), styles = entry_of(odt, "styles.xml");
  EXPECT_THAT(content,
              AllOf(HasSubstr("L’œuvre &amp; l’été"), HasSubstr("Un.<text:line-break/>Deux."),
                    HasSubstr("Entraîner <text:s/>des modèles"), HasSubstr(R"(text:style-name="Leftwards">مرحبا)"),
                    HasSubstr("table:table-header-rows"), HasSubstr(R"(text:outline-level="2">Contexte)"),
                    HasSubstr("<text:list-item>"), Not(HasSubstr("- premier"))));
  EXPECT_THAT(styles,
              AllOf(HasSubstr(R"(fo:language="fr")"), HasSubstr("text:page-number"), HasSubstr("fait le 1er mai")));
  EXPECT_THAT(entry_of(odt, "meta.xml"), HasSubstr("<dc:title>Étude &lt;1&gt;</dc:title>"));
  Speaking english(Lang::en);
  EXPECT_THAT(entry_of(odt_of(sample(), ""), "styles.xml"), HasSubstr(R"(fo:language="en")"));
}

TEST(OpenDocument, leaves_out_what_xml_cannot_hold) {
  OdtText text;
  text.paragraph(std::string("a\x01\x0c") + "b\xEF\xBF\xBE" + "c");
  EXPECT_THAT(text.content(), HasSubstr(">abc</text:p>"));
}

TEST(Writing, of_a_person_falls_into_paragraphs_and_lists) {
  EXPECT_EQ(blocks_of("a\nb\n\n\n  c\n- d\n•  e\nf\n"),
            (std::vector<Block>{{false, {"a", "b"}}, {false, {"c"}}, {true, {"d", "e"}}, {false, {"f"}}}));
  EXPECT_TRUE(blocks_of(" \n\n").empty());
  EXPECT_EQ(blocks_of("-5 °C"), (std::vector<Block>{{false, {"-5 °C"}}})) << "a dash without a space is none";
}

TEST(Writing, is_paper_with_parts_direction_and_escaped_words) {
  auto paper = paper_of(sample()).str();
  EXPECT_THAT(
      paper, AllOf(HasSubstr("<section><h2>Contexte</h2>"), HasSubstr("<p>Un.<br>Deux.</p>"),
                   HasSubstr(R"(<p dir="rtl">مرحبا)"), HasSubstr("<li>premier</li>"),
                   HasSubstr("<strong>Total</strong>"), HasSubstr("L’œuvre &amp; l’été"), HasSubstr("class=\"here\"")));
}

TEST(Writing, runs_leftwards_by_its_first_letter) {
  EXPECT_TRUE(runs_leftwards("123 – שלום"));
  EXPECT_FALSE(runs_leftwards("Été, مرحبا"));
  EXPECT_FALSE(runs_leftwards("😀 123"));
}

}  // namespace
}  // namespace couloir::documents
