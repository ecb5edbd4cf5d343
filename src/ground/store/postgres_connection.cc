// PostgreSQL through libpq. Kept in pipeline mode, so that BEGIN, a lock and the first statement make one round trip,
// and the end of a read none. Parameters travel in binary, results as text.
#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <cstring>

#include "base/bug.h"
#include "store/connection.h"
#include "store/sql_text.h"

namespace couloir {
namespace {

using Kind = StoreFailure::Kind;

// Numbers of the built-in types [pg_type.dat], fixed since ever.
constexpr Oid kBytea = 17, kInt8 = 20, kText = 25, kFloat8 = 701;

/// One writer at a time for each schema that holds a couloir; the first number only says whose lock it is.
constexpr auto kTakeTurn = "SELECT pg_advisory_xact_lock(1668248940, hashtext(current_schema()))";
constexpr auto kBeginWrite = "BEGIN";  // READ COMMITTED sees all of the writer before, as it takes its turn first
constexpr auto kBeginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

Kind kind_of_state(std::string_view state) {
  if (state.starts_with("23")) return Kind::constraint;
  if (state == "55P03" || state == "53300") return Kind::busy;
  if (state == "53100") return Kind::full;
  if (state.starts_with("08") || state.starts_with("57P0")) return Kind::lost;
  return Kind::other;
}

struct Clear {
  void operator()(PGresult* r) const { PQclear(r); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

bool failed(const PGresult* r) {
  auto status = PQresultStatus(r);
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

std::string_view trimmed(std::string_view message) {
  while (message.ends_with('\n')) message.remove_suffix(1);
  return message;
}

[[noreturn]] void fail_of(const PGresult* r, std::string_view sql) {
  auto* state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
  auto serialization = "40001"sv, deadlock = "40P01"sv;
  if (state && (state == serialization || state == deadlock)) throw LostRace(Kind::busy, PQresultErrorMessage(r));
  throw_store_failure(state ? kind_of_state(state) : Kind::lost, trimmed(PQresultErrorMessage(r)), sql);
}

[[noreturn]] void fail_lost(PGconn* pg, std::string_view sql) {
  throw_store_failure(Kind::lost, trimmed(PQerrorMessage(pg)), sql);
}

/// Values as libpq wants them: binary, so that text may be any view and a real keeps its last bit.
struct Bound {
  explicit Bound(const std::vector<const Value*>& values) : numbers(values.size()) {
    for (auto* value : values) std::visit([this](const auto& v) { add(v); }, *value);
  }
  std::vector<std::uint64_t> numbers;  // storage of integers and reals, big-endian; never resized
  std::vector<Oid> types;
  std::vector<const char*> bytes;
  std::vector<int> lengths;
  std::vector<int> formats;

 private:
  void push(Oid type, const char* at, std::size_t length) {
    types.push_back(type);
    bytes.push_back(at);
    lengths.push_back(static_cast<int>(length));
    formats.push_back(1);
  }
  void push_number(Oid type, std::uint64_t bits) {
    auto& slot = numbers[types.size()];
    slot = std::endian::native == std::endian::little ? __builtin_bswap64(bits) : bits;
    push(type, reinterpret_cast<const char*>(&slot), sizeof slot);
  }
  void add(std::monostate) { push(0, nullptr, 0); }
  void add(std::int64_t v) { push_number(kInt8, static_cast<std::uint64_t>(v)); }
  void add(double v) { push_number(kFloat8, std::bit_cast<std::uint64_t>(v)); }
  void add(std::string_view s) { push(kText, s.data() ? s.data() : "", s.size()); }
  void add(const std::string& s) { push(kText, s.data(), s.size()); }
  void add(Blob b) { push(kBytea, b.bytes.data() ? b.bytes.data() : "", b.bytes.size()); }
};

/// One SQL text may need several statements: a parameter has one type in each, and NULL has none.
struct Variant {
  std::string name;
  std::vector<Oid> types;
  bool takes(const std::vector<Oid>& given) const {
    return std::equal(types.begin(), types.end(), given.begin(), given.end(),
                      [](Oid a, Oid b) { return b == 0 || a == b; });
  }
};
struct Prepared {
  NumberedSql sql;
  std::vector<Variant> variants;
};

class PostgresRow final : public Row {
 public:
  PostgresRow(const PGresult* r, std::string_view sql) : result_(r), sql_(sql) {}
  void move_to(int row) {
    row_ = row;
    unescaped_.clear();
  }

 private:
  int index_of(std::string_view column) const override {
    int count = PQnfields(result_);
    for (int tried = 0; tried < count; ++tried, ++next_) {  // columns are mostly read in their order
      if (next_ >= count) next_ = 0;
      if (column == PQfname(result_, next_)) return next_++;
    }
    throw Bug(fmt::format("no column {} in: {}", column, squeezed(sql_)));
  }
  bool null(int i) const override { return PQgetisnull(result_, row_, i) != 0; }
  std::string_view raw(int i) const {
    return {PQgetvalue(result_, row_, i), static_cast<std::size_t>(PQgetlength(result_, row_, i))};
  }
  std::int64_t integer(int i) const override {
    auto digits = raw(i);
    if (digits == "t" || digits == "f") return digits == "t";
    return number<std::int64_t>(i, "an integer");
  }
  double real(int i) const override { return number<double>(i, "a number"); }
  std::string_view text(int i) const override { return PQftype(result_, i) == kBytea ? bytes(i) : raw(i); }

  template <class T>
  T number(int i, std::string_view what) const {
    auto digits = raw(i);
    T value{};
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc{} && end == digits.data() + digits.size()) return value;
    throw Bug(fmt::format("column {} is not {} in: {}", PQfname(result_, i), what, squeezed(sql_)));
  }
  std::string_view bytes(int i) const {
    std::size_t size = 0;
    auto* raw_bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(PQgetvalue(result_, row_, i)), &size);
    if (!raw_bytes) throw std::bad_alloc();
    unescaped_.emplace_back(raw_bytes, PQfreemem);
    return {reinterpret_cast<const char*>(raw_bytes), size};
  }

  const PGresult* result_;
  std::string_view sql_;
  int row_ = 0;
  mutable int next_ = 0;
  mutable std::vector<std::unique_ptr<unsigned char, decltype(&PQfreemem)>> unescaped_;
};

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(const std::string& url);

  void begin_read() override { first_ = {kBeginRead}; }
  void end_read() noexcept override { leave("COMMIT"); }
  void begin_write() override { first_ = {kBeginWrite, kTakeTurn}; }
  void commit() override;
  void rollback() noexcept override { leave("ROLLBACK"); }
  std::int64_t run(std::string_view sql, const Params&, const OnRow&) override;

 private:
  struct Close {
    void operator()(PGconn* pg) const { PQfinish(pg); }
  };
  Prepared& prepared(std::string_view sql);
  Answer execute(Prepared&, const Bound&, std::string_view sql);
  void send_first(std::string_view sql);
  void send(const char* command, std::string_view sql);
  void sync(std::string_view sql);
  Answer last_answer(std::string_view sql, int* answered = nullptr);
  void drain(std::string_view sql);
  void leave(const char* command) noexcept;

  std::unique_ptr<PGconn, Close> pg_;
  ByText<Prepared> cache_;
  std::vector<const char*> first_;  ///< what begins the transaction, not sent yet
  bool inside_ = false;             ///< a transaction was begun and sent
  int unread_ = 0;                  ///< ends sent whose answers nobody waited for
  int names_ = 0;
};

PostgresConnection::PostgresConnection(const std::string& url) {
  const char* keys[] = {"dbname",
                        "client_encoding",
                        "fallback_application_name",
                        "connect_timeout",
                        "tcp_user_timeout",
                        "keepalives_idle",
                        nullptr};
  const char* values[] = {url.c_str(), "UTF8", "couloir", "5", "15000", "10", nullptr};
  pg_.reset(PQconnectdbParams(keys, values, 1));
  if (PQstatus(pg_.get()) != CONNECTION_OK) fail_lost(pg_.get(), "");
  PQsetNoticeProcessor(pg_.get(), [](void*, const char*) {}, nullptr);
  if (!PQenterPipelineMode(pg_.get())) fail_lost(pg_.get(), "");
  // Waits as long for its turn to write as SQLite does for its file; text forms that both databases share.
  for (auto* setting : {"SET lock_timeout = '5s'", "SET idle_in_transaction_session_timeout = '5min'",
                        "SET bytea_output = 'hex'", "SET extra_float_digits = 1", "SET TimeZone = 'UTC'"})
    send(setting, setting);
  sync("SET");
  last_answer("SET");
}

void PostgresConnection::send(const char* command, std::string_view sql) {
  if (!PQsendQueryParams(pg_.get(), command, 0, nullptr, nullptr, nullptr, nullptr, 0)) fail_lost(pg_.get(), sql);
}

void PostgresConnection::sync(std::string_view sql) {
  if (!PQpipelineSync(pg_.get())) fail_lost(pg_.get(), sql);
}

/// Reads up to the next sync point: the last answer, or throws the first failure. `answered`: commands that worked.
Answer PostgresConnection::last_answer(std::string_view sql, int* answered) {
  Answer last, failure;
  for (;;) {
    Answer answer(PQgetResult(pg_.get()));
    if (!answer) {  // the end of one command
      if (PQstatus(pg_.get()) == CONNECTION_BAD) break;
    } else if (PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC) {
      break;
    } else if (failed(answer.get())) {
      if (!failure) failure = std::move(answer);
    } else if (PQresultStatus(answer.get()) != PGRES_PIPELINE_ABORTED) {
      last = std::move(answer);
      if (answered) ++*answered;
    }
  }
  if (failure) fail_of(failure.get(), sql);
  if (PQstatus(pg_.get()) == CONNECTION_BAD) fail_lost(pg_.get(), sql);
  return last;
}

void PostgresConnection::drain(std::string_view sql) {
  while (unread_ > 0) {
    --unread_;
    last_answer(sql);
  }
}

void PostgresConnection::send_first(std::string_view sql) {
  for (auto* command : std::exchange(first_, {})) {
    send(command, sql);
    inside_ = true;
  }
}

Prepared& PostgresConnection::prepared(std::string_view sql) {
  if (auto known = cache_.find(sql); known != cache_.end()) return known->second;
  if (cache_.size() >= kMostPrepared) {
    cache_.clear();
    send("DEALLOCATE ALL", sql);
    sync(sql);
    ++unread_;
  }
  return cache_.emplace(std::string(sql), Prepared{number_params(sql, '$'), {}}).first->second;
}

Answer PostgresConnection::execute(Prepared& prepared, const Bound& bound, std::string_view sql) {
  auto count = static_cast<int>(bound.types.size());
  int before = static_cast<int>(first_.size());
  auto known =
      std::find_if(prepared.variants.begin(), prepared.variants.end(), [&](auto& v) { return v.takes(bound.types); });
  bool is_new = known == prepared.variants.end();
  auto name = is_new ? fmt::format("s{}", ++names_) : known->name;

  send_first(sql);
  auto* text = prepared.sql.text.c_str();
  if (is_new && !PQsendPrepare(pg_.get(), name.c_str(), text, count, bound.types.data())) fail_lost(pg_.get(), sql);
  if (!PQsendQueryPrepared(pg_.get(), name.c_str(), count, bound.bytes.data(), bound.lengths.data(),
                           bound.formats.data(), 0))
    fail_lost(pg_.get(), sql);
  sync(sql);

  int answered = 0;
  auto remember = [&] {
    if (is_new && answered > before) prepared.variants.push_back({name, bound.types});
  };
  try {
    auto answer = last_answer(sql, &answered);
    remember();
    return answer;
  } catch (const StoreFailure&) {
    remember();  // the statement failed, not its preparation
    throw;
  }
}

std::int64_t PostgresConnection::run(std::string_view sql, const Params& params, const OnRow& on_row) {
  drain(sql);
  auto& statement = prepared(sql);
  drain(sql);
  auto answer = execute(statement, Bound(in_order(statement.sql.names, params, sql)), sql);
  if (on_row) {
    PostgresRow row(answer.get(), sql);
    for (int i = 0; i < PQntuples(answer.get()); ++i) {
      row.move_to(i);
      on_row(row);
    }
  }
  auto changed = std::string_view(PQcmdTuples(answer.get()));
  bool selects = std::string_view(PQcmdStatus(answer.get())).starts_with("SELECT");
  std::int64_t count = 0;
  if (!selects) std::from_chars(changed.data(), changed.data() + changed.size(), count);
  return count;
}

void PostgresConnection::commit() {
  first_.clear();
  if (!std::exchange(inside_, false)) return;  // nothing was asked, nothing to keep
  send("COMMIT", "COMMIT");
  sync("COMMIT");
  auto answer = last_answer("COMMIT");
  if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
    throw_store_failure(Kind::other, "the transaction had failed before", "COMMIT");
}

/// Ends without waiting for the answer; whoever comes next reads it.
void PostgresConnection::leave(const char* command) noexcept {
  first_.clear();
  if (!std::exchange(inside_, false)) return;
  if (PQsendQueryParams(pg_.get(), command, 0, nullptr, nullptr, nullptr, nullptr, 0) && PQpipelineSync(pg_.get()))
    ++unread_;
}

}  // namespace

std::unique_ptr<Connection> connect_postgres(const std::string& url) {
  return std::make_unique<PostgresConnection>(url);
}

}  // namespace couloir
