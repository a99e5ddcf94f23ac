// A voucher's own life: issue, bind, void, expiry, extension.
#include <algorithm>

#include "ledger/codec.hpp"
#include "ledger/expiry.hpp"
#include "ledger/operations.hpp"

namespace bajigong::ledger {
namespace {

void write_person_key(Writer& key, const Voucher& voucher) {
    key.u8(static_cast<std::uint8_t>(Thing::person)).word(voucher.scheme).raw(voucher.person);
}

// True if the voucher still is, or may become, worth something on the day of booking.
bool is_active(Transaction& transaction, std::string_view id, const Voucher& voucher) {
    if (voucher.void_ || voucher.expired || voucher.spent) return false;
    if (transaction.day >= lapse_day(voucher.until, voucher.late_days)) return false;
    if (!voucher.bound || !voucher.holds.empty()) return true;
    return total(transaction.rows, voucher.sources, of_voucher(id)) > 0;
}

// The person's vouchers under a scheme that are active; others are dropped from the row.
Ids active_vouchers(Transaction& transaction, std::string_view key) {
    Ids active;
    const std::optional<std::string_view> bytes = transaction.rows.get(Table::item, key);
    if (!bytes) return active;
    Reader reader(*bytes);
    while (!reader.at_end()) {
        const std::string_view id = reader.word();
        const Voucher voucher = must_exist(find_voucher(transaction.rows, id), "voucher");
        if (is_active(transaction, id, voucher)) active.push_back(id);
    }
    return active;
}

void add_to_person(Transaction& transaction, const Scheme& scheme, const Voucher& voucher,
                   std::string_view id) {
    Writer key;
    write_person_key(key, voucher);
    Ids vouchers = active_vouchers(transaction, key.bytes());
    if (vouchers.size() >= static_cast<std::size_t>(scheme.active)) throw Rejection{"B111", {}};
    vouchers.push_back(id);
    Writer out;
    for (std::string_view voucher_id : vouchers) out.word(voucher_id);
    transaction.rows.put(Table::item, key.bytes(), out.bytes());
}

Date last_day(const Scheme& scheme, Date from) {
    if (scheme.validity.until) return *scheme.validity.until;
    // 民法典 202, 204: the corresponding day is the last, and belongs to the period.
    const std::optional<Date> last = add(from, scheme.validity.period);
    if (!last) throw Rejection{"B122", {}};
    return *last;
}

// The lines that pay for `amount`: as the command says, else by the scheme's shares.
Sources sources_of(const Command& command, const Scheme& scheme, std::int64_t amount) {
    Sources sources = command.sources(Field::sources);
    if (sources.empty()) {
        Parts shares;
        for (const Source& source : scheme.sources) shares.push_back(source.part);
        const Parts parts = split(amount, shares);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i] == 0) continue;
            sources.push_back(scheme.sources[i]);
            sources.back().part = parts[i];
        }
        return sources;
    }
    Int128 sum = 0;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Source& source = sources[i];
        sum += source.part;
        const auto same = [&source](const Source& other) { return other.same_line(source); };
        const auto begin = sources.begin();
        if (std::any_of(begin, begin + static_cast<std::ptrdiff_t>(i), same)) {
            throw Rejection{"B101", {"line"}};
        }
        if (std::none_of(scheme.sources.begin(), scheme.sources.end(), same)) {
            throw Rejection{"B102", {"line of the scheme"}};
        }
    }
    if (sum != amount) throw Rejection{"B127", {Money{amount}.text()}};
    return sources;
}

void encumber(Transaction& transaction, std::string_view id, const Sources& sources) {
    for (const Source& source : sources) need_available(transaction, source, source.part);
    for (const Source& source : sources) {
        // It had no money before: this is done once in its life.
        const Posting legs[] = {
            {kAvailable.in(transaction.rows, source), -source.part},
            {of_voucher(id).of_new().in(transaction.rows, source), source.part}};
        post(transaction, legs);
    }
}

// Lets vouchers without money of their own be promised up to the scheme's ratio of what is there.
void promise(Transaction& transaction, const Scheme& scheme, const Sources& sources) {
    for (const Source& source : sources) {
        const Working::Balance available = kAvailable.in(transaction.rows, source);
        const auto fits = [&] {
            const Int128 promised = Int128{exposure(transaction, source)} + source.part;
            const Int128 bound =
                Int128{available.fen()} * scheme.over_issue.num / scheme.over_issue.den;
            return promised <= bound;
        };
        sweep_line(transaction, source, kMaxLegs, fits);
        if (!fits()) throw Rejection{"B113", {scheme.over_issue.text()}};
    }
    for (const Source& source : sources) add_exposure(transaction, source, source.part);
}

void count_issue(Scheme& scheme, std::int64_t amount) {
    if (scheme.count > 0 && scheme.issued >= scheme.count) {
        throw Rejection{"B112", {std::to_string(scheme.count)}};
    }
    if (scheme.budget > 0 && scheme.issued_fen > scheme.budget - amount) {
        throw Rejection{"B123", {Money{scheme.budget}.text()}};
    }
    ++scheme.issued;
    scheme.issued_fen += amount;
}

std::int64_t captured(Transaction& transaction, const Voucher& voucher) {
    std::int64_t sum = 0;
    for (std::string_view id : voucher.claims) {
        sum += must_exist(find_claim(transaction.rows, id), "claim").amount;
    }
    return sum;
}

// Throws unless the voucher can still be used; the day of the deed is not looked at.
void must_live(const Voucher& voucher) {
    if (voucher.void_) throw Rejection{"B106", {}};
    if (voucher.expired || voucher.spent) throw Rejection{"B104", {}};
    if (voucher.frozen) throw Rejection{"B105", {}};
}

}  // namespace

void do_issue(Transaction& transaction) {
    const Command& command = transaction.command;
    const std::string_view id = command.text(Field::voucher);
    Voucher voucher;
    voucher.scheme = command.text(Field::scheme);
    Scheme scheme = must_exist(find_scheme(transaction.rows, voucher.scheme), "scheme");
    must_be_new(transaction, Thing::voucher, id, "voucher");
    voucher.person = command.text(Field::person);
    voucher.cap = command.number(Field::amount);
    if (voucher.cap > scheme.cap) throw Rejection{"B108", {Money{scheme.cap}.text()}};
    voucher.from = command.day(Field::from, transaction.on);
    voucher.until = last_day(scheme, voucher.from);
    voucher.late_days = scheme.late_days;
    if (voucher.until < voucher.from ||
        transaction.day >= lapse_day(voucher.until, voucher.late_days)) {
        throw Rejection{"B104", {}};
    }
    voucher.sources = sources_of(command, scheme, voucher.cap);
    voucher.due = Date::never();
    add_to_person(transaction, scheme, voucher, id);
    count_issue(scheme, voucher.cap);
    if (scheme.at_enrolment) {
        promise(transaction, scheme, voucher.sources);
    } else {
        encumber(transaction, id, voucher.sources);
        voucher.bound = true;
        voucher.funded = voucher.cap;
    }
    save(transaction.rows, voucher.scheme, scheme);
    save_voucher(transaction, id, voucher);
    transaction.fact("until", voucher.until.text());
}

void do_bind(Transaction& transaction) {
    const std::string_view id = transaction.command.text(Field::voucher);
    Voucher voucher = must_exist(find_voucher(transaction.rows, id), "voucher");
    bring_up_to_date(transaction, id, voucher);
    must_live(voucher);
    if (voucher.bound) throw Rejection{"B118", {}};
    if (transaction.on < voucher.from || transaction.on > voucher.until)
        throw Rejection{"B104", {}};
    const std::int64_t amount = transaction.command.number(Field::amount);
    if (amount > voucher.cap) throw Rejection{"B108", {Money{voucher.cap}.text()}};
    Parts weights;
    for (const Source& source : voucher.sources) weights.push_back(source.part);
    const Parts parts = split(amount, weights);
    forget_due(transaction, id, voucher);
    Sources funded;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        add_exposure(transaction, voucher.sources[i], -voucher.sources[i].part);
        if (parts[i] == 0) continue;
        funded.push_back(voucher.sources[i]);
        funded.back().part = parts[i];
    }
    encumber(transaction, id, funded);
    voucher.sources = std::move(funded);
    voucher.bound = true;
    voucher.funded = amount;
    save_voucher(transaction, id, voucher);
}

void do_void(Transaction& transaction) {
    const std::string_view id = transaction.command.text(Field::voucher);
    Voucher voucher = must_exist(find_voucher(transaction.rows, id), "voucher");
    bring_up_to_date(transaction, id, voucher);
    if (voucher.void_) throw Rejection{"B106", {}};
    if (voucher.expired || voucher.spent) throw Rejection{"B104", {}};
    must_not_precede(transaction, voucher.from);
    if (!voucher.holds.empty() && !transaction.command.flag(Field::holds)) {
        throw Rejection{"B119", {}};
    }
    const Ids open = voucher.holds;
    for (const std::string_view name : open) {
        Hold hold = must_exist(find_hold(transaction.rows, name), "hold");
        const AccountOf from = of_hold(id, name);
        move(transaction, voucher.sources, total(transaction.rows, voucher.sources, from), from,
             of_voucher(id));
        hold.open = false;
        save(transaction.rows, name, hold);
    }
    voucher.holds.clear();
    if (!voucher.bound) {
        for (const Source& source : voucher.sources)
            add_exposure(transaction, source, -source.part);
    }
    const std::int64_t used = captured(transaction, voucher);
    Scheme scheme = must_exist(find_scheme(transaction.rows, voucher.scheme), "scheme");
    if (used == 0) --scheme.issued;
    scheme.issued_fen -= voucher.cap - used;
    save(transaction.rows, voucher.scheme, scheme);
    voucher.void_ = true;
    bring_up_to_date(transaction, id, voucher);
    save_voucher(transaction, id, voucher);
}

void do_expire(Transaction& transaction) {
    const std::string_view id = transaction.command.text(Field::voucher);
    Voucher voucher = must_exist(find_voucher(transaction.rows, id), "voucher");
    bring_up_to_date(transaction, id, voucher);
    if (voucher.void_) throw Rejection{"B106", {}};
    if (!voucher.expired) {
        throw Rejection{"B128", {lapse_day(voucher.until, voucher.late_days).text()}};
    }
    save_voucher(transaction, id, voucher);
}

// The first key after all those; empty if there is none.
std::string after_all_that_begin_with(std::string prefix) {
    while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
    if (!prefix.empty()) ++prefix.back();
    return prefix;
}

void do_sweep(Transaction& transaction) {
    const auto limit = static_cast<std::size_t>(transaction.command.number(Field::limit));
    std::size_t swept = 0;
    // Line by line: the first row tells the line, the next search begins behind it.
    std::string from;
    while (swept < limit) {
        std::string first;
        std::optional<Source> line;
        transaction.rows.scan_due(from, "\xff", [&](std::string_view key) {
            first = key;
            Reader reader(first);
            line.emplace();
            line->fund = reader.word();
            line->year = reader.u16();
            line->line = reader.word();
            from = after_all_that_begin_with(first.substr(0, first.size() - reader.left()));
            return false;
        });
        if (!line) break;
        swept += sweep_line(transaction, *line, limit - swept,
                            [&] { return transaction.legs.size() > kMaxLegs / 2; });
        if (from.empty() || transaction.legs.size() > kMaxLegs / 2) break;
    }
    transaction.fact("swept", std::to_string(swept));
}

void do_extend(Transaction& transaction) {
    const std::string_view id = transaction.command.text(Field::voucher);
    Voucher voucher = must_exist(find_voucher(transaction.rows, id), "voucher");
    bring_up_to_date(transaction, id, voucher);
    must_live(voucher);
    const Date until = transaction.command.day(Field::until, {});
    if (until <= voucher.until) throw Rejection{"B122", {}};
    voucher.until = until;
    ++voucher.deadline;
    save_voucher(transaction, id, voucher);
    transaction.fact("deadline", std::to_string(voucher.deadline));
}

}  // namespace bajigong::ledger
