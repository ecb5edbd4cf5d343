// The format of PKWARE's APPNOTE 6.3, without ZIP64: sizes stand in front of each content, since they are known.
#include "files/zip_writer.h"

#include <zlib.h>

#include <limits>
#include <utility>

#include "base/bug.h"

namespace couloir::files {
namespace {

constexpr std::uint16_t kUtf8Names = 0x0800;
constexpr std::uint16_t kFirstDay = 0x0021;  // 1 January 1980, the first one the format knows
constexpr std::uint32_t kPlainFile = 0100644U << 16;

void put16(std::string& out, std::uint32_t n) {
  out += static_cast<char>(n & 0xFF);
  out += static_cast<char>(n >> 8 & 0xFF);
}
void put32(std::string& out, std::uint32_t n) {
  put16(out, n & 0xFFFF);
  put16(out, n >> 16);
}

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

std::string deflated(std::string_view content) {
  z_stream stream{};
  constexpr int kRaw = -MAX_WBITS;  // without zlib's own head
  check(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRaw, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib begins");
  std::string out(deflateBound(&stream, content.size()), '\0');
  stream.next_in = const_cast<Bytef*>(bytes_of(content));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  auto end = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  check(end == Z_STREAM_END, "all fits into what zlib itself asked for");
  return out;
}

std::uint32_t in_32_bits(std::size_t n) {
  check(n < std::numeric_limits<std::uint32_t>::max(), "what is packed here is far below 4 GB");
  return static_cast<std::uint32_t>(n);
}

}  // namespace

void ZipWriter::add(std::string_view name, std::string_view content, Packed how) {
  Entry entry;
  entry.name = name;
  entry.size = in_32_bits(content.size());
  entry.crc = static_cast<std::uint32_t>(crc32_z(0, bytes_of(content), content.size()));
  entry.at = in_32_bits(std::size_t{taken_} + out_.size());
  std::string packed;
  if (how == Packed::deflated) packed = deflated(content);
  bool smaller = how == Packed::deflated && packed.size() < content.size();
  entry.method = smaller ? Z_DEFLATED : 0;
  auto body = smaller ? std::string_view(packed) : content;
  entry.packed = in_32_bits(body.size());

  put32(out_, 0x04034b50);
  put16(out_, 20);  // version to unpack: 2.0
  put16(out_, kUtf8Names);
  put16(out_, entry.method);
  put16(out_, 0);
  put16(out_, kFirstDay);
  put32(out_, entry.crc);
  put32(out_, entry.packed);
  put32(out_, entry.size);
  put16(out_, in_32_bits(name.size()));
  put16(out_, 0);
  out_.append(name).append(body);
  entries_.push_back(std::move(entry));
}

void ZipWriter::finish() {
  auto begins = in_32_bits(std::size_t{taken_} + out_.size());
  std::string directory;
  for (const auto& entry : entries_) {
    put32(directory, 0x02014b50);
    put16(directory, 3 << 8 | 20);  // made on Unix, so that the rights below count
    put16(directory, 20);
    put16(directory, kUtf8Names);
    put16(directory, entry.method);
    put16(directory, 0);
    put16(directory, kFirstDay);
    put32(directory, entry.crc);
    put32(directory, entry.packed);
    put32(directory, entry.size);
    put16(directory, in_32_bits(entry.name.size()));
    for (int zero = 0; zero < 4; ++zero) put16(directory, 0);  // extra field, comment, disk, kind
    put32(directory, kPlainFile);
    put32(directory, entry.at);
    directory += entry.name;
  }
  out_ += directory;
  put32(out_, 0x06054b50);
  put32(out_, 0);  // of this disk, of the directory's
  put16(out_, in_32_bits(entries_.size()));
  put16(out_, in_32_bits(entries_.size()));
  put32(out_, in_32_bits(directory.size()));
  put32(out_, begins);
  put16(out_, 0);
}

std::string ZipWriter::take() {
  taken_ += in_32_bits(out_.size());
  return std::exchange(out_, {});
}

std::string zip_of(const std::vector<ZipPart>& parts) {
  ZipWriter zip;
  for (const auto& part : parts) zip.add(part.name, part.content, part.packed);
  zip.finish();
  return zip.take();
}

}  // namespace couloir::files
