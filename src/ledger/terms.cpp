// Terms: schemes, admitted institutions, freezes.
#include "ledger/expiry.hpp"
#include "ledger/operations.hpp"

namespace bajigong::ledger {
namespace {

// A number of a scheme. No reader of commands lets another in; a record from a file may hold one.
std::int32_t term(const Command& command, Field field, std::int64_t least, std::int64_t most) {
    const std::int64_t number = command.number(field, least);
    if (number < least || number > most) throw Damaged();
    return static_cast<std::int32_t>(number);
}

void set_frozen(Voucher& voucher, bool frozen, Transaction& transaction, std::string_view id) {
    if (voucher.frozen == frozen) throw Rejection{"B117", {}};
    voucher.frozen = frozen;
    save_voucher(transaction, id, voucher);
}

}  // namespace

void do_scheme(Transaction& transaction) {
    const Command& command = transaction.command;
    must_be_new(transaction, Thing::scheme, command.text(Field::scheme), "scheme");
    Scheme scheme;
    scheme.at_enrolment = command.flag(Field::encumber);
    scheme.cap = command.number(Field::cap);
    scheme.validity = command.validity();
    scheme.hold_days = term(command, Field::hold_days, 0, kMaxDays);
    scheme.late_days = term(command, Field::late_days, 0, kMaxDays);
    scheme.single_use = command.flag(Field::single_use);
    scheme.active = term(command, Field::active, 1, kMaxSeveral);
    scheme.count = command.number(Field::count);
    scheme.budget = command.number(Field::budget);
    scheme.over_issue = command.ratio(Field::over_issue, {1, 1});
    scheme.sources = command.sources(Field::shares);
    for (std::size_t i = 0; i < scheme.sources.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (scheme.sources[i].same_line(scheme.sources[k])) throw Rejection{"B101", {"line"}};
        }
    }
    save(transaction.rows, command.text(Field::scheme), scheme);
}

void do_institution(Transaction& transaction) {
    const Command& command = transaction.command;
    const std::string_view id = command.text(Field::institution);
    Institution institution = find_institution(transaction.rows, id).value_or(Institution{});
    institution.from = command.day(Field::from, {});
    institution.until = command.day(Field::until, {});
    if (institution.until < institution.from) throw Rejection{"B122", {}};
    institution.schemes.clear();
    for (const std::string_view scheme : command.ids(Field::schemes)) {
        must_exist(find_scheme(transaction.rows, scheme), "scheme");
        institution.schemes.push_back(scheme);
    }
    save(transaction.rows, id, institution);
}

void do_freeze(Transaction& transaction) {
    const Command& command = transaction.command;
    const bool frozen = command.kind() == Kind::freeze;
    if (command.has(Field::voucher)) {
        const std::string_view id = command.text(Field::voucher);
        Voucher voucher = must_exist(find_voucher(transaction.rows, id), "voucher");
        bring_up_to_date(transaction, id, voucher);
        set_frozen(voucher, frozen, transaction, id);
        return;
    }
    const std::string_view id = command.text(Field::institution);
    Institution institution = must_exist(find_institution(transaction.rows, id), "institution");
    if (institution.frozen == frozen) throw Rejection{"B117", {}};
    institution.frozen = frozen;
    save(transaction.rows, id, institution);
}

}  // namespace bajigong::ledger
