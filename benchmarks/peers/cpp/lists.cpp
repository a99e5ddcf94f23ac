// The rule over_lists as a C++ programmer would write it for these columns alone, where nothing is
// missing: months covered by spells, a spell that holds the day, a senior record that counts, at
// most one such within a year; the sum of what counts.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace {

namespace cal = std::chrono;

constexpr std::int32_t kFirstDay = 18'262;  // 2020-01-01
constexpr std::int32_t kNever = 2'147'483'647;
constexpr std::int8_t kSenior = 4;
constexpr std::size_t kMostSpells = 256;

struct Spell {
    std::int32_t from;
    std::int32_t until;
};

cal::year_month_day civil(std::int32_t day) {
    return cal::year_month_day{cal::sys_days{cal::days{day}}};
}

unsigned last_of(cal::year year, cal::month month) {
    return static_cast<unsigned>(cal::year_month_day_last{year, cal::month_day_last{month}}.day());
}

// Whole months from a day to a later one; a month without the day ends on its last.
int months_between(std::int32_t from, std::int32_t to) {
    const cal::year_month_day a = civil(from);
    const cal::year_month_day b = civil(to);
    const int months = (static_cast<int>(b.year()) - static_cast<int>(a.year())) * 12 +
                       static_cast<int>(static_cast<unsigned>(b.month())) -
                       static_cast<int>(static_cast<unsigned>(a.month()));
    const unsigned reached = std::min(static_cast<unsigned>(a.day()), last_of(b.year(), b.month()));
    return static_cast<unsigned>(b.day()) < reached ? months - 1 : months;
}

std::int32_t year_before(std::int32_t day) {
    const cal::year_month_day d = civil(day);
    const cal::year year = d.year() - cal::years{1};
    const unsigned there = std::min(static_cast<unsigned>(d.day()), last_of(year, d.month()));
    return static_cast<std::int32_t>(
        cal::sys_days{year / d.month() / cal::day{there}}.time_since_epoch().count());
}

// Spells joined where they touch, each cut off at `on`.
int months_covered(Spell* spells, std::size_t count, std::int32_t on) {
    std::sort(spells, spells + count,
              [](const Spell& a, const Spell& b) { return a.from < b.from; });
    int months = 0;
    for (std::size_t i = 0; i < count;) {
        Spell whole = spells[i++];
        while (i < count && (whole.until == kNever || spells[i].from <= whole.until + 1))
            whole.until = std::max(whole.until, spells[i++].until);
        const std::int32_t end = whole.until >= on ? on : whole.until + 1;
        if (whole.from < end) months += months_between(whole.from, end);
    }
    return months;
}

bool bit(const std::uint8_t* bits, std::size_t i) { return (bits[i / 8] >> (i % 8) & 1) != 0; }

}  // namespace

extern "C" {

struct ListColumns {
    const std::int32_t* on;
    const std::int64_t* least;
    const std::int32_t* spell_offsets;
    const std::int32_t* from;
    const std::int32_t* until;
    const std::int32_t* record_offsets;
    const std::int8_t* level;
    const std::int32_t* record_on;
    const std::int64_t* amount;  // decimal128: low word, high word
    const std::uint8_t* counts;
};

struct Results {
    std::int8_t* outcome;
    std::int8_t* clause;
    std::int64_t* amount;
    std::uint8_t* has_amount;
};

void over_lists(const ListColumns* in, std::size_t rows, const Results* out) {
    std::array<Spell, kMostSpells> spells{};
    for (std::size_t row = 0; row < rows; ++row) {
        const std::int32_t on = in->on[row];
        const std::int32_t first = in->spell_offsets[row];
        const std::int32_t last = in->spell_offsets[row + 1];
        bool running = false;
        for (std::int32_t i = first; i < last; ++i) {
            const Spell spell{in->from[i], in->until[i]};
            running |= spell.from <= on && on <= spell.until && on != kNever;
            spells[static_cast<std::size_t>(i - first)] = spell;
        }
        bool senior = false;
        int recent = 0;
        std::int64_t sum = 0;
        const std::int32_t year_ago = year_before(on);
        for (std::int32_t i = in->record_offsets[row]; i < in->record_offsets[row + 1]; ++i) {
            if (!bit(in->counts, static_cast<std::size_t>(i))) continue;
            senior |= in->level[i] >= kSenior;
            recent += in->record_on[i] > year_ago;
            sum += in->amount[2 * i];
        }
        int refused = -1;
        if (months_covered(spells.data(), static_cast<std::size_t>(last - first), on) <
            in->least[row])
            refused = 0;
        else if (!running)
            refused = 1;
        else if (!senior)
            refused = 2;
        else if (recent > 1)
            refused = 3;
        const bool dated = on >= kFirstDay;
        const bool pays = dated && refused < 0;
        out->outcome[row] = static_cast<std::int8_t>(!dated ? 2 : refused >= 0 ? 1 : 0);
        out->clause[row] = static_cast<std::int8_t>(dated ? refused : -1);
        out->amount[2 * row] = pays ? sum : 0;
        out->amount[2 * row + 1] = 0;
        if (row % 8 == 0) out->has_amount[row / 8] = 0;
        out->has_amount[row / 8] |= static_cast<std::uint8_t>(pays) << (row % 8);
    }
}

}  // extern "C"
