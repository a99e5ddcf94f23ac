// The ledger's handle: callers queue, and whoever finds nobody at work commits for all of them.
#include "bajigong/ledger.hpp"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>

#include "bajigong/ledger_log.hpp"
#include "bajigong/ledger_report.hpp"

#include "ledger/account.hpp"
#include "ledger/books.hpp"
#include "ledger/codec.hpp"
#include "ledger/status.hpp"

namespace bajigong::ledger {
namespace {

// Commands in one commit: bounds the wait of the first and the memory of all.
constexpr std::size_t kMaxGroup = 10'000;

Outcome refused(const Failure& failure) {
    Outcome outcome;
    outcome.verdict = Verdict::refused;
    outcome.problems = failure.problems();
    return outcome;
}

// A caller in line.
struct Waiting {
    const Arrived* arrived;
    Outcome outcome;
    std::exception_ptr error;
};

// Callers whose commands go into one commit. The first of them does the work; the others sleep
// until it is done, and one call wakes them all.
struct Group {
    std::vector<Waiting*> callers;
    std::atomic<int> done = 0;
};

}  // namespace

struct Ledger::Impl {
    Impl(std::unique_ptr<Store> given, const Founding& founding)
        : store(std::move(given)), books(*store, founding) {}
    explicit Impl(std::unique_ptr<Store> given) : store(std::move(given)), books(*store) {}

    // Holds the books while it lives: one caller at a time.
    class Turn {
       public:
        explicit Turn(Impl& impl) : impl_(impl) {
            impl_.store->check_usable();
            std::unique_lock lock(impl_.mutex);
            impl_.changed.wait(lock, [this] { return !impl_.busy; });
            impl_.busy = true;
        }
        ~Turn() {
            const std::lock_guard lock(impl_.mutex);
            impl_.busy = false;
            impl_.changed.notify_all();
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

       private:
        Impl& impl_;
    };

    Outcome apply(const Arrived& arrived);
    void work(std::vector<Waiting*>& group) noexcept;
    void judge(Waiting& waiting) noexcept;

    std::unique_ptr<Store> store;
    Books books;
    std::optional<Time> latest;
    std::mutex mutex;
    std::condition_variable changed;
    bool busy = false;
    std::shared_ptr<Group> gathering;  // whoever came since a group was last taken; null: nobody
};

void Ledger::Impl::judge(Waiting& waiting) noexcept {
    try {
        waiting.outcome = books.judge(*waiting.arrived, latest);
    } catch (...) {
        waiting.error = std::current_exception();
    }
}

// Judges and commits; a commit that fails is everybody's failure.
void Ledger::Impl::work(std::vector<Waiting*>& group) noexcept {
    for (Waiting* waiting : group) judge(*waiting);
    try {
        books.commit();
    } catch (...) {
        for (Waiting* waiting : group) waiting->error = std::current_exception();
    }
}

Outcome Ledger::Impl::apply(const Arrived& arrived) {
    store->check_usable();
    Waiting self{&arrived, {}, nullptr};
    std::unique_lock lock(mutex);
    const bool first = gathering == nullptr;
    const std::shared_ptr<Group> group = first ? std::make_shared<Group>() : gathering;
    group->callers.push_back(&self);
    // Nothing from here on may fail, or nobody would be let in again.
    gathering = group;
    if (first) {
        changed.wait(lock, [this] { return !busy; });
        busy = true;
        gathering.reset();
        lock.unlock();
        work(group->callers);
        lock.lock();
        busy = false;
        changed.notify_all();
        lock.unlock();
        group->done.store(1);
        group->done.notify_all();
    } else {
        lock.unlock();
        group->done.wait(0);
    }
    if (self.error) std::rethrow_exception(self.error);
    return std::move(self.outcome);
}

Ledger::Ledger(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Ledger Ledger::create(std::unique_ptr<Store> store, const Founding& founding) {
    return Ledger(std::make_unique<Impl>(std::move(store), founding));
}

Ledger Ledger::open(std::unique_ptr<Store> store) {
    return Ledger(std::make_unique<Impl>(std::move(store)));
}

void Ledger::set_latest(std::optional<Time> latest) {
    const Impl::Turn turn(*impl_);
    impl_->latest = latest;
}

Outcome Ledger::apply(std::string_view command) {
    std::optional<Arrived> arrived;
    try {
        arrived = command_from_json(command);
    } catch (const Failure& failure) {
        return refused(failure);
    }
    return impl_->apply(*arrived);
}

std::vector<Outcome> Ledger::apply_all(std::span<const std::string> commands) {
    const Impl::Turn turn(*impl_);
    std::vector<Outcome> outcomes;
    outcomes.reserve(commands.size());
    std::size_t judged = 0;
    for (const std::string& command : commands) {
        std::optional<Arrived> arrived;
        try {
            arrived = command_from_json(command);
        } catch (const Failure& failure) {
            outcomes.push_back(refused(failure));
            continue;
        }
        try {
            outcomes.push_back(impl_->books.judge(*arrived, impl_->latest));
        } catch (const Failure& failure) {
            // Too large for one transaction: nobody else's concern. Any other failure is.
            if (failure.problems().front().code != "B012") throw;
            outcomes.push_back(refused(failure));
            outcomes.back().id = arrived->command.id();
        }
        if (++judged % kMaxGroup == 0) impl_->books.commit();
    }
    impl_->books.commit();
    return outcomes;
}

std::optional<Outcome> Ledger::find(std::string_view id) {
    const Impl::Turn turn(*impl_);
    return impl_->books.find(id);
}

std::uint64_t Ledger::size() const {
    const Impl::Turn turn(*impl_);
    return impl_->books.tree().size();
}

const Founding& Ledger::founding() const { return impl_->books.founding(); }

namespace {

void visit_balances(Store& store, Table table, const std::function<void(const Leg&)>& visit) {
    store.scan(table, "", "", [&visit](std::string_view key, std::string_view fen) {
        visit({account_of(key), static_cast<std::int64_t>(number_of(fen))});
        return true;
    });
}

}  // namespace

void Ledger::pools(const std::function<void(const Leg&)>& visit) {
    const Impl::Turn turn(*impl_);
    visit_balances(*impl_->store, Table::pool, visit);
}

void Ledger::accounts(const std::function<void(const Leg&)>& visit) {
    const Impl::Turn turn(*impl_);
    visit_balances(*impl_->store, Table::account, visit);
}

void Ledger::exposures(const std::function<void(const Leg&)>& visit) {
    const Impl::Turn turn(*impl_);
    const std::string from(1, static_cast<char>(Thing::exposure));
    const std::string until(1, static_cast<char>(static_cast<char>(Thing::exposure) + 1));
    impl_->store->scan(Table::item, from, until, [&](std::string_view key, std::string_view fen) {
        Reader reader(key.substr(1));
        Leg leg;
        leg.account.fund = reader.word();
        leg.account.year = reader.u16();
        leg.account.line = reader.word();
        leg.fen = static_cast<std::int64_t>(number_of(fen));
        visit(leg);
        return true;
    });
}

std::optional<VoucherStatus> Ledger::voucher(std::string_view id, Date on) {
    const Impl::Turn turn(*impl_);
    return status_of(impl_->books.rows(), id, on);
}

void Ledger::records(std::uint64_t first,
                     const std::function<bool(std::uint64_t, std::string_view)>& visit) {
    const Impl::Turn turn(*impl_);
    impl_->store->scan(Table::record, number_bytes(first), "",
                       [&visit](std::string_view key, std::string_view row) {
                           if (row.size() < 32) throw Damaged();
                           return visit(number_of(key), row.substr(0, row.size() - 32));
                       });
}

Checkpoint Ledger::checkpoint() {
    const Impl::Turn turn(*impl_);
    Books& books = impl_->books;
    Checkpoint checkpoint;
    checkpoint.origin = books.founding().origin;
    checkpoint.hash = books.founding().hash;
    checkpoint.size = books.tree().size();
    checkpoint.root = books.tree().root();
    checkpoint.trial_balance = books.trial_balance();
    if (checkpoint.size > 0) checkpoint.time = books.last();
    return checkpoint;
}

std::vector<Digest> Ledger::inclusion_proof(std::uint64_t number, std::uint64_t size) {
    const Impl::Turn turn(*impl_);
    Books& books = impl_->books;
    if (number >= size || size > books.tree().size()) {
        throw Failure(Problem{"B025", {}, {std::to_string(books.tree().size())}});
    }
    return inclusion_path(books.founding().hash, number, size,
                          [&books](int level, std::uint64_t i) { return books.subtree(level, i); });
}

std::vector<Digest> Ledger::consistency_proof(std::uint64_t from, std::uint64_t to) {
    const Impl::Turn turn(*impl_);
    Books& books = impl_->books;
    if (from > to || to > books.tree().size()) {
        throw Failure(Problem{"B025", {}, {std::to_string(books.tree().size())}});
    }
    return consistency_path(books.founding().hash, from, to, [&books](int level, std::uint64_t i) {
        return books.subtree(level, i);
    });
}

void Ledger::backup(const std::string& path) {
    const Impl::Turn turn(*impl_);
    impl_->store->copy_to(path);
}

Digest Ledger::state_digest() {
    const Impl::Turn turn(*impl_);
    Writer out;
    for (const Table table : {Table::account, Table::pool, Table::item, Table::due}) {
        out.u8(static_cast<std::uint8_t>(table));
        impl_->store->scan(table, "", "", [&out](std::string_view key, std::string_view value) {
            out.text(key).text(value);
            return true;
        });
    }
    return digest_of(impl_->books.founding().hash, out.bytes());
}

}  // namespace bajigong::ledger
