// The package of a dossier, and the proof of what was filed.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/sha256.h"
#include "calls/package.h"
#include "calls/schema.h"
#include "calls/test_world.h"
#include "files/zip_list.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct DossierPackage : OnBoth {
  DossierPackage() { EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value()); }

  Dossier filed_with_annexes() {
    auto draft = world.draft();
    world.complete(world.marie, draft.id);
    for (const auto* content : {"%PDF-1.7\none\n%%EOF\n", "%PDF-1.7\ntwo\n%%EOF\n"})
      EXPECT_TRUE(add_annex(world.as(world.marie), world.rules, draft.id, "Étude.pdf", content));
    world.sign(draft.id);
    EXPECT_TRUE(world.submit(world.marie, world.stored(draft.id), "2026-09-14T10:00:00+02:00", 1));
    return world.stored(draft.id);
  }
  std::string packed(const Actor& actor, DossierId id) {
    return open_package(*world.reader(), actor, world.rules, id).value().whole().value();
  }
  static std::string entry(const std::string& zip, const std::string& name) {
    return files::list_zip(zip, name, 1 << 20).wanted;
  }
  /// What a shell line says in a folder with the package, unpacked.
  static std::string told(const std::string& zip, const std::string& line) {
    TemporaryFolder place;
    std::ofstream(place.path() + "/a.zip", std::ios::binary) << zip;
    auto all = "cd " + place.path() + " && PYTHONUTF8=1 python3 -m zipfile -e a.zip . && (" + line + "\n) > out 2>&1";
    EXPECT_EQ(std::system(all.c_str()), 0) << line;
    std::stringstream out;
    out << std::ifstream(place.path() + "/out").rdbuf();
    return out.str();
  }
  /// What a validator that is not ours says of answers.json; empty: it is as the schema wants it.
  static std::string validated(const std::string& zip) {
    constexpr std::string_view kScript = R"js(
const Ajv = require(process.argv[2] + "/node_modules/ajv/dist/2020").default;
const fs = require("fs");
const ajv = new Ajv({ strict: false, allErrors: true, formats: { "date-time": true, date: true, int64: true } });
const ok = ajv.compile(JSON.parse(fs.readFileSync("schema.json")));
if (!ok(JSON.parse(fs.readFileSync("answers.json")))) for (const e of ok.errors) console.log(e.instancePath + " " + e.message);
)js";
    return told(zip, "cat > check.cjs <<'E'\n" + std::string(kScript) +
                         "E\n" COULOIR_SOURCE_DIR "/tools/node check.cjs " COULOIR_SOURCE_DIR);
  }
};

INSTANTIATE_TEST_SUITE_P(, DossierPackage, both_databases(), database_name);

TEST_P(DossierPackage, holds_what_was_filed_to_the_letter_with_its_files) {
  auto dossier = filed_with_annexes();
  auto filing = filings_of(*world.reader(), dossier.id).back();
  auto zip = packed(world.marie, dossier.id);
  EXPECT_EQ(told(zip, "PYTHONUTF8=1 python3 -c 'import zipfile; print(*zipfile.ZipFile(\"a.zip\").namelist())'"),
            "README.txt manifest.json SHA256SUMS answers.json schema.json files/Étude.pdf files/2-Étude.pdf\n");
  EXPECT_EQ(entry(zip, "answers.json"), filing.content);
  EXPECT_EQ(sha256_hex(entry(zip, "answers.json")), filing.sha256);
  EXPECT_EQ(told(zip, "cat files/2-Étude.pdf"), "%PDF-1.7\ntwo\n%%EOF\n");
  EXPECT_THAT(entry(zip, "manifest.json"),
              AllOf(HasSubstr(R"("format":"couloir-package/1")"), HasSubstr(R"("number":"pool-0001")"),
                    HasSubstr(R"("turn":1)"), HasSubstr("2026-09-14T08:00:00"), HasSubstr(filing.sha256),
                    HasSubstr(R"("path":"files/2-Étude.pdf","name":"Étude.pdf")")));
  EXPECT_THAT(entry(zip, "README.txt"), AllOf(HasSubstr("couloir dossier verify pool-0001"), HasSubstr("Pour vérifier"),
                                              HasSubstr("To check that nothing was changed")));
  EXPECT_TRUE(packed(world.olga, dossier.id) == zip) << "the same for everybody, and again";
}

TEST_P(DossierPackage, holds_the_readable_pdf_once_it_was_set_and_never_waits_for_it) {
  auto dossier = filed_with_annexes();
  auto path = "/dossiers/" + dossier.id.str();
  auto marie = world.browse(world.marie);
  auto before = marie.get(path + "/package.zip").body;
  EXPECT_EQ(marie.seen().writes, 0) << "nothing is begun either";
  EXPECT_THAT(entry(before, "manifest.json"),
              AllOf(HasSubstr(R"("pdf":null,"pdf_from":"couloir dossier pdf )" + dossier.id.str()),
                    Not(HasSubstr("dossier.pdf"))));
  EXPECT_THAT(entry(before, "README.txt"), HasSubstr("is set on demand and was not yet"));
  auto asked = world.house.call(world.house.token(world.marie.person), "POST", path + "/documents/dossier");
  ASSERT_EQ(asked.status, 202);
  EXPECT_TRUE(marie.get(path + "/package.zip").body == before) << "asked for is not ready";
  world.house.jobs.run_due();
  auto zip = marie.get(path + "/package.zip").body;
  auto pdf = entry(zip, "dossier.pdf");
  EXPECT_TRUE(pdf.starts_with("%PDF-"));
  EXPECT_THAT(entry(zip, "manifest.json"), AllOf(HasSubstr(R"("pdf":"dossier.pdf")"), HasSubstr(sha256_hex(pdf)),
                                                 HasSubstr(R"("name":"dossier-pool-0001.pdf")")));
  EXPECT_EQ(told(zip, "sha256sum --quiet -c SHA256SUMS && echo whole"), "whole\n");
  EXPECT_TRUE(world.browse(world.olga).get(path + "/package.zip").body == before) << "it is hers who asked";
  // What it says has changed since: the older paper is not put beside the newer text.
  ASSERT_TRUE(
      send_back(world.as(world.olga), dossier.id, dossier.version, "Say it again.", at("2026-10-10T17:00:00+02:00")));
  EXPECT_THAT(entry(marie.get(path + "/package.zip").body, "manifest.json"), HasSubstr(R"("pdf":null)"));
  // Nor is the correction on paper, which was not filed yet.
  ASSERT_EQ(world.house.call(world.house.token(world.marie.person), "POST", path + "/documents/dossier").status, 202);
  world.house.jobs.run_due();
  EXPECT_THAT(entry(marie.get(path + "/package.zip").body, "manifest.json"), HasSubstr(R"("pdf":null)"));
}

TEST_P(DossierPackage, is_checked_by_anybody_with_the_usual_programs) {
  auto dossier = filed_with_annexes();
  auto zip = packed(world.marie, dossier.id);
  EXPECT_EQ(told(zip, "sha256sum --quiet -c SHA256SUMS && echo whole"), "whole\n");
  EXPECT_EQ(validated(zip), "");
}

TEST_P(DossierPackage, of_a_draft_is_the_text_that_a_lab_would_sign) {
  auto draft = world.draft();
  auto zip = packed(world.marie, draft.id);
  EXPECT_EQ(sha256_hex(entry(zip, "answers.json")), whole_dossier(*world.reader(), draft.id)->facts.text_sha256);
  EXPECT_THAT(entry(zip, "manifest.json"), Not(HasSubstr("number\":\"")));
  EXPECT_EQ(validated(zip), "");
}

TEST_P(DossierPackage, is_of_those_who_may_see_the_dossier) {
  auto dossier = world.filed();
  world.declare_no_link(world.chloe);
  for (const auto* actor : {&world.marie, &world.nora, &world.olga, &world.chloe})
    EXPECT_TRUE(open_package(*world.reader(), *actor, world.rules, dossier.id));
  for (const auto* actor : {&world.paul, &world.igor, &world.rene})
    EXPECT_EQ(open_package(*world.reader(), *actor, world.rules, dossier.id).error().code, Code::not_found);
  auto path = "/dossiers/" + dossier.id.str();
  auto browser = world.browse(world.marie);
  EXPECT_TRUE(browser.get(path + "/package.zip").body == packed(world.marie, dossier.id));
  EXPECT_THAT(browser.seen().header("content-disposition"), HasSubstr("pool-0001.zip"));
  EXPECT_EQ(world.browse(world.paul).get(path + "/package.zip").status, 404);
  auto fetched = world.house.call(world.house.token(world.olga.person), "GET", path + "/package");
  EXPECT_TRUE(fetched.body == packed(world.marie, dossier.id));
}

TEST_P(DossierPackage, with_a_file_that_is_lost_is_not_begun) {
  auto dossier = filed_with_annexes();
  world.folder.remove(annexes_of(*world.reader(), dossier.id).back().file->sha256);
  auto refused = open_package(*world.reader(), world.marie, world.rules, dossier.id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("Étude.pdf"));
}

TEST(DossierSchema, refuses_a_section_that_the_form_does_not_have_and_says_the_limits) {
  auto schema = schema_of(test_pack().form, "pool", 1, Whose::filing);
  EXPECT_THAT(schema, AllOf(HasSubstr("draft/2020-12"), HasSubstr(R"("const":"objectives")"),
                            HasSubstr(R"("x-max-words":500)"), HasSubstr("Livrables / Deliverables"),
                            HasSubstr("#/$defs/FiledDossier"), Not(HasSubstr("#/components"))));
}

// ── proof ──

struct DossierProof : OnBoth {
  std::string number = world.filed().number.value();
  web::Seen ask(const Actor& actor, std::string_view sha256 = {}, std::string_view of = {}) {
    auto path = "/dossiers/by-number/" + (of.empty() ? number : std::string(of)) + "/verification";
    if (!sha256.empty()) path += "?sha256=" + std::string(sha256);
    return world.house.call(world.house.token(actor.person), "GET", path);
  }
  std::string hash() {
    return filings_of(*world.reader(), find_dossier_by_number(*world.reader(), number)->id).back().sha256;
  }
};
INSTANTIATE_TEST_SUITE_P(, DossierProof, both_databases(), database_name);

TEST_P(DossierProof, says_that_all_is_as_it_was_filed) {
  for (const auto& sha256 : {std::string(), hash()}) {
    auto answer = ask(world.marie, sha256);
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body,
                AllOf(HasSubstr(R"("whole":true)"), HasSubstr(hash()), HasSubstr(R"("journal_matches":true)")));
  }
}

TEST_P(DossierProof, says_no_to_another_hash) {
  EXPECT_THAT(ask(world.olga, std::string(64, '0')).body,
              AllOf(HasSubstr(R"("whole":false)"), HasSubstr(R"("given_matches":false)"),
                    HasSubstr(R"("content_matches":true)")));
}

TEST_P(DossierProof, finds_a_row_that_somebody_changed_and_one_whose_hash_was_changed_with_it) {
  auto before = hash();
  auto content = filings_of(*world.reader(), find_dossier_by_number(*world.reader(), number)->id).back().content;
  content.replace(content.find("Sorting"), 7, "sorting");
  auto change = [&](const std::string& sha256) {
    world.db.write([&](Tx& tx) {
      return tx.exec("UPDATE calls_filing SET content = :content, sha256 = :sha256",
                     {{":content", content}, {":sha256", sha256}}) == 1;
    });
  };
  change(before);
  EXPECT_THAT(ask(world.marie).body, AllOf(HasSubstr(R"("whole":false)"), HasSubstr(R"("content_matches":false)")));
  change(sha256_hex(content));
  EXPECT_THAT(ask(world.marie).body, AllOf(HasSubstr(R"("whole":false)"), HasSubstr(R"("content_matches":true)"),
                                           HasSubstr(R"("journal_matches":false)")));
}

TEST_P(DossierProof, takes_the_receipt_of_any_turn) {
  auto first = hash();
  auto dossier = find_dossier_by_number(*world.reader(), number).value();
  ASSERT_TRUE(
      send_back(world.as(world.olga), dossier.id, dossier.version, "Say it again.", at("2026-10-10T17:00:00+02:00")));
  auto edit = World::sound_edit(world.loria);
  edit.title = "Sorting letters again";
  ASSERT_TRUE(edit_dossier(world.as(world.marie), world.rules, dossier.id, world.stored(dossier.id).version, edit));
  world.sign(dossier.id);
  ASSERT_TRUE(world.submit(world.marie, world.stored(dossier.id), "2026-09-15T10:00:00+02:00", 1));
  ASSERT_NE(hash(), first);
  for (const auto& sha256 : {first, hash()}) EXPECT_THAT(ask(world.marie, sha256).body, HasSubstr(R"("whole":true)"));
}

TEST_P(DossierProof, knows_no_number_of_others_and_none_that_was_never_given) {
  EXPECT_EQ(ask(world.paul).status, 404);
  EXPECT_EQ(ask(world.marie, "", "pool-0999").status, 404);
}

}  // namespace
}  // namespace couloir::calls
