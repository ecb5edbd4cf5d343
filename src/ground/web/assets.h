// Files of the look, read once at the first use, served with a strong ETag and compressed once. Their address changes
// with their content, so browsers may keep them for a year.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "html/frame.h"
#include "web/request.h"

namespace couloir::web {

class AssetShelf {
 public:
  explicit AssetShelf(std::string folder) : folder_(std::move(folder)) {}
  /// `name` as in "couloir.css" or "fonts/x.woff2". 404 for anything that is not a known file of the folder.
  Response serve(const Request&, std::string_view name);
  /// Addresses with the content's fingerprint: /assets/couloir.css?v=1a2b3c4d.
  const view::Assets& addresses();

 private:
  struct Asset {
    std::string type, etag;
    std::shared_ptr<const std::string> plain, gzip;  ///< gzip empty where it does not help
  };
  const Asset* find(std::string_view name);
  std::string folder_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Asset>, std::less<>> shelf_;
  std::unique_ptr<view::Assets> addresses_;
};

}  // namespace couloir::web
