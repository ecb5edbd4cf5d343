// The page both servers of this bench give out: 4 KB, the same bytes.
#pragma once

#include <string>

inline std::string bench_page() {
  std::string page = "<!doctype html><title>bench</title><ul>";
  for (int i = 0; page.size() < 4'080; ++i) page += "<li>item " + std::to_string(i);
  page.resize(4'096, '.');
  return page;
}
