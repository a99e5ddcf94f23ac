// A column of which nothing is known, whatever it would hold; one row that stands for all.
#pragma once

#include "values/column.hpp"

namespace bajigong {

inline Column unknown_column() {
    static constexpr std::int64_t kNumber = 0, kSecond = 1;
    static constexpr std::string_view kText;
    static constexpr Word kNone = 0;
    Column column;
    column.numbers = &kNumber;
    column.seconds = &kSecond;
    column.texts = &kText;
    column.truths = column.known = &kNone;
    column.constant = true;
    return column;
}

}  // namespace bajigong
