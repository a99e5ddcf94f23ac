// Words for a reader, in Chinese or English: values, days, money, outcomes, amounts.
//
// What comes from a rulebook, a vocabulary or facts is escaped. Plain values, safe from any thread.
#pragma once

#include "decision/decision_impl.hpp"

namespace bajigong {

class Words {
   public:
    Words(const Vocabulary& vocabulary, Language language)
        : vocabulary_(vocabulary), language_(language) {}

    Language language() const { return language_; }
    bool zh() const { return language_ == Language::zh; }
    const char* in(const char* en, const char* zh) const { return this->zh() ? zh : en; }
    const Vocabulary& vocabulary() const { return vocabulary_; }

    std::string label(const Label& label) const;
    // "2023年5月18日", "2023-05-18"; `never` for a day that never comes.
    std::string day(Date day) const;
    // "from 2022-07-01 on", "2022年7月1日至2024年12月3日"
    std::string days(Date from, Date until) const;
    std::string money(Money money) const;
    std::string ratio(Ratio ratio) const;
    std::string period(Period period) const;
    // A value of a fact, table or let. Truths read 是 or 否, scale values by their label.
    std::string value(const Type& type, std::int64_t number, std::int64_t second,
                      std::string_view text) const;
    std::string value(const ShownValue& value) const;
    // A root fact of a case, masked if personal, or a word for unknown.
    std::string fact(const CaseFacts& facts, int table, int column, std::size_t row) const;

    std::string outcome(Outcome outcome) const;
    // "2000.00元", "at most 2000.00 yuan"; of open and unknown amounts a phrase.
    // What nobody can say of a payee or a fund, and why: not read, or not fixed yet.
    std::string open(const language::Cause& cause) const;
    std::string amount(const Amount& amount) const;
    std::string payee(std::string_view payee) const;
    std::string kind(std::string_view kind) const;
    std::string evidence(Evidence evidence) const;
    std::string jurisdiction(std::string_view code) const;
    std::string type(const Type& type) const;

   private:
    const Vocabulary& vocabulary_;
    Language language_;
};

// What is shown in place of a personal value.
inline constexpr const char* kMask = "***";

}  // namespace bajigong
