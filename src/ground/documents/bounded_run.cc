// fork, then between fork and exec only what is safe in a program with threads: system calls on values made before.
#include "documents/bounded_run.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "store/db.h"
#include "store/temporary_folder.h"

namespace couloir::documents {
namespace {

constexpr int kNotThere = 127;
constexpr std::size_t kErrorBytes = 4096;

class Fd {
 public:
  explicit Fd(int fd, const char* what) : fd_(fd) {
    if (fd_ < 0) throw StoreFailure(StoreFailure::Kind::other, std::string(what) + ": " + std::strerror(errno));
  }
  ~Fd() { close(); }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

int file_with(std::string_view content) {
  int fd = ::memfd_create("couloir-input", MFD_CLOEXEC);
  while (fd >= 0 && !content.empty()) {
    auto done = ::write(fd, content.data(), content.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) {
      ::close(fd);
      return -1;
    }
    content.remove_prefix(static_cast<std::size_t>(done));
  }
  if (fd >= 0) ::lseek(fd, 0, SEEK_SET);
  return fd;
}

std::string whole(int fd) {
  struct stat info{};
  if (::fstat(fd, &info) != 0) return {};
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t got = 0;
  while (got < content.size()) {
    auto piece = ::pread(fd, content.data() + got, content.size() - got, static_cast<off_t>(got));
    if (piece < 0 && errno == EINTR) continue;
    if (piece <= 0) break;
    got += static_cast<std::size_t>(piece);
  }
  content.resize(got);
  return content;
}

struct Child {
  char* const* argv;
  char* const* env;
  const char* folder;
  int in, out, err;
  pid_t parent;
  const RunLimits& limits;
};

void limit(decltype(RLIMIT_CPU) what, std::uint64_t most) {
  rlimit both{most, most};
  ::setrlimit(what, &both);
}

/// In the child, after fork: nothing here allocates, locks or returns.
[[noreturn]] void become(const Child& child) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != child.parent) ::_exit(kNotThere);  // the server died before it could be noticed
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  for (int signal : {SIGPIPE, SIGXFSZ, SIGTERM, SIGINT}) ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::dup2(child.in, 0) < 0 || ::dup2(child.out, 1) < 0 || ::dup2(child.err, 2) < 0) ::_exit(kNotThere);
  ::close_range(3, ~0U, 0);
  if (::chdir(child.folder) != 0) ::_exit(kNotThere);
  limit(RLIMIT_CPU, static_cast<std::uint64_t>(child.limits.cpu.count()));
  limit(RLIMIT_AS, child.limits.memory_bytes);
  limit(RLIMIT_FSIZE, child.limits.output_bytes);
  limit(RLIMIT_NOFILE, child.limits.open_files);
  limit(RLIMIT_CORE, 0);
  ::execve(child.argv[0], child.argv, child.env);
  ::_exit(kNotThere);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (auto& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

/// Takes what there is to read; false once the other end is closed.
bool drain(int fd, std::string& into) {
  std::array<char, 4096> piece;
  auto got = ::read(fd, piece.data(), piece.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  into.append(piece.data(), std::min(static_cast<std::size_t>(got), kErrorBytes - std::min(kErrorBytes, into.size())));
  return got > 0;
}

/// Waits for it within its time; kills it, and all that it started, when that is over.
RunEnd wait_for(pid_t pid, Fd& errors, const RunLimits& limits, const std::function<bool()>& cancelled,
                RunOutcome& outcome) {
  using Clock = std::chrono::steady_clock;
  auto deadline = Clock::now() + limits.wall;
  auto look = Clock::now() + std::chrono::seconds(1);
  bool open = true;
  int status = 0;
  auto end = RunEnd::exited;
  while (true) {
    pollfd watched{open ? errors.get() : -1, POLLIN, 0};
    ::poll(&watched, 1, 50);
    if (open && watched.revents != 0) open = drain(errors.get(), outcome.errors);
    if (::waitpid(pid, &status, WNOHANG) == pid) break;
    auto now = Clock::now();
    if (now >= deadline) end = RunEnd::late;
    if (now >= look) {
      look = now + std::chrono::seconds(1);
      if (cancelled()) end = RunEnd::cancelled;
    }
    if (end == RunEnd::exited) continue;
    ::kill(-pid, SIGKILL);
    ::kill(pid, SIGKILL);
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    break;
  }
  ::kill(-pid, SIGKILL);  // what it started and left behind
  if (end != RunEnd::exited) return end;
  while (open && outcome.errors.size() < kErrorBytes) {
    pollfd watched{errors.get(), POLLIN, 0};
    if (::poll(&watched, 1, 0) <= 0) break;
    open = drain(errors.get(), outcome.errors);
  }
  if (WIFSIGNALED(status)) {
    outcome.code = WTERMSIG(status);
    return RunEnd::killed;
  }
  outcome.code = WEXITSTATUS(status);
  return outcome.code == kNotThere ? RunEnd::unstarted : RunEnd::exited;
}

/// Kills the child when looking after it fails with an exception.
struct Leash {
  pid_t pid;
  bool done = false;
  ~Leash() {
    if (done) return;
    ::kill(-pid, SIGKILL);
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
};

}  // namespace

RunOutcome run_bounded(const std::vector<std::string>& command, std::string_view input, const RunLimits& limits,
                       const std::function<bool()>& cancelled) {
  TemporaryFolder folder;
  auto out_path = folder.path() + "/out";
  Fd in(file_with(input), "memfd_create");
  Fd out(::open(out_path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600), "a temporary file");
  std::filesystem::create_directory(folder.path() + "/empty");
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    throw StoreFailure(StoreFailure::Kind::other, std::string("pipe: ") + std::strerror(errno));
  Fd err_read(ends[0], "pipe"), err_write(ends[1], "pipe");

  auto arguments = command;
  auto place = folder.path() + "/empty";
  std::vector<std::string> variables{"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + place, "TMPDIR=" + place,
                                     "XDG_CACHE_HOME=" + place};
  auto argv = pointers(arguments), env = pointers(variables);
  Child child{argv.data(), env.data(), place.c_str(), in.get(), out.get(), err_write.get(), ::getpid(), limits};
  pid_t pid = ::fork();
  if (pid == 0) become(child);
  if (pid < 0) throw StoreFailure(StoreFailure::Kind::other, std::string("fork: ") + std::strerror(errno));
  Leash leash{pid};
  ::setpgid(pid, pid);  // whichever of the two is first
  err_write.close();

  RunOutcome outcome;
  outcome.end = wait_for(pid, err_read, limits, cancelled, outcome);
  leash.done = true;
  if (outcome.end == RunEnd::exited && outcome.code == 0) outcome.output = whole(out.get());
  return outcome;
}

}  // namespace couloir::documents
