#include "journal/payload.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "journal/json.h"

namespace couloir::journal {

std::string Hash::hex() const { return to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()}); }

Hash sha256(std::string_view bytes) { return *parse_hash(sha256_hex(bytes)); }

namespace {
int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
}  // namespace

Result<Hash> parse_hash(std::string_view hex) {
  Hash hash;
  bool whole = hex.size() == 2 * hash.bytes.size();
  for (std::size_t i = 0; whole && i < hash.bytes.size(); ++i) {
    int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
    whole = high >= 0 && low >= 0;
    hash.bytes[i] = static_cast<unsigned char>(high * 16 + low);
  }
  if (!whole) return Error::invalid(say("A SHA-256 hash is written with 64 digits, 0 to 9 and a to f."));
  return hash;
}

namespace payload_detail {
namespace {

// Text here is an enumerator, a date or a hash: nothing in it ever needs an escape.
std::string atom_text(const Atom& atom) {
  if (auto b = std::get_if<bool>(&atom)) return *b ? "true" : "false";
  if (auto n = std::get_if<std::int64_t>(&atom)) return std::to_string(*n);
  if (auto s = std::get_if<std::string>(&atom)) return '"' + *s + '"';
  return "null";
}

Error not_a_payload(std::string_view json) {
  auto error = Error::invalid(say("The stored details of this step cannot be read."));
  error.context = fmt::format("payload: {}", json);
  return error;
}

}  // namespace

void Writer::key(std::string_view name) {
  if (text_.size() > 1) text_ += ',';
  text_ += fmt::format("\"{}\":", name);
}

void Writer::one(std::string_view name, const Atom& atom) {
  key(name);
  text_ += atom_text(atom);
}

void Writer::many(std::string_view name, const std::vector<Atom>& atoms) {
  key(name);
  text_ += '[';
  for (std::size_t i = 0; i < atoms.size(); ++i) text_ += (i ? "," : "") + atom_text(atoms[i]);
  text_ += ']';
}

Result<Parsed> parse(std::string_view json) {
  auto parsed = parse_json_object(json);
  if (!parsed) return not_a_payload(json);
  return *std::move(parsed);
}

Error odd_field(std::string_view name) {
  auto error = not_a_payload({});
  error.context = fmt::format("payload: field {} is missing or of another type", name);
  return error;
}

}  // namespace payload_detail
}  // namespace couloir::journal
