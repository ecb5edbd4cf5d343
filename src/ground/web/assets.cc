#include "web/assets.h"

#include <zlib.h>
#include <algorithm>

#include <fstream>
#include <sstream>

#include "base/bug.h"
#include "base/sha256.h"

namespace couloir::web {
namespace {

std::string_view type_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kTypes{
      {{".css", "text/css; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".svg", "image/svg+xml"},
       {".woff2", "font/woff2"},
       {".png", "image/png"},
       {".ico", "image/x-icon"},
       {".txt", "text/plain; charset=utf-8"}}};
  for (auto [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return {};
}

/// Names that stay inside the folder: letters, digits, dashes, dots, and one level of sub-folder.
bool is_safe(std::string_view name) {
  if (name.empty() || name.starts_with('.') || name.starts_with('/') || name.find("..") != std::string_view::npos)
    return false;
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
  });
}

std::string gzip_of(const std::string& plain) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;  // zlib's way of asking for a gzip header
  check(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) == Z_OK,
        "zlib starts");
  std::string out(deflateBound(&stream, plain.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  check(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib ends");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

bool takes_gzip(const Request& request) {
  return request.raw.header("accept-encoding").find("gzip") != std::string_view::npos;
}

}  // namespace

const AssetShelf::Asset* AssetShelf::find(std::string_view name) {
  std::lock_guard lock(mutex_);
  if (auto found = shelf_.find(name); found != shelf_.end()) return found->second.get();
  auto type = type_of(name);
  if (!is_safe(name) || type.empty()) return nullptr;
  std::ifstream file(folder_ + "/" + std::string(name), std::ios::binary);
  if (!file) return nullptr;
  std::ostringstream content;
  content << file.rdbuf();
  auto asset = std::make_unique<Asset>();
  asset->type = type;
  asset->plain = std::make_shared<const std::string>(content.str());
  asset->etag = sha256_hex(*asset->plain).substr(0, 16);
  if (auto packed = gzip_of(*asset->plain); packed.size() < asset->plain->size() * 9 / 10)
    asset->gzip = std::make_shared<const std::string>(std::move(packed));
  return shelf_.emplace(name, std::move(asset)).first->second.get();
}

Response AssetShelf::serve(const Request& request, std::string_view name) {
  const auto* asset = find(name);
  if (asset == nullptr)
    return {.status = 404, .body = tr("Page not found") + "\n", .type = "text/plain; charset=utf-8"};
  bool packed = asset->gzip != nullptr && takes_gzip(request);
  auto etag = "\"" + asset->etag + (packed ? "-gz\"" : "\"");
  Response response{.type = asset->type};
  response.with("etag", etag).with("vary", "accept-encoding");
  response.with("cache-control",
                request.asked("v").empty() ? "public, max-age=3600" : "public, max-age=31536000, immutable");
  if (request.raw.header("if-none-match").find(etag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  response.shared_body = packed ? asset->gzip : asset->plain;
  if (packed) response.with("content-encoding", "gzip");
  return response;
}

const view::Assets& AssetShelf::addresses() {
  {
    std::lock_guard lock(mutex_);
    if (addresses_) return *addresses_;
  }
  auto address = [&](std::string_view name) {
    const auto* asset = find(name);
    return html::path("/assets/" + std::string(name),
                      {{"v", asset == nullptr ? "" : std::string_view(asset->etag).substr(0, 8)}});
  };
  auto made = std::make_unique<view::Assets>();
  made->css = address("couloir.css");
  made->js = address("couloir.js");
  made->favicon = address("favicon.svg");
  std::lock_guard lock(mutex_);
  if (!addresses_) addresses_ = std::move(made);
  return *addresses_;
}

}  // namespace couloir::web
