// What an expression may name besides facts: readings, tables, parameters, lists, and how periods
// are counted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/vocabulary.hpp"

namespace bajigong::language {

struct ReadingNames {
    std::string name;
    std::vector<std::string> options;
};

// A table's shape; its rows are the engine's concern.
struct TableShape {
    std::string name;
    std::vector<Type> keys;
    Type value;
};

struct NamedShape {
    std::string name;
    Type type;  // of a parameter's value or a list's elements
};

// A choice that is fixed (value) or open (reading, whose options map to values).
struct CalendarChoice {
    bool stated = false;
    std::int64_t value = 0;
    int reading = -1;
    std::vector<std::int64_t> of_option;
};

// The days of rest that move a last day: a list of days, and how many follow each other at most.
struct RestDays {
    int list = -1;
    std::int64_t in_a_row = 0;
};

struct Calendar {
    CalendarChoice month_end;  // 0 last_day, 1 next_day
    CalendarChoice last_day;   // 1 counts, 0 expired
    CalendarChoice holiday;    // 0 stays, 1 moves
    RestDays rest_days;        // none where the last day stays
};

struct Environment {
    const Vocabulary* vocabulary = nullptr;
    int root_table = 0;
    std::vector<ReadingNames> readings;  // at most 64
    std::vector<TableShape> tables;
    std::vector<NamedShape> params;
    std::vector<NamedShape> lists;
    Calendar calendar;

    int reading(std::string_view name) const { return find(readings, name); }
    int table(std::string_view name) const { return find(tables, name); }
    int param(std::string_view name) const { return find(params, name); }
    int list(std::string_view name) const { return find(lists, name); }

   private:
    template <class T>
    static int find(const std::vector<T>& items, std::string_view name) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i].name == name) return static_cast<int>(i);
        }
        return -1;
    }
};

}  // namespace bajigong::language
