// The nearest name, for "did you mean".
#include <gtest/gtest.h>

#include "text/json.hpp"

namespace bajigong::text {
namespace {

TEST(Nearest, OffersWhatIsNear) {
    const std::vector<std::string> fields = {"id",    "title", "until",      "from",
                                             "place", "rules", "instrument", "高级技师"};
    struct Case {
        std::string_view word, expected;
    };
    constexpr Case kCases[] = {
        {"titel", "title"},  // neighbours swapped, counted once
        {"tilte", "title"},
        {"Title", "title"},
        {"rule", "rules"},
        {"rulez", "rules"},
        {"instrumnt", "instrument"},
        {"instrumentss", "instrument"},
        {"insturment", "instrument"},
        {"高级师", "高级技师"},  // characters count, not bytes
        {"技高级师", ""},
        {"ie", "id"},
        {"x", ""},  // every single letter is one away
        {"xyz", ""},
        {"untold", "until"},
        {"unlike", ""},
        {"", ""},
        {"place", "place"},
    };
    for (const Case& c : kCases) EXPECT_EQ(nearest(c.word, fields), c.expected) << c.word;
}

TEST(Nearest, TakesTheNearestAndTheFirstOfEquals) {
    EXPECT_EQ(nearest("amount", {"amounts", "amount", "mount"}), "amount");
    EXPECT_EQ(nearest("cat", {"bat", "hat"}), "bat");
    EXPECT_EQ(nearest("cat", {}), "");
    EXPECT_EQ(nearest("cat", {""}), "");
}

TEST(Nearest, GivesUpOnLongWords) {
    const std::string word(1000, 'a');
    EXPECT_EQ(nearest(word, {word}), "");
}

}  // namespace
}  // namespace bajigong::text
