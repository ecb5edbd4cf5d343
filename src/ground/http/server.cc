// Sockets and time: one I/O thread runs every connection as a coroutine, workers run the handlers, one timer sweeps all
// deadlines. The only file that includes Asio, with few awaited operations on concrete executor types, since each
// further combination costs seconds to compile (docs/adr/0003-http-server.md).
#include "http/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdio>
#include <list>
#include <optional>

#include "http/forwarded.h"
#include "http/inbox.h"
#include "http/pace.h"
#include "http/request_reader.h"
#include "http/response_head.h"
#include "http/workers.h"

namespace couloir::http {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

using Executor = net::io_context::executor_type;
using Socket = net::basic_stream_socket<tcp, Executor>;
using Acceptor = net::basic_socket_acceptor<tcp, Executor>;
using Timer = net::basic_waitable_timer<steady_clock, net::wait_traits<steady_clock>, Executor>;
using Token = net::use_awaitable_t<Executor>;
using Resumption = net::async_result<Token, void()>::handler_type;
template <class T>
using Task = net::awaitable<T, Executor>;

constexpr auto kAwait = net::as_tuple(Token{});
constexpr auto kBackOff = milliseconds(50);
constexpr std::size_t kMostGiven = 16;
constexpr auto kRetryAfterSeconds = "5";

RawResponse plain_refusal(int status, const RawRequest&) {
  RawResponse response;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  response.body = std::to_string(status) + " " + std::string(reason_phrase(status)) + "\n";
  return response;
}

void print_fault(std::string_view what) {
  std::fprintf(stderr, "http: %.*s\n", static_cast<int>(what.size()), what.data());
}

ServerConfig with_defaults(ServerConfig config) {
  if (!config.refusal_page) config.refusal_page = plain_refusal;
  if (!config.on_fault) config.on_fault = print_fault;
  return config;
}

std::string text_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "something that is not an exception";
  }
}

std::string address_of(const Socket& socket) {
  error_code gone;
  auto address = socket.remote_endpoint(gone).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

}  // namespace

class Connection;

/// The I/O thread: accepts, sweeps, drains. Everything but the workers' jobs happens on it.
class Loop {
 public:
  Loop(ServerConfig, Respond, BodyLimit);

  void run();
  void stop();
  std::uint16_t port() const { return port_; }

  const ServerConfig config;
  const Respond respond;
  const BodyLimit body_limit;
  bool draining = false;
  std::list<Connection*> connections;
  net::io_context io{1};

 private:
  void bind();
  void drain();
  Task<void> accept();
  Task<void> back_off();
  void welcome(Socket);
  void make_room();
  void sweep();
  void sweep_later();

  const std::function<void(std::exception_ptr)> when_done_ = [this](const std::exception_ptr& lost) {
    if (lost) config.on_fault("a connection was given up: " + text_of(lost));
  };
  Acceptor acceptor_{io.get_executor()};
  Timer sweeper_{io.get_executor()};
  SteadyTime hard_stop_ = SteadyTime::max();
  std::uint16_t port_ = 0;

 public:
  Workers workers;  // last, so that its threads end before what they use
};

/// One request and its answer, as I/O thread and worker hand them to each other. Idle connections have none.
struct Turn {
  Turn(const ServerConfig& config, const BodyLimit& body_limit) : reader(config, body_limit) {}

  RequestReader reader;
  Exchange facts;
  RawResponse response;
  std::string head;
  std::string chunk;
  enum class Step { respond, pull } step = Step::respond;
  bool broken = false;  ///< next_chunk threw
};

/// One client, from accept to close; owned by its coroutine. run() happens on a worker, the rest on the I/O thread.
class Connection final : Job {
 public:
  Connection(Loop& loop, Socket socket)
      : loop_(loop),
        socket_(std::move(socket)),
        peer_(address_of(socket_)),
        place_(loop.connections.insert(loop.connections.end(), this)) {}
  ~Connection() { loop_.connections.erase(place_); }
  Connection(const Connection&) = delete;

  /// Answers one request after the other until either side ends it.
  static Task<void> live(std::unique_ptr<Connection>);

  bool idle() const { return idle_; }
  const Pace& pace() const { return pace_; }
  /// Ends whatever is awaited, to be called again if that was nothing.
  void cut();

 private:
  Task<bool> exchange();
  Task<bool> receive();
  Task<bool> begin_body();
  Task<bool> answer();
  Task<bool> refuse(int status);
  Task<bool> send();
  Task<bool> send_chunks(Framing);
  Task<void> on_worker();
  Task<bool> read();
  Task<bool> write(std::string_view first, std::string_view second);
  Task<void> linger();

  void begin_wait();
  void respond_with_refusal(int status);
  void run() noexcept override;
  void work();
  void reset_when_closed();
  const Limits& limits() const { return loop_.config.limits; }

  Loop& loop_;
  Socket socket_;
  const std::string peer_;
  const std::list<Connection*>::iterator place_;
  Pace pace_;
  Inbox inbox_;
  Instant last_read_;  ///< when the youngest byte of inbox_ arrived
  bool idle_ = true;   ///< between two requests
  bool cut_ = false;

  Turn* turn_ = nullptr;
  std::optional<Resumption> resumption_;
};

Task<void> Connection::live(std::unique_ptr<Connection> self) {
  for (bool goes_on = true; goes_on;) {
    self->begin_wait();
    if (self->inbox_.empty()) goes_on = co_await self->read();
    if (goes_on) goes_on = co_await self->exchange();
  }
}

void Connection::cut() {
  cut_ = true;
  error_code ignored;
  socket_.cancel(ignored);
}

/// False: the connection ends.
Task<bool> Connection::exchange() {
  Turn turn(loop_.config, loop_.body_limit);
  turn_ = &turn;
  bool goes_on = co_await receive();
  if (!goes_on) co_return false;
  if (turn.reader.stage() == RequestReader::Stage::whole)
    goes_on = co_await answer();
  else
    goes_on = co_await refuse(turn.reader.refusal());
  co_return goes_on;
}

void Connection::begin_wait() {
  inbox_.rest();
  idle_ = inbox_.empty();
  pace_.within(limits().idle_ms, steady_clock::now());
}

/// False: the client is gone or was cut.
Task<bool> Connection::receive() {
  using Stage = RequestReader::Stage;
  auto& reader = turn_->reader;
  idle_ = cut_ = false;
  pace_.within(limits().header_ms, steady_clock::now());  // once: further bytes do not move it
  for (bool in_body = false;;) {
    inbox_.use(reader.feed(inbox_.view()));
    if (reader.stage() == Stage::whole || reader.stage() == Stage::refused) break;
    if (!in_body && reader.stage() == Stage::body) {
      in_body = co_await begin_body();
      if (!in_body) co_return false;
    }
    auto before = inbox_.view().size();
    bool came = co_await read();
    if (!came && cut_) co_await refuse(408);
    if (!came) co_return false;
    if (in_body) pace_.passed(inbox_.view().size() - before, steady_clock::now());
  }
  pace_.no_limit();
  reader.request().peer = peer_;
  reader.request().received = last_read_;
  apply_forwarded(reader.request(), loop_.config.trusted_proxies);
  co_return true;
}

Task<bool> Connection::begin_body() {
  inbox_.widen();
  bool well = true;
  if (turn_->reader.wants_continue() && inbox_.empty()) well = co_await write("HTTP/1.1 100 Continue\r\n\r\n", {});
  pace_.at_least(limits().min_rate, limits().body_ms, steady_clock::now());
  co_return well;
}

Task<bool> Connection::answer() {
  auto& turn = *turn_;
  turn.facts = turn.reader.exchange();
  if (loop_.workers.waiting() >= limits().max_waiting) {
    respond_with_refusal(503);
  } else {
    turn.step = Turn::Step::respond;
    co_await on_worker();
  }
  if (loop_.draining && turn.facts.keep_alive) {
    turn.facts.keep_alive = false;
    turn.head = response_head(turn.response, turn.facts);
  }
  bool sent = co_await send();
  if (sent && !turn.facts.keep_alive && !inbox_.empty()) co_await linger();
  bool goes_on = sent && turn.facts.keep_alive;
  co_return goes_on;
}

/// Says why and closes; what the client still sends is read for a while, else the reset would destroy the answer.
Task<bool> Connection::refuse(int status) {
  turn_->facts = turn_->reader.exchange();
  turn_->facts.keep_alive = false;
  respond_with_refusal(status);
  bool sent = co_await send();
  if (sent) co_await linger();
  co_return false;
}

void Connection::respond_with_refusal(int status) {
  auto& turn = *turn_;
  auto fill = [&](const RefusalPage& page) {
    turn.response = page(status, turn.reader.request());
    turn.response.status = status;
    if (status == 503) turn.response.headers.push_back({"Retry-After", kRetryAfterSeconds});
    turn.head = response_head(turn.response, turn.facts);
  };
  try {
    fill(loop_.config.refusal_page);
  } catch (const std::exception& e) {
    loop_.config.on_fault("the page for " + std::to_string(status) + ": " + e.what());
    fill(plain_refusal);
  }
}

/// False: the connection cannot be used any more.
Task<bool> Connection::send() {
  auto& turn = *turn_;
  auto framing = framing_of(turn.response, turn.facts);
  bool with_body = framing != Framing::none && !turn.facts.head_only;
  auto body = with_body && !turn.response.next_chunk ? body_of(turn.response) : std::string_view();
  bool sent = co_await write(turn.head, body);
  if (sent && with_body && turn.response.next_chunk) sent = co_await send_chunks(framing);
  turn.facts.keep_alive = turn.facts.keep_alive && framing != Framing::until_close;
  co_return sent;
}

Task<bool> Connection::send_chunks(Framing framing) {
  auto& turn = *turn_;
  turn.step = Turn::Step::pull;
  for (bool last = false; !last;) {
    co_await on_worker();
    if (turn.broken) reset_when_closed();
    if (turn.broken) co_return false;
    last = turn.chunk.empty();
    char size[20] = "";
    if (framing == Framing::chunked) {
      std::snprintf(size, sizeof size, "%zx\r\n", turn.chunk.size());
      turn.chunk += "\r\n";
    }
    bool sent = co_await write(size, turn.chunk);
    if (!sent) co_return false;
  }
  co_return true;
}

/// The end of a half-sent body without framing must not look like its real end.
void Connection::reset_when_closed() {
  error_code ignored;
  socket_.set_option(net::socket_base::linger(true, 0), ignored);
}

/// Sleeps while a worker does work().
Task<void> Connection::on_worker() {
  pace_.no_limit();
  Token token;
  return net::async_initiate<Token, void()>(
      [this](Resumption&& resumption) {
        resumption_.emplace(std::move(resumption));
        loop_.workers.give(*this);
      },
      token);
}

void Connection::run() noexcept {
  work();
  net::post(loop_.io, [this] {
    auto resume = std::move(*resumption_);
    resumption_.reset();
    std::move(resume)();
  });
}

/// One of the places where an exception ends (bug.h): it costs the client its answer, never the server its life.
void Connection::work() {
  auto& turn = *turn_;
  auto& request = turn.reader.request();
  try {
    if (turn.step == Turn::Step::pull) {
      turn.chunk = turn.response.next_chunk();
    } else {
      turn.response = loop_.respond(request);
      turn.head = response_head(turn.response, turn.facts);
    }
  } catch (...) {
    loop_.config.on_fault(request.method + " " + request.target + ": " + text_of(std::current_exception()));
    turn.broken = turn.step == Turn::Step::pull;
    if (!turn.broken) respond_with_refusal(500);
  }
}

/// False: end of stream, error or cut.
Task<bool> Connection::read() {
  auto room = inbox_.room();
  auto [failed, bytes] = co_await socket_.async_read_some(net::buffer(room.data(), room.size()), kAwait);
  if (failed) co_return false;
  inbox_.filled(bytes);
  last_read_ = system_clock().now();
  co_return true;
}

/// Sends at once what the kernel takes, waits only for the rest. REQUIRES: both outlive the call.
Task<bool> Connection::write(std::string_view first, std::string_view second) {
  pace_.at_least(limits().min_rate, limits().write_ms, steady_clock::now());
  while (first.size() + second.size() > 0) {
    std::array<net::const_buffer, 2> both{net::buffer(first), net::buffer(second)};
    error_code failed;
    auto bytes = socket_.write_some(both, failed);
    if (failed == net::error::would_block) std::tie(failed, bytes) = co_await socket_.async_write_some(both, kAwait);
    if (failed) co_return false;
    pace_.passed(bytes, steady_clock::now());
    auto from_first = std::min(bytes, first.size());
    first.remove_prefix(from_first);
    second.remove_prefix(bytes - from_first);
  }
  co_return true;
}

Task<void> Connection::linger() {
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  pace_.within(limits().linger_ms, steady_clock::now());
  cut_ = false;
  for (bool came = true; came && !cut_;) {
    inbox_.use(inbox_.view().size());
    came = co_await read();
  }
}

Loop::Loop(ServerConfig c, Respond r, BodyLimit b)
    : config(with_defaults(std::move(c))), respond(std::move(r)), body_limit(std::move(b)), workers(config.workers) {
  bind();
}

void Loop::bind() {
  try {
    tcp::endpoint endpoint(net::ip::make_address(config.host), config.port);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(net::socket_base::reuse_address(true));
    acceptor_.bind(endpoint);
    acceptor_.listen(4096);
    port_ = acceptor_.local_endpoint().port();
  } catch (const boost::system::system_error& e) {
    throw std::system_error(e.code().value(), std::generic_category(), config.host + ":" + std::to_string(config.port));
  }
}

void Loop::run() {
  sweep_later();
  net::co_spawn(io, accept(), when_done_);
  while (io.run_one() > 0) {  // waits; what else is ready is done before the workers are woken
    while (workers.given() < kMostGiven && io.poll_one() > 0) {
    }
    workers.start();
  }
}

void Loop::stop() {
  net::post(io, [this] { drain(); });
}

void Loop::drain() {
  if (draining) return;
  draining = true;
  hard_stop_ = steady_clock::now() + milliseconds(config.limits.drain_ms);
  error_code ignored;
  acceptor_.close(ignored);
  sweeper_.cancel();
}

Task<void> Loop::accept() {
  for (bool short_of_files = false; !draining;) {
    if (connections.size() >= config.limits.max_connections) {
      make_room();
      co_await back_off();
      continue;
    }
    auto [failed, socket] = co_await acceptor_.async_accept(kAwait);
    if (draining) break;
    if (!failed) welcome(std::move(socket));
    if (!failed || failed == net::error::connection_aborted) {
      short_of_files = false;
      continue;
    }
    if (!short_of_files) config.on_fault("accepting a connection: " + failed.message());
    short_of_files = true;  // said once, until one is accepted again
    make_room();
    co_await back_off();  // else the loop would spin while descriptors are missing
  }
}

Task<void> Loop::back_off() {
  Timer timer(io.get_executor(), kBackOff);
  co_await timer.async_wait(kAwait);
}

void Loop::welcome(Socket socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  socket.non_blocking(true, ignored);
  net::co_spawn(io, Connection::live(std::make_unique<Connection>(*this, std::move(socket))), when_done_);
}

/// Gives up the connections that have been idle longest: a few, so that one back-off is worth it.
void Loop::make_room() {
  std::vector<Connection*> idle;
  std::copy_if(connections.begin(), connections.end(), std::back_inserter(idle), [](auto* c) { return c->idle(); });
  auto few = std::min<std::ptrdiff_t>(32, std::ssize(idle));
  std::partial_sort(idle.begin(), idle.begin() + few, idle.end(),
                    [](auto* a, auto* b) { return a->pace().deadline() < b->pace().deadline(); });
  std::for_each_n(idle.begin(), few, [](auto* c) { c->cut(); });
}

void Loop::sweep() {
  auto now = steady_clock::now();
  for (auto* connection : connections)
    if (connection->pace().over(now) || now > hard_stop_ || (draining && connection->idle())) connection->cut();
  if (!draining || !connections.empty()) sweep_later();
}

void Loop::sweep_later() {
  auto& limits = config.limits;
  unsigned shortest = std::min({limits.header_ms, limits.body_ms, limits.idle_ms, limits.write_ms, limits.linger_ms});
  sweeper_.expires_after(milliseconds(draining ? 10 : std::clamp(shortest / 4, 10U, 250U)));
  sweeper_.async_wait([this](error_code) { sweep(); });
}

Server::Server(ServerConfig config, Respond respond, BodyLimit body_limit)
    : loop_(std::make_unique<Loop>(std::move(config), std::move(respond), std::move(body_limit))) {}
Server::~Server() = default;
std::uint16_t Server::port() const { return loop_->port(); }
void Server::run() { loop_->run(); }
void Server::stop() { loop_->stop(); }

std::string_view RawRequest::header(std::string_view lower_name) const {
  for (auto& header : headers)
    if (header.name == lower_name) return header.value;
  return {};
}

}  // namespace couloir::http
