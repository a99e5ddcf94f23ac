// Signs a checkpoint with a key from a file: the one place where the tool holds a secret.
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include <sys/stat.h>

#include "digest/sign.hpp"
#include "tool/ledger.hpp"

namespace bajigong::tool {

namespace {

constexpr std::size_t kMaxKey = 65'536;

class Descriptor {
   public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    ~Descriptor() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return descriptor_; }

   private:
    int descriptor_;
};

// A secret that is overwritten when it goes.
struct Secret {
    std::string bytes;
    Secret() { bytes.reserve(kMaxKey); }
    ~Secret() { digest::wipe(bytes); }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
};

void read_key(const std::string& path, Secret& secret) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status = {};
    if (file.get() < 0 || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        throw Failure(Problem{"J001", {path, 0, 0, ""}, {"not permitted, or a read error"}});
    }
    const bool mine = status.st_uid == geteuid() && (status.st_mode & 077) == 0;
    if (!mine) throw Failure(Problem{"B041", {path, 0, 0, ""}, {}});
    secret.bytes.resize(kMaxKey);
    std::size_t size = 0;
    while (size < kMaxKey) {
        const ssize_t got = ::read(file.get(), secret.bytes.data() + size, kMaxKey - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    secret.bytes.resize(size);
}

}  // namespace

ledger::SignedCheckpoint sign_checkpoint(const ledger::Checkpoint& checkpoint,
                                         const std::string& key_file) {
    Secret secret;
    read_key(key_file, secret);
    try {
        const ledger::Signer signer{
            digest::key_name(secret.bytes),
            [&secret](std::string_view bytes) { return digest::sign(secret.bytes, bytes); }};
        return ledger::sign(checkpoint, signer);
    } catch (const std::runtime_error&) {
        throw Failure(Problem{"B040", {key_file, 0, 0, ""}, {}});
    }
}

}  // namespace bajigong::tool
