// The bytes of a record.
#include "ledger/record.hpp"

#include "ledger/account.hpp"
#include "ledger/codec.hpp"

namespace bajigong::ledger {

void write_record(Writer& out, const Record& record) {
    out.u8(kRecordVersion).u64(record.number).i64(record.booked.micros);
    out.u8(record.accepted ? 0 : 1).word(record.code);
    out.u8(static_cast<std::uint8_t>(record.args.size()));
    for (const std::string& arg : record.args) out.word(arg);
    out.text(record.request);
    out.u8(static_cast<std::uint8_t>(record.facts.size()));
    for (const auto& [name, value] : record.facts) out.word(name).word(value);
    out.u32(static_cast<std::uint32_t>(record.legs.size()));
    for (const KeyLeg& leg : record.legs) {
        out.u16(static_cast<std::uint16_t>(leg.account.size())).raw(leg.account).i64(leg.fen);
    }
}

Record record_of(std::string_view bytes) {
    Reader in(bytes);
    Record record;
    if (in.u8() != kRecordVersion) throw Damaged();
    record.number = in.u64();
    record.booked.micros = in.i64();
    const std::uint8_t verdict = in.u8();
    if (verdict > 1) throw Damaged();
    record.accepted = verdict == 0;
    record.code = in.word();
    const std::uint8_t args = in.u8();
    for (int i = 0; i < args; ++i) record.args.emplace_back(in.word());
    record.request = in.text();
    const std::uint8_t facts = in.u8();
    for (int i = 0; i < facts; ++i) {
        std::string name(in.word());
        record.facts.emplace_back(std::move(name), in.word());
    }
    const std::uint32_t legs = in.u32();
    for (std::uint32_t i = 0; i < legs; ++i) {
        const std::string_view account = in.raw(in.u16());
        record.legs.push_back({account, in.i64()});
    }
    in.end();
    return record;
}

Arrived request_of(std::string_view bytes) {
    Reader in(bytes);
    if (in.u8() != kRecordVersion) throw Damaged();
    in.u64();
    const Time booked{in.i64()};
    in.u8();
    in.word();
    for (int args = in.u8(); args > 0; --args) in.word();
    return {Command::of_bytes(std::string(in.text())), booked};
}

Outcome outcome_of(Record&& record, std::string_view id, bool replayed) {
    Outcome outcome;
    outcome.verdict = record.accepted ? Verdict::accepted : Verdict::rejected;
    outcome.replayed = replayed;
    outcome.id = id;
    outcome.record = record.number;
    outcome.booked = record.booked;
    if (!record.accepted) {
        outcome.problems.push_back(
            {std::move(record.code), {}, std::move(record.args), Severity::error});
    }
    outcome.legs.reserve(record.legs.size());
    for (const KeyLeg& leg : record.legs) {
        outcome.legs.push_back({account_of(leg.account), leg.fen});
    }
    outcome.facts = std::move(record.facts);
    return outcome;
}

}  // namespace bajigong::ledger
