// Beast's parser with its callbacks straight into RawRequest: none of Beast's containers, none of its I/O.
#include "http/request_reader.h"

#define BOOST_ENABLE_ASSERT_HANDLER  // an assertion of Beast that bytes can reach must cost one connection, not the
                                     // server
#include <boost/beast/http/basic_parser.hpp>

#include "base/bug.h"
#include "http/body.h"
#include "http/chars.h"
#include "http/head_rules.h"
#include "http/head_scan.h"

namespace boost {
void assertion_failed(const char* what, const char*, const char*, long) { throw couloir::Bug(what); }
void assertion_failed_msg(const char* what, const char*, const char*, const char*, long) { throw couloir::Bug(what); }
}  // namespace boost

namespace couloir::http {

namespace beast = boost::beast;
using beast::string_view;
using beast::http::error;
using boost::system::error_code;

namespace {

/// "0\r\n\r\n". A chunked body never ends in less, and Beast 1.81 asserts when it is asked again with 4 bytes of it.
constexpr std::size_t kShortestEnd = 5;

void report(const ServerConfig& config, const std::error_code& failed) {
  config.on_fault("spooling a request body to " + config.spool + ": " + failed.message());
}

}  // namespace

struct RequestReader::Parser final : beast::http::basic_parser<true> {
  Parser(const ServerConfig& c, const BodyLimit& limit)
      : config(c), body_limit_of(limit), scan(c.limits), body(c.spool, c.limits.memory_bytes) {
    header_limit(c.limits.header_bytes);
    basic_parser::body_limit(boost::none);  // ours is asked for once the path is known
  }

  std::size_t feed_head(std::string_view pending);
  std::size_t feed_body(std::string_view pending);
  void accept_head();
  void finish_body();
  void refuse(int status);

  const ServerConfig& config;
  const BodyLimit& body_limit_of;
  HeadScan scan;
  Body body;
  RawRequest request;
  Stage stage = Stage::head;
  int refusal = 0;
  int minor = 1;
  std::uint64_t most = 0;  ///< largest body in bytes

 private:
  void on_request_impl(beast::http::verb, string_view method, string_view target, int version, error_code&) override {
    request.method = method;
    request.target = target;
    minor = version % 10;
  }
  void on_field_impl(beast::http::field, string_view name, string_view value, error_code&) override {
    if (stage != Stage::head) return;  // a trailer: nothing here needs one, and none may change the head
    request.headers.push_back({lowered(name), std::string(value)});
  }
  void on_chunk_header_impl(std::uint64_t size, string_view, error_code& ec) override { expect(size, ec); }
  std::size_t on_body_impl(string_view piece, error_code& ec) override { return keep(piece, ec); }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code& ec) override { return keep(piece, ec); }

  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  void on_finish_impl(error_code&) override {}
  void on_response_impl(int, string_view, int, error_code&) override {}

  void expect(std::uint64_t more, error_code& ec);
  std::size_t keep(string_view piece, error_code& ec);
};

std::size_t RequestReader::Parser::feed_head(std::string_view pending) {
  auto size = scan.scan(pending);
  if (scan.refusal()) refuse(scan.refusal());
  if (size == 0 || refusal) return 0;
  eager(true);
  error_code ec;
  put(boost::asio::const_buffer(pending.data(), size), ec);
  if (ec && ec != error::need_more) {
    refuse(ec == error::bad_version ? refusal_of_version(pending) : 400);
    return 0;
  }
  accept_head();
  return size;
}

void RequestReader::Parser::accept_head() {
  if (int status = apply_head_rules(request, minor)) return refuse(status);
  std::string_view target = request.target;
  most = body_limit_of(request.method, target.substr(0, target.find('?')));
  if (auto length = content_length(); length && *length > most) return refuse(413);
  stage = Stage::body;
  if (is_done()) finish_body();
}

std::size_t RequestReader::Parser::feed_body(std::string_view pending) {
  if (chunked() && pending.size() < kShortestEnd) return 0;
  error_code ec;
  auto used = put(boost::asio::const_buffer(pending.data(), pending.size()), ec);
  if (ec && ec != error::need_more)
    refuse(refusal ? refusal : 400);
  else if (is_done())
    finish_body();
  else if (pending.size() - used >= config.limits.header_bytes)
    refuse(400);  // a chunk's extension or trailer without end
  return used;
}

void RequestReader::Parser::finish_body() {
  if (auto failed = body.finish()) {
    report(config, failed);
    return refuse(507);
  }
  request.body = body.view();
  stage = Stage::whole;
}

void RequestReader::Parser::expect(std::uint64_t more, error_code& ec) {
  if (more <= most - body.size()) return;
  refuse(413);
  ec = error::body_limit;
}

std::size_t RequestReader::Parser::keep(string_view piece, error_code& ec) {
  if (auto failed = body.append(piece)) {
    report(config, failed);
    refuse(507);
    ec = error::buffer_overflow;
  }
  return piece.size();
}

void RequestReader::Parser::refuse(int status) {
  refusal = status;
  stage = Stage::refused;
}

RequestReader::RequestReader(const ServerConfig& config, const BodyLimit& body_limit)
    : parser_(std::make_unique<Parser>(config, body_limit)) {}
RequestReader::~RequestReader() = default;

std::size_t RequestReader::feed(std::string_view pending) {
  std::size_t used = 0;
  if (parser_->stage == Stage::head) used = parser_->feed_head(pending);
  if (parser_->stage == Stage::body && used < pending.size()) used += parser_->feed_body(pending.substr(used));
  return used;
}

RequestReader::Stage RequestReader::stage() const { return parser_->stage; }
int RequestReader::refusal() const { return parser_->refusal; }
RawRequest& RequestReader::request() { return parser_->request; }

bool RequestReader::wants_continue() const {
  return parser_->stage == Stage::body && parser_->minor == 1 && !parser_->request.header("expect").empty();
}

Exchange RequestReader::exchange() const {
  bool whole = parser_->stage == Stage::whole;
  return {.head_only = parser_->request.method == "HEAD",
          .keep_alive = whole && parser_->keep_alive(),
          .old_client = parser_->minor == 0};
}

}  // namespace couloir::http
