// A command in its canonical bytes.
#include "ledger/command.hpp"

#include <algorithm>

namespace bajigong::ledger {

void write_sources(Writer& out, std::span<const Source> sources) {
    out.u16(static_cast<std::uint16_t>(sources.size()));
    for (const Source& source : sources) {
        out.word(source.fund).u16(static_cast<std::uint16_t>(source.year));
        out.word(source.line).i64(source.part);
    }
}

Sources read_sources(Reader& in) {
    Sources sources;
    const std::size_t count = in.u16();
    for (std::size_t i = 0; i < count; ++i) {
        Source source;
        source.fund = in.word();
        source.year = in.u16();
        source.line = in.word();
        source.part = in.i64();
        sources.push_back(source);
    }
    return sources;
}

Command Command::of_bytes(std::string bytes) {
    Command command;
    command.bytes_ = std::move(bytes);
    command.index();
    return command;
}

void Command::index() {
    Reader reader(bytes_);
    if (find_kind(reader.u8()) == nullptr) throw Damaged();
    std::uint8_t last = 0;
    while (!reader.at_end()) {
        const std::uint8_t number = reader.u8();
        if (number <= last || find_field(number) == nullptr) throw Damaged();
        last = number;
        const std::string_view value = reader.text();
        slots_.push_back({static_cast<Field>(number),
                          static_cast<std::uint32_t>(value.data() - bytes_.data()),
                          static_cast<std::uint32_t>(value.size())});
    }
    if (!has(Field::id)) throw Damaged();
}

const Command::Slot* Command::at(Field field) const {
    for (const Slot& slot : slots_) {
        if (slot.field == field) return &slot;
    }
    return nullptr;
}

std::string_view Command::text(Field field) const {
    const Slot* slot = at(field);
    return slot == nullptr ? std::string_view()
                           : std::string_view(bytes_).substr(slot->begin, slot->size);
}

std::int64_t Command::number(Field field, std::int64_t otherwise) const {
    return has(field) ? static_cast<std::int64_t>(number_of(text(field))) : otherwise;
}

Date Command::day(Field field, Date otherwise) const {
    return has(field) ? Date{static_cast<std::int32_t>(number(field))} : otherwise;
}

bool Command::flag(Field field) const {
    const std::string_view value = text(field);
    return !value.empty() && value.front() != 0;
}

Amount Command::amount(Field field) const {
    const std::string_view value = text(field);
    if (value.empty()) return std::nullopt;
    return static_cast<std::int64_t>(number_of(value));
}

Ratio Command::ratio(Field field, Ratio otherwise) const {
    if (!has(field)) return otherwise;
    Reader reader(text(field));
    const std::int64_t num = reader.i64();
    return Ratio{num, reader.i64()};
}

std::vector<std::string_view> Command::ids(Field field) const {
    std::vector<std::string_view> ids;
    Reader reader(text(field));
    while (!reader.at_end()) ids.push_back(reader.word());
    return ids;
}

Sources Command::sources(Field field) const {
    if (!has(field)) return {};
    Reader reader(text(field));
    Sources sources = read_sources(reader);
    reader.end();
    return sources;
}

std::vector<PaymentOrder> Command::payments() const {
    std::vector<PaymentOrder> orders;
    Reader reader(text(Field::payments));
    while (!reader.at_end()) {
        PaymentOrder order;
        order.payment = reader.word();
        order.institution = reader.word();
        const std::uint32_t count = reader.u32();
        for (std::uint32_t i = 0; i < count; ++i) {
            PaymentLine line{reader.word(), std::nullopt};
            const std::int64_t fen = reader.i64();
            if (fen >= 0) line.amount = fen;
            order.lines.push_back(line);
        }
        orders.push_back(std::move(order));
    }
    return orders;
}

Validity Command::validity() const {
    Reader reader(text(Field::valid));
    Validity validity;
    if (reader.left() == 8) {
        validity.until = Date{static_cast<std::int32_t>(reader.i64())};
        return validity;
    }
    validity.period.months = static_cast<std::int32_t>(reader.i64());
    validity.period.days = static_cast<std::int32_t>(reader.i64());
    return validity;
}

std::string Command::first_difference(const Command& left, const Command& right) {
    if (left.kind() != right.kind()) return "do";
    std::uint8_t first = 255;
    const auto compare = [&first](const Command& one, const Command& other) {
        for (const Slot& slot : one.slots_) {
            const bool same = other.has(slot.field) == one.has(slot.field) &&
                              other.text(slot.field) == one.text(slot.field);
            if (!same) first = std::min(first, static_cast<std::uint8_t>(slot.field));
        }
    };
    compare(left, right);
    compare(right, left);
    const FieldSpec* field = find_field(first);
    return field == nullptr ? "" : field->name;
}

}  // namespace bajigong::ledger
