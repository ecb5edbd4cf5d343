// Built by appending to one string: this runs once per request. Framing headers of the caller are ours to write and
// are refused as bugs.
#include "http/response_head.h"

#include <algorithm>

#include "base/bug.h"
#include "http/chars.h"

namespace couloir::http {

namespace {

/// Making the text costs more than the rest of a head, and it changes once a second.
std::string_view date_now() {
  thread_local std::time_t made_at = 0;
  thread_local std::string text;
  auto now = std::time(nullptr);
  if (now != made_at) {
    text = http_date(now);
    made_at = now;
  }
  return text;
}

bool is_ours(std::string_view name) {
  for (auto ours : {"content-length", "transfer-encoding", "connection", "date"})
    if (same_ignoring_case(name, ours)) return true;
  return false;
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_given_headers(std::string& out, const RawResponse& response) {
  for (auto& header : response.headers) {
    check(is_token(header.name) && !is_ours(header.name), "name of a response header");
    check(std::none_of(header.value.begin(), header.value.end(), is_control), "value of a response header");
    append_header(out, header.name, header.value);
  }
}

void append_framing(std::string& out, const RawResponse& response, Framing framing) {
  if (framing == Framing::length) append_header(out, "Content-Length", std::to_string(body_of(response).size()));
  if (framing == Framing::chunked) append_header(out, "Transfer-Encoding", "chunked");
}

}  // namespace

std::string_view body_of(const RawResponse& response) {
  return response.shared_body ? std::string_view(*response.shared_body) : std::string_view(response.body);
}

Framing framing_of(const RawResponse& response, const Exchange& exchange) {
  if (response.status < 200 || response.status == 204 || response.status == 304) return Framing::none;
  if (!response.next_chunk) return Framing::length;
  return exchange.old_client ? Framing::until_close : Framing::chunked;
}

std::string response_head(const RawResponse& response, const Exchange& exchange) {
  check(response.status >= 200 && response.status <= 599, "status of a response");
  std::string out;
  out.reserve(512);
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason_phrase(response.status)).append("\r\n");
  append_header(out, "Date", date_now());
  append_given_headers(out, response);
  auto framing = framing_of(response, exchange);
  append_framing(out, response, framing);
  if (!exchange.keep_alive || framing == Framing::until_close)
    append_header(out, "Connection", "close");
  else if (exchange.old_client)
    append_header(out, "Connection", "keep-alive");
  return out.append("\r\n");
}

std::string http_date(std::time_t at) {
  std::tm parts{};
  ::gmtime_r(&at, &parts);
  char text[32];
  auto size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);  // the program keeps the C locale
  return {text, size};
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
  }
  return "";
}

}  // namespace couloir::http
