// What commands there are and which fields each takes: the one table that reading, writing and
// checking go by.
#include <algorithm>
#include <array>

#include "ledger/command.hpp"

namespace bajigong::ledger {
namespace {

// In the order of their numbers.
constexpr FieldSpec kFields[] = {
    {Field::id, "id", FieldType::id},
    {Field::on, "on", FieldType::day},
    {Field::by, "by", FieldType::id},
    {Field::document, "document", FieldType::text},
    {Field::note, "note", FieldType::text},
    {Field::evidence, "evidence", FieldType::digests},
    {Field::receipt, "receipt", FieldType::json},
    {Field::fund, "fund", FieldType::id},
    {Field::year, "year", FieldType::year},
    {Field::line, "line", FieldType::id},
    {Field::amount, "amount", FieldType::amount},
    {Field::scheme, "scheme", FieldType::id},
    {Field::voucher, "voucher", FieldType::id},
    {Field::person, "person", FieldType::digest},
    {Field::sources, "sources", FieldType::sources},
    {Field::hold, "hold", FieldType::id},
    {Field::institution, "institution", FieldType::id},
    {Field::course, "course", FieldType::id},
    {Field::until, "until", FieldType::day},
    {Field::from, "from", FieldType::day},
    {Field::claim, "claim", FieldType::id},
    {Field::final_, "final", FieldType::flag},
    {Field::holds, "release_holds", FieldType::flag},
    {Field::limit, "limit", FieldType::count},
    {Field::batch, "batch", FieldType::id},
    {Field::digest, "digest", FieldType::digest},
    {Field::payments, "payments", FieldType::payments},
    {Field::payment, "payment", FieldType::id},
    {Field::reference, "reference", FieldType::id},
    {Field::clawback, "clawback", FieldType::id},
    {Field::period, "period", FieldType::month},
    {Field::encumber, "encumber", FieldType::encumber},
    {Field::cap, "cap", FieldType::money},
    {Field::valid, "valid", FieldType::valid},
    {Field::hold_days, "hold_days", FieldType::days},
    {Field::late_days, "late_days", FieldType::days},
    {Field::single_use, "single_use", FieldType::flag},
    {Field::active, "active", FieldType::several},
    {Field::count, "count", FieldType::count},
    {Field::budget, "budget", FieldType::money},
    {Field::over_issue, "over_issue", FieldType::ratio},
    {Field::schemes, "schemes", FieldType::ids},
    {Field::standard, "standard", FieldType::text},
    {Field::shares, "shares", FieldType::shares},
};

constexpr bool kMust = true, kMay = false, kSum = true;

const std::vector<FieldUse>& common() {
    static const std::vector<FieldUse> kCommon = {
        {Field::id, kMust},  {Field::on, kMay},       {Field::by, kMust},
        {Field::note, kMay}, {Field::evidence, kMay}, {Field::receipt, kMay},
    };
    return kCommon;
}

const std::vector<KindSpec>& table() {
    using F = Field;
    static const std::vector<KindSpec> kKinds = {
        {Kind::scheme,
         "scheme",
         {{F::scheme, kMust},
          {F::document, kMust},
          {F::encumber, kMust},
          {F::cap, kMust},
          {F::valid, kMust},
          {F::hold_days, kMust},
          {F::late_days, kMay},
          {F::single_use, kMay},
          {F::active, kMay},
          {F::count, kMay},
          {F::budget, kMay},
          {F::over_issue, kMay},
          {F::shares, kMust}}},
        {Kind::institution,
         "institution",
         {{F::institution, kMust},
          {F::document, kMust},
          {F::schemes, kMust},
          {F::from, kMust},
          {F::until, kMust}}},
        {Kind::appropriate,
         "appropriate",
         {{F::fund, kMust},
          {F::year, kMust},
          {F::line, kMust},
          {F::amount, kMust, kSum},
          {F::document, kMust}}},
        {Kind::withdraw,
         "withdraw",
         {{F::fund, kMust},
          {F::year, kMust},
          {F::line, kMust},
          {F::amount, kMust, kSum},
          {F::document, kMust}}},
        {Kind::issue,
         "issue",
         {{F::voucher, kMust},
          {F::scheme, kMust},
          {F::person, kMust},
          {F::amount, kMust, kSum},
          {F::from, kMay},
          {F::sources, kMay},
          {F::document, kMay}}},
        {Kind::bind,
         "bind",
         {{F::voucher, kMust},
          {F::amount, kMust, kSum},
          {F::standard, kMust},
          {F::document, kMay}}},
        {Kind::hold,
         "hold",
         {{F::hold, kMust},
          {F::voucher, kMust},
          {F::institution, kMust},
          {F::amount, kMust},
          {F::course, kMay},
          {F::until, kMay},
          {F::document, kMay}}},
        {Kind::capture,
         "capture",
         {{F::evidence, kMust},
          {F::claim, kMust},
          {F::hold, kMust},
          {F::amount, kMust},
          {F::final_, kMay},
          {F::document, kMay}}},
        {Kind::release, "release", {{F::hold, kMust}, {F::document, kMay}}},
        {Kind::void_, "void", {{F::voucher, kMust}, {F::document, kMust}, {F::holds, kMay}}},
        {Kind::expire, "expire", {{F::voucher, kMust}, {F::document, kMay}}},
        {Kind::sweep, "sweep", {{F::limit, kMust}, {F::document, kMay}}},
        {Kind::extend, "extend", {{F::voucher, kMust}, {F::until, kMust}, {F::document, kMust}}},
        {Kind::freeze,
         "freeze",
         {{F::voucher, kMay}, {F::institution, kMay}, {F::document, kMust}}},
        {Kind::unfreeze,
         "unfreeze",
         {{F::voucher, kMay}, {F::institution, kMay}, {F::document, kMust}}},
        {Kind::settle,
         "settle",
         {{F::batch, kMust}, {F::digest, kMust}, {F::payments, kMust}, {F::document, kMay}}},
        {Kind::confirm,
         "confirm",
         {{F::payment, kMust}, {F::reference, kMust}, {F::document, kMay}}},
        {Kind::reject, "reject", {{F::payment, kMust}, {F::reference, kMust}, {F::document, kMay}}},
        {Kind::clawback,
         "clawback",
         {{F::clawback, kMust}, {F::claim, kMust}, {F::amount, kMust}, {F::document, kMust}}},
        {Kind::collect,
         "collect",
         {{F::clawback, kMust}, {F::amount, kMust}, {F::reference, kMust}, {F::document, kMay}}},
        {Kind::offset,
         "offset",
         {{F::clawback, kMust}, {F::claim, kMust}, {F::amount, kMust}, {F::document, kMust}}},
        {Kind::write_off,
         "write_off",
         {{F::clawback, kMust}, {F::amount, kMust}, {F::document, kMust}}},
        {Kind::lapse,
         "lapse",
         {{F::fund, kMust},
          {F::year, kMust},
          {F::line, kMust},
          {F::amount, kMust},
          {F::document, kMust}}},
        {Kind::carry,
         "carry",
         {{F::fund, kMay},
          {F::year, kMust},
          {F::line, kMay},
          {F::amount, kMay},
          {F::voucher, kMay},
          {F::document, kMust}}},
        {Kind::close, "close", {{F::fund, kMust}, {F::period, kMust}, {F::document, kMust}}},
    };
    return kKinds;
}

std::vector<FieldUse> all_uses(const KindSpec& kind) {
    std::vector<FieldUse> uses = kind.fields;
    for (const FieldUse& use : common()) {
        const bool own = std::any_of(kind.fields.begin(), kind.fields.end(),
                                     [&](const FieldUse& of) { return of.field == use.field; });
        if (!own) uses.push_back(use);
    }
    std::sort(uses.begin(), uses.end(),
              [](const FieldUse& a, const FieldUse& b) { return a.field < b.field; });
    return uses;
}

}  // namespace

const FieldSpec* find_field(std::uint8_t number) {
    static const std::array<const FieldSpec*, 256> kByNumber = [] {
        std::array<const FieldSpec*, 256> all{};
        for (const FieldSpec& field : kFields) all[static_cast<std::uint8_t>(field.field)] = &field;
        return all;
    }();
    return kByNumber[number];
}

const FieldSpec& spec(Field field) { return *find_field(static_cast<std::uint8_t>(field)); }

std::span<const KindSpec> kinds() { return table(); }

const std::vector<FieldUse>& uses_of(const KindSpec& kind) {
    static const std::vector<std::vector<FieldUse>> kUses = [] {
        std::vector<std::vector<FieldUse>> all;
        for (const KindSpec& each : table()) all.push_back(all_uses(each));
        return all;
    }();
    return kUses[static_cast<std::size_t>(kind.kind) - 1];
}

const KindSpec* find_kind(std::string_view name) {
    for (const KindSpec& kind : table()) {
        if (kind.name == name) return &kind;
    }
    return nullptr;
}

const KindSpec* find_kind(std::uint8_t number) {
    if (number < 1 || number > table().size()) return nullptr;
    return &table()[number - 1u];
}

}  // namespace bajigong::ledger
