// Between the ledger and a host's table of callbacks. A callback that failed is the store's
// failure: from then on every call throws, until the ledger is opened again.
#include "capi/src/host_store.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "capi/src/arguments.hpp"
#include "capi/src/sink.hpp"

struct bjg_changes {
    std::span<const bajigong::ledger::Change> changes;
};

namespace bajigong::capi {
namespace {

using ledger::Change;
using ledger::Table;

// No header will ever need more.
constexpr std::uint32_t kMaxStruct = 4096;

class HostStore : public ledger::Store {
   public:
    HostStore(void* context, bjg_context_free context_free)
        : context_(context), context_free_(context_free) {}
    HostStore(const HostStore&) = delete;
    HostStore& operator=(const HostStore&) = delete;
    ~HostStore() override {
        if (context_free_ != nullptr) context_free_(context_);
    }

    void use(const bjg_store& callbacks) {
        callbacks_ = callbacks;
        require(reinterpret_cast<const void*>(callbacks.get), "store->get");
        require(reinterpret_cast<const void*>(callbacks.scan), "store->scan");
        require(reinterpret_cast<const void*>(callbacks.commit), "store->commit");
    }

    std::optional<std::string> get(Table table, std::string_view key) override {
        refuse_if_failed();
        bjg_sink sink;
        call(sink, callbacks_.get(context_, number(table), key.data(), key.size(), &sink));
        return std::move(sink.answer);
    }

    void scan(Table table, std::string_view from, std::string_view until,
              const Visit& visit) override {
        refuse_if_failed();
        bjg_sink sink;
        sink.visit = &visit;
        call(sink, callbacks_.scan(context_, number(table), from.data(), from.size(), until.data(),
                                   until.size(), &sink));
    }

    void commit(std::span<const Change> changes) override {
        refuse_if_failed();
        bjg_sink sink;
        const bjg_changes all{changes};
        const std::int32_t result = callbacks_.commit(context_, &all, &sink);
        failed_ = sink.thrown != nullptr;  // whatever it was, what is stored is not known
        call(sink, result);
    }

    void check_usable() override {
        refuse_if_failed();
        if (callbacks_.check_usable == nullptr) return;
        bjg_sink sink;
        const std::int32_t result = callbacks_.check_usable(context_, &sink);
        sink.rethrow();
        if (result == 0 && sink.message.empty()) return;
        throw Failure(
            std::vector<Problem>{{"B022", {}, {}}, {"A013", {}, {"check_usable", sink.words()}}});
    }

   private:
    static std::int32_t number(Table table) { return static_cast<std::int32_t>(table); }

    void refuse_if_failed() const {
        if (failed_) throw Failure(Problem{"B021", {}, {}});
    }

    // The host has returned; what it came to. Words of failure are a failure, whatever it returned.
    void call(const bjg_sink& sink, std::int32_t result) {
        sink.rethrow();
        if (result == 0 && sink.message.empty()) return;
        failed_ = true;
        throw Failure(Problem{"B020", {}, {sink.words()}});
    }

    void* context_;
    bjg_context_free context_free_;
    bjg_store callbacks_{};
    bool failed_ = false;
};

// What a newer header added must say nothing to a library that does not know it.
bool says_no_more(const bjg_store* store) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(store);
    return std::all_of(bytes + sizeof(bjg_store), bytes + store->struct_size,
                       [](unsigned char byte) { return byte == 0; });
}

}  // namespace

std::unique_ptr<ledger::Store> host_store(const bjg_store* store) {
    require(store, "store");
    const bool has_context = store->struct_size >= offsetof(bjg_store, get);
    // From here on the context is freed, whatever happens.
    struct Context {
        void* context;
        bjg_context_free free;
        ~Context() {
            if (free != nullptr) free(context);
        }
    } context{has_context ? store->context : nullptr, has_context ? store->context_free : nullptr};
    const bool fits = store->struct_size >= sizeof(bjg_store) && store->struct_size <= kMaxStruct &&
                      says_no_more(store);
    if (!fits) {
        refuse(BJG_E_ARGUMENT,
               {"A007", {}, {"`store->struct_size`", std::to_string(sizeof(bjg_store))}});
    }
    if (store->flags != 0) refuse(BJG_E_ARGUMENT, {"A007", {}, {"`store->flags`", "0"}});
    auto made = std::make_unique<HostStore>(context.context, context.free);
    context.free = nullptr;
    made->use(*store);
    return made;
}

}  // namespace bajigong::capi

namespace {

const bajigong::ledger::Change* change(const bjg_changes* changes, std::size_t i) noexcept {
    return changes != nullptr && i < changes->changes.size() ? &changes->changes[i] : nullptr;
}

const void* lend_bytes(std::string_view bytes, std::size_t* out_size) noexcept {
    if (out_size != nullptr) *out_size = bytes.size();
    // A view of nothing may have no place; null would say something else.
    return bytes.data() == nullptr ? "" : bytes.data();
}

}  // namespace

using bajigong::capi::lend_nothing;
using bajigong::ledger::Change;

std::size_t bjg_changes_count(const bjg_changes* changes) {
    return changes == nullptr ? 0 : changes->changes.size();
}

std::int32_t bjg_changes_table(const bjg_changes* changes, std::size_t i) {
    const Change* found = change(changes, i);
    return found == nullptr ? -1 : static_cast<std::int32_t>(found->table);
}

const void* bjg_changes_key(const bjg_changes* changes, std::size_t i, std::size_t* out_size) {
    const Change* found = change(changes, i);
    return found == nullptr ? lend_nothing(out_size) : lend_bytes(found->key, out_size);
}

const void* bjg_changes_value(const bjg_changes* changes, std::size_t i, std::size_t* out_size) {
    const Change* found = change(changes, i);
    if (found == nullptr || !found->value) return lend_nothing(out_size);
    return lend_bytes(*found->value, out_size);
}
