// Made-up people in two forms at once: as the JSON of a case, and as columns.
#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "bajigong/date.hpp"
#include "bajigong/money.hpp"

#include "arrow/columns.hpp"

namespace bajigong::tables {

using columns::Made;
using columns::Values;

inline constexpr const char* kLevels[] = {"none", "junior", "senior"};
inline constexpr std::int64_t kDay = 86'400;

// Every fact is unknown now and then. `variant` picks among the Arrow types that may hold a fact.
class People {
   public:
    People(std::size_t rows, unsigned seed) : random_(seed) {
        for (std::size_t i = 0; i < rows; ++i) add();
    }

    std::vector<std::string> json;

    Made table(int variant) const {
        const std::size_t rows = json.size();
        std::vector<Made> person;
        person.push_back(variant == 0   ? whole<std::int64_t>("l", "months", months_)
                         : variant == 1 ? whole<std::int16_t>("s", "months", months_)
                                        : whole<std::uint8_t>("C", "months", months_));
        person.push_back(level(variant, "level", level_));
        person.push_back(columns::truths("a", a_));
        std::vector<Made> element;
        element.push_back(level(variant + 1, "level", paid_level_));
        element.push_back(day(variant + 1, "on", paid_on_));
        element.push_back(money(variant + 1, "got", paid_got_));
        Made elements = columns::record("item", std::move(element), paid_level_.size());
        std::vector<Made> root;
        root.push_back(whole<std::int64_t>("l", "id", id_));
        root.push_back(columns::record("person", std::move(person), rows));
        root.push_back(columns::truths("person.b", b_));
        root.push_back(day(variant, "on", on_));
        root.push_back(money(variant, "cost", cost_));
        root.push_back(variant == 1
                           ? columns::lists<std::int64_t>("paid", paid_, std::move(elements))
                           : columns::lists<std::int32_t>("paid", paid_, std::move(elements)));
        root.push_back(columns::truths("paid.complete", complete_));
        return columns::record("", std::move(root), rows);
    }

   private:
    std::size_t pick(std::size_t n) { return random_() % n; }
    template <class T>
    std::optional<T> maybe(T value) {
        return pick(9) == 0 ? std::nullopt : std::optional<T>(value);
    }

    template <class T>
    static std::string shown(const std::optional<T>& value, const std::string& text) {
        return value ? text : "null";
    }
    static std::string date(const std::optional<int>& day) {
        return shown(day, "\"" + Date{day.value_or(0)}.text() + "\"");
    }
    static std::string fen(const std::optional<std::int64_t>& sum) {
        return shown(sum, "\"" + Money{sum.value_or(0)}.text() + "\"");
    }
    static std::string scale(const std::optional<int>& level) {
        return shown(level, "\"" + std::string(kLevels[level.value_or(0)]) + "\"");
    }
    static std::string truth(const std::optional<bool>& value) {
        return shown(value, value.value_or(false) ? "true" : "false");
    }

    void add() {
        id_.push_back(static_cast<std::int64_t>(id_.size()) * 7);
        months_.push_back(maybe<std::int64_t>(static_cast<std::int64_t>(pick(9))));
        level_.push_back(maybe<int>(static_cast<int>(pick(3))));
        a_.push_back(maybe<bool>(pick(2) != 0));
        b_.push_back(maybe<bool>(pick(2) != 0));
        on_.push_back(maybe<int>(17'000 + static_cast<int>(pick(3'000))));
        cost_.push_back(maybe<std::int64_t>(static_cast<std::int64_t>(pick(100'000))));
        std::string list = "null";
        if (pick(5) == 0) {
            paid_.push_back(std::nullopt);
            complete_.push_back(pick(2) != 0);
        } else {
            paid_.push_back(static_cast<int>(pick(4)));
            complete_.push_back(pick(6) != 0);
            list = "[";
            for (int i = 0; i < *paid_.back(); ++i) {
                paid_level_.push_back(maybe<int>(static_cast<int>(pick(3))));
                paid_on_.push_back(maybe<int>(17'000 + static_cast<int>(pick(3'000))));
                paid_got_.push_back(maybe<std::int64_t>(static_cast<std::int64_t>(pick(9'000))));
                list += (i > 0 ? "," : "") + ("{\"level\":" + scale(paid_level_.back())) +
                        ",\"on\":" + date(paid_on_.back()) + ",\"got\":" + fen(paid_got_.back()) +
                        "}";
            }
            list += "]";
            if (!*complete_.back()) list = R"({"known":)" + list + R"(,"complete":false})";
        }
        json.push_back(R"({"person.months":)" +
                       shown(months_.back(), std::to_string(months_.back().value_or(0))) +
                       R"(,"person.level":)" + scale(level_.back()) + R"(,"person.a":)" +
                       truth(a_.back()) + R"(,"person.b":)" + truth(b_.back()) + R"(,"on":)" +
                       date(on_.back()) + R"(,"cost":)" + fen(cost_.back()) + R"(,"paid":)" + list +
                       "}");
    }

    template <class T>
    static Made whole(const char* format, const char* name, const Values<std::int64_t>& values) {
        Values<T> narrow;
        for (const auto& v : values)
            narrow.push_back(v ? std::optional<T>(static_cast<T>(*v)) : std::nullopt);
        return columns::fixed<T>(format, name, narrow);
    }

    static Made level(int variant, const char* name, const Values<int>& values) {
        Values<std::string> names;
        Values<std::uint8_t> codes;
        for (const auto& v : values) {
            names.push_back(v ? std::optional<std::string>(kLevels[*v]) : std::nullopt);
            // The dictionary has one value that nobody has, and is not in the scale's order.
            codes.push_back(v ? std::optional<std::uint8_t>((*v + 1) % 3 + 1) : std::nullopt);
        }
        switch (variant % 3) {
            case 0:
                return columns::coded<std::uint8_t>(
                    "C", name, codes,
                    columns::texts<std::int32_t>("",
                                                 {"no such level", "senior", "none", "初级工"}));
            case 1: return columns::texts<std::int64_t>(name, names);
            default: return columns::views(name, names);
        }
    }

    static Made day(int variant, const char* name, const Values<int>& values) {
        Values<std::int32_t> days;
        Values<std::int64_t> millis, there;
        for (const auto& v : values) {
            days.push_back(v);
            const auto seconds = v ? std::optional<std::int64_t>(*v * kDay) : std::nullopt;
            millis.push_back(seconds ? std::optional<std::int64_t>(*seconds * 1000) : std::nullopt);
            // Half past nine in the morning at +08:00.
            there.push_back(seconds ? std::optional<std::int64_t>(*seconds + 5'400) : std::nullopt);
        }
        switch (variant % 3) {
            case 0: return columns::fixed<std::int32_t>("tdD", name, days);
            case 1: return columns::fixed<std::int64_t>("tsm:", name, millis);
            default: return columns::fixed<std::int64_t>("tss:+08:00", name, there);
        }
    }

    static Made money(int variant, const char* name, const Values<std::int64_t>& values) {
        struct Wide {
            std::int64_t low = 0, high = 0;
        };
        Values<Wide> wide;
        Values<std::int64_t> narrow;
        Values<std::string> text;
        for (const auto& v : values) {
            // Three decimal places, the last one nothing.
            wide.push_back(v ? std::optional<Wide>({*v * 10, 0}) : std::nullopt);
            narrow.push_back(v);
            text.push_back(v ? std::optional<std::string>(Money{*v}.text()) : std::nullopt);
        }
        switch (variant % 3) {
            case 0: return columns::fixed<Wide>("d:18,3", name, wide);
            case 1: return columns::fixed<std::int64_t>("d:18,2,64", name, narrow);
            default: return columns::texts<std::int32_t>(name, text);
        }
    }

    std::mt19937 random_;
    Values<std::int64_t> id_, months_, cost_, paid_got_;
    Values<int> level_, on_, paid_, paid_level_, paid_on_;
    Values<bool> a_, b_, complete_;
};

}  // namespace bajigong::tables
