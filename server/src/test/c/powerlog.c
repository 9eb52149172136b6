// Preloaded into a process, it writes down everything that the process does to the files below one
// folder: what is written where, what is synced, which names come and go. From that log the test
// makes the disk as it may be found after the power failed at any moment.
//
// POWER_ROOT names the folder, POWER_LOG the log. What it cannot follow is logged as trouble.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MOST_FDS 65536

// A record: the header as it lies in memory, then `length` bytes.
struct header {
  uint64_t time; // CLOCK_MONOTONIC, in nanoseconds
  uint64_t inode;
  uint64_t offset;
  uint32_t length;
  uint32_t kind;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static uint64_t records;
static volatile unsigned char below_root[MOST_FDS];

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("POWER_ROOT");
  const char *log = getenv("POWER_LOG");
  if (!folder || !log) return;
  strncpy(root, folder, sizeof root - 1);
  root_length = strlen(root);
  __typeof__(open) *real_open = (__typeof__(open) *)dlsym(RTLD_NEXT, "open");
  log_fd = real_open(log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

static int is_below(const char *path) {
  return log_fd >= 0 && strncmp(path, root, root_length) == 0 &&
         (path[root_length] == '/' || path[root_length] == 0);
}

// The absolute path that a path relative to a folder means; the last part need not exist.
static int absolute(int folder, const char *path, char *out) {
  if (path[0] == '/') {
    return snprintf(out, PATH_MAX, "%s", path) < PATH_MAX;
  }
  char base[PATH_MAX];
  if (folder == AT_FDCWD) {
    if (!getcwd(base, sizeof base)) return 0;
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
  }
  return snprintf(out, PATH_MAX, "%s/%s", base, path) < PATH_MAX;
}

static void append(char kind, uint64_t inode, uint64_t offset, const void *bytes, uint32_t length) {
  __typeof__(writev) *real_writev = (__typeof__(writev) *)dlsym(RTLD_NEXT, "writev");
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  struct header head = {now.tv_sec * 1000000000ull + now.tv_nsec, inode, offset, length, kind};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, length}};
  int saved = errno;
  if (real_writev(log_fd, parts, 2) != (ssize_t)(sizeof head + length)) {
    static const char words[] = "powerlog: the log cannot be written\n";
    (void)!write(2, words, sizeof words - 1);
    abort();
  }
  records++;
  errno = saved;
}

static void trouble(const char *what) { append('X', 0, 0, what, strlen(what)); }

static int followed(int fd) { return fd >= 0 && fd < MOST_FDS && below_root[fd]; }

static uint64_t inode_of(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 ? status.st_ino : 0;
}

static int exists(const char *path) {
  struct stat status;
  return lstat(path, &status) == 0;
}

// --- opening and closing

static int opening(int folder, const char *path, int flags, mode_t mode) {
  int (*real)(int, const char *, int, ...) =
      (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, "openat");
  char full[PATH_MAX];
  if (log_fd < 0 || !absolute(folder, path, full) || !is_below(full)) {
    int fd = real(folder, path, flags, mode);
    if (fd >= 0 && fd < MOST_FDS) below_root[fd] = 0;
    return fd;
  }
  pthread_mutex_lock(&lock);
  int existed = exists(full);
  int fd = real(folder, path, flags, mode);
  if (fd >= MOST_FDS) trouble("too many files");
  if (fd >= 0 && fd < MOST_FDS) {
    below_root[fd] = 1;
    if ((flags & O_TMPFILE) == O_TMPFILE) trouble("O_TMPFILE");
    if (!existed && (flags & O_CREAT)) {
      append('C', inode_of(fd), 0, full, strlen(full));
    } else if (flags & O_TRUNC) {
      append('T', inode_of(fd), 0, "", 0);
    }
  }
  pthread_mutex_unlock(&lock);
  return fd;
}

#define MODE(flags) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  }

int open(const char *path, int flags, ...) {
  MODE(flags)
  return opening(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags)
  return opening(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  MODE(flags)
  return opening(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
  MODE(flags)
  return opening(folder, path, flags, mode);
}

int creat(const char *path, mode_t mode) {
  return opening(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int fd) {
  REAL(close);
  if (followed(fd)) below_root[fd] = 0;
  return real(fd);
}

// --- writing

static ssize_t written(int fd, const void *bytes, ssize_t count, off64_t offset) {
  if (count > 0) append('W', inode_of(fd), offset, bytes, count);
  return count;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(write);
  if (!followed(fd)) return real(fd, bytes, count);
  pthread_mutex_lock(&lock);
  ssize_t done = real(fd, bytes, count);
  if (done > 0) written(fd, bytes, done, lseek64(fd, 0, SEEK_CUR) - done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  REAL(pwrite64);
  if (!followed(fd)) return real(fd, bytes, count, offset);
  pthread_mutex_lock(&lock);
  ssize_t done = written(fd, bytes, real(fd, bytes, count, offset), offset);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  return pwrite64(fd, bytes, count, offset);
}

static void log_parts(int fd, const struct iovec *parts, int count, ssize_t done, off64_t offset) {
  for (int i = 0; i < count && done > 0; i++) {
    ssize_t length = (ssize_t)parts[i].iov_len < done ? (ssize_t)parts[i].iov_len : done;
    written(fd, parts[i].iov_base, length, offset);
    offset += length;
    done -= length;
  }
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  if (!followed(fd)) return real(fd, parts, count);
  pthread_mutex_lock(&lock);
  ssize_t done = real(fd, parts, count);
  if (done > 0) log_parts(fd, parts, count, done, lseek64(fd, 0, SEEK_CUR) - done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  REAL(pwritev64);
  if (!followed(fd)) return real(fd, parts, count, offset);
  pthread_mutex_lock(&lock);
  ssize_t done = real(fd, parts, count, offset);
  log_parts(fd, parts, count, done, offset);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return pwritev64(fd, parts, count, offset);
}

// What the kernel copied is read back.
static void log_copy(int fd, off64_t offset, ssize_t count) {
  char bytes[65536];
  while (count > 0) {
    ssize_t length = pread64(fd, bytes, count < 65536 ? count : 65536, offset);
    if (length <= 0) {
      trouble("a copy cannot be read back");
      return;
    }
    written(fd, bytes, length, offset);
    offset += length;
    count -= length;
  }
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags) {
  REAL(copy_file_range);
  if (!followed(out)) return real(in, from, out, to, count, flags);
  pthread_mutex_lock(&lock);
  ssize_t done = real(in, from, out, to, count, flags);
  if (done > 0) log_copy(out, (to ? *to : lseek64(out, 0, SEEK_CUR)) - done, done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t sendfile64(int out, int in, off64_t *from, size_t count) {
  REAL(sendfile64);
  if (!followed(out)) return real(out, in, from, count);
  pthread_mutex_lock(&lock);
  ssize_t done = real(out, in, from, count);
  if (done > 0) log_copy(out, lseek64(out, 0, SEEK_CUR) - done, done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t sendfile(int out, int in, off_t *from, size_t count) {
  return sendfile64(out, in, from, count);
}

int ftruncate64(int fd, off64_t size) {
  REAL(ftruncate64);
  if (!followed(fd)) return real(fd, size);
  pthread_mutex_lock(&lock);
  int failed = real(fd, size);
  if (!failed) append('T', inode_of(fd), size, "", 0);
  pthread_mutex_unlock(&lock);
  return failed;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
  REAL(fallocate64);
  if (followed(fd)) trouble("fallocate");
  return real(fd, mode, offset, length);
}

int fallocate(int fd, int mode, off_t offset, off_t length) {
  return fallocate64(fd, mode, offset, length);
}

int posix_fallocate64(int fd, off64_t offset, off64_t length) {
  REAL(posix_fallocate64);
  if (followed(fd)) trouble("posix_fallocate");
  return real(fd, offset, length);
}

int posix_fallocate(int fd, off_t offset, off_t length) {
  return posix_fallocate64(fd, offset, length);
}

// The database shares an index of its log this way, which it makes again after every crash.
void *mmap64(void *at, size_t length, int protection, int flags, int fd, off64_t offset) {
  REAL(mmap64);
  if (followed(fd) && (protection & PROT_WRITE) && (flags & MAP_SHARED)) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t end = readlink(link, path, sizeof path - 1);
    if (end < 4 || strncmp(path + end - 4, "-shm", 4) != 0) trouble("mmap");
  }
  return real(at, length, protection, flags, fd, offset);
}

void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
  return mmap64(at, length, protection, flags, fd, offset);
}

// --- syncing: what was done before it began is on disk when it has returned

static int syncing(int fd, int (*real)(int)) {
  if (!followed(fd)) return real(fd);
  pthread_mutex_lock(&lock);
  uint64_t before = records;
  pthread_mutex_unlock(&lock);
  int failed = real(fd);
  if (!failed) {
    pthread_mutex_lock(&lock);
    append('S', inode_of(fd), before, "", 0);
    pthread_mutex_unlock(&lock);
  }
  return failed;
}

int fsync(int fd) {
  REAL(fsync);
  return syncing(fd, real);
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return syncing(fd, real);
}

// --- names

static int renaming(int from_folder, const char *from, int to_folder, const char *to) {
  REAL(renameat);
  char paths[2 * PATH_MAX], target[PATH_MAX];
  if (log_fd < 0 || !absolute(from_folder, from, paths) || !absolute(to_folder, to, target) ||
      (!is_below(paths) && !is_below(target))) {
    return real(from_folder, from, to_folder, to);
  }
  pthread_mutex_lock(&lock);
  int failed = real(from_folder, from, to_folder, to);
  if (!failed) {
    size_t length = strlen(paths);
    strcpy(paths + length + 1, target);
    append('R', 0, length, paths, length + 1 + strlen(target));
  }
  pthread_mutex_unlock(&lock);
  return failed;
}

int rename(const char *from, const char *to) { return renaming(AT_FDCWD, from, AT_FDCWD, to); }

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return renaming(from_folder, from, to_folder, to);
}

static int removing(int folder, const char *path, int flags) {
  REAL(unlinkat);
  char full[PATH_MAX];
  if (log_fd < 0 || !absolute(folder, path, full) || !is_below(full)) {
    return real(folder, path, flags);
  }
  pthread_mutex_lock(&lock);
  int failed = real(folder, path, flags);
  if (!failed) append('U', 0, 0, full, strlen(full));
  pthread_mutex_unlock(&lock);
  return failed;
}

int unlink(const char *path) { return removing(AT_FDCWD, path, 0); }

int rmdir(const char *path) { return removing(AT_FDCWD, path, AT_REMOVEDIR); }

int unlinkat(int folder, const char *path, int flags) { return removing(folder, path, flags); }

int remove(const char *path) {
  struct stat status;
  int is_folder = lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
  return removing(AT_FDCWD, path, is_folder ? AT_REMOVEDIR : 0);
}

int mkdirat(int folder, const char *path, mode_t mode) {
  REAL(mkdirat);
  char full[PATH_MAX];
  if (log_fd < 0 || !absolute(folder, path, full) || !is_below(full)) {
    return real(folder, path, mode);
  }
  pthread_mutex_lock(&lock);
  int failed = real(folder, path, mode);
  struct stat status;
  if (!failed && stat(full, &status) == 0) append('D', status.st_ino, 0, full, strlen(full));
  pthread_mutex_unlock(&lock);
  return failed;
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int link(const char *from, const char *to) {
  REAL(link);
  if (is_below(to)) trouble("link");
  return real(from, to);
}
