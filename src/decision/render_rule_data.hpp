// What a rule looks up and what it leaves open: tables, parameters, lists, readings.
#pragma once

#include <set>
#include <vector>

#include "decision/render_text_sources.hpp"

namespace bajigong {

class RuleData {
   public:
    // Of the given versions, and of what selects them.
    RuleData(const Words& words, Sources& sources, const Rule& rule,
             const std::vector<const Version*>& versions);

    // Every table, parameter and list that is used, with its rows.
    std::string supplies() const;
    // Every reading that is used, with its options.
    std::string readings() const;
    // Only what the host is to bring, and cells that are unseen or pending.
    std::string gaps() const;

   private:
    void note(const language::Program& program);
    std::string table(std::size_t index) const;
    std::string param(std::size_t index) const;
    std::string list(std::size_t index) const;
    std::string title(const char* en, const char* zh, const SuppliedShape& shape) const;
    std::string cell(const CellData& cell, const Type& type) const;
    std::string key(const std::vector<Scalar>& key, const language::TableShape& shape) const;

    const Words& words_;
    Sources& sources_;
    const Rulebook& book_;
    std::set<std::size_t> tables_, params_, lists_;
    std::uint64_t readings_ = 0;
};

}  // namespace bajigong
