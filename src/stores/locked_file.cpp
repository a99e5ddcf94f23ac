// A file that one opener has.
//
// An open-file-description lock belongs to the descriptor, not the process: it stands against the
// POSIX locks of another SQLite in this very process, which SQLite's own locks do not.
#include "stores/locked_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include <sys/stat.h>

#include "bajigong/problem.hpp"

namespace bajigong::ledger {
namespace {

// Where SQLite locks: PENDING_BYTE, RESERVED_BYTE and the SHARED range behind them.
constexpr off_t kLockBegin = 0x40000000, kLockLength = 512;

Failure cannot_open(const std::string& path, int error) {
    if (error == EEXIST) return Failure(Problem{"B023", {path, 0, 0, ""}, {}});
    const char* why = "not permitted, or a read error";
    if (error == ENOENT || error == ENOTDIR) why = "not found";
    if (error == ELOOP || error == EISDIR) why = "not a regular file";
    return Failure(Problem{"J001", {path, 0, 0, ""}, {why}});
}

int flags_of(Access access) {
    const int common = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_RDWR;
    return access == Access::create ? common | O_CREAT | O_EXCL : common;
}

bool set_lock(int descriptor, short type) {
    struct flock lock = {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = kLockBegin;
    lock.l_len = kLockLength;
    return fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

}  // namespace

LockedFile::LockedFile(const std::string& path, Access access) {
    descriptor_ = ::open(path.c_str(), flags_of(access), 0600);
    short type = F_WRLCK;
    if (descriptor_ < 0 && access == Access::read && (errno == EACCES || errno == EROFS)) {
        // A write lock needs a descriptor that may write; a shared one keeps writers out as well.
        descriptor_ = ::open(path.c_str(), O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_RDONLY);
        type = F_RDLCK;
    }
    if (descriptor_ < 0) throw cannot_open(path, errno);
    struct stat status = {};
    if (fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor_);
        throw cannot_open(path, ELOOP);
    }
    if (!set_lock(descriptor_, type)) {
        ::close(descriptor_);
        throw Failure(Problem{"B026", {path, 0, 0, ""}, {}});
    }
}

LockedFile::~LockedFile() { ::close(descriptor_); }

std::string LockedFile::head(std::size_t size) const {
    std::string bytes(size, '\0');
    std::size_t read = 0;
    while (read < size) {
        const ssize_t got =
            pread(descriptor_, bytes.data() + read, size - read, static_cast<off_t>(read));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        read += static_cast<std::size_t>(got);
    }
    bytes.resize(read);
    return bytes;
}

bool LockedFile::is_at(const std::string& path) const {
    struct stat mine = {}, theirs = {};
    return fstat(descriptor_, &mine) == 0 && lstat(path.c_str(), &theirs) == 0 &&
           mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino;
}

void LockedFile::unlock() { set_lock(descriptor_, F_UNLCK); }

void sync_folder(const std::string& path) {
    std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (folder.empty()) folder = ".";
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    ::close(descriptor);
}

}  // namespace bajigong::ledger
