#include "journal/payload.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/actor.h"

namespace couloir::journal {
namespace {

using DossierId = Id<struct DossierTag>;

struct Everything {
  static constexpr auto kName = "dossier.judged"sv;
  DossierId dossier;
  std::optional<LabId> lab;
  Role role = Role::operator_;
  std::int64_t hours = 0;
  int rank = 0;
  bool late = false;
  Instant at;
  Date day;
  Hash file;
  std::vector<PersonId> reviewers;
  bool operator==(const Everything&) const = default;
  static constexpr auto kFields =
      fields(field("dossier", &Everything::dossier), field("lab", &Everything::lab), field("role", &Everything::role),
             field("hours", &Everything::hours), field("rank", &Everything::rank), field("late", &Everything::late),
             field("at", &Everything::at), field("day", &Everything::day), field("file", &Everything::file),
             field("reviewers", &Everything::reviewers));
};

struct Small {
  static constexpr auto kName = "dossier.opened"sv;
  DossierId dossier;
  static constexpr auto kFields = fields(field("dossier", &Small::dossier));
};

Everything an_event() {
  return {.dossier = DossierId{7},
          .lab = LabId{3},
          .role = Role::committee,
          .hours = std::numeric_limits<std::int64_t>::max(),
          .rank = -2,
          .late = true,
          .at = *parse_instant("2026-04-30T23:59:59+02:00"),
          .day = *parse_date("2026-05-18"),
          .file = sha256("abc"),
          .reviewers = {PersonId{4}, PersonId{5}}};
}

static_assert(Plain<Role> && Plain<std::optional<Instant>> && Plain<std::vector<PersonId>>);
static_assert(!Plain<std::string> && !Plain<std::string_view> && !Plain<const char*> && !Plain<double>);

TEST(Payload, is_one_line_of_json_in_the_order_of_the_fields) {
  EXPECT_EQ(write_payload(an_event()),
            R"({"dossier":7,"lab":3,"role":"committee","hours":9223372036854775807,"rank":-2,"late":true,)"
            R"("at":"2026-04-30T21:59:59.000Z","day":"2026-05-18",)"
            R"("file":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","reviewers":[4,5]})");
}

TEST(Payload, comes_back_as_it_went) {
  EXPECT_EQ(*read_payload<Everything>(write_payload(an_event())), an_event());
  Everything bare{};
  bare.day = *parse_date("2026-01-01");
  EXPECT_EQ(*read_payload<Everything>(write_payload(bare)), bare);
}

TEST(Payload, with_a_key_this_program_does_not_know_is_still_read) {
  auto small = read_payload<Small>(R"({"gone":[1,2],"dossier":7})");
  ASSERT_TRUE(small);
  EXPECT_EQ(small->dossier, DossierId{7});
}

TEST(Payload, that_lacks_a_field_or_has_another_type_is_refused) {
  auto whole = write_payload(an_event());
  auto with = [&](std::string_view old, std::string_view fresh) {
    return std::string(whole).replace(whole.find(old), old.size(), fresh);
  };
  EXPECT_TRUE(read_payload<Everything>(whole));
  for (const auto& bad :
       {with("\"late\":true,", ""), with("true", "1"), with("committee", "king"), with("-2", "3000000000"),
        with("-2", "1.5"), with("[4,5]", "4"), with("[4,5]", "[4,\"5\"]"), with("2026-05-18", "2026-02-30"),
        with("ba78", "BA78"), std::string("[]"), std::string("{"), std::string()})
    EXPECT_FALSE(read_payload<Everything>(bad)) << bad;
}

TEST(Hashes, are_sha256) {
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(*parse_hash(sha256("x").hex()), sha256("x"));
  EXPECT_FALSE(parse_hash("e3b0"));
}

}  // namespace
}  // namespace couloir::journal
