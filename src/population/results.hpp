// The results of a population as Arrow columns.
//
// Rows are put in any order, by any number of threads as long as each takes whole blocks: blocks
// begin on word boundaries of every bitmap.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "arrow/made.hpp"
#include "arrow/owned.hpp"
#include "decision/batch.hpp"
#include "population/causes.hpp"
#include "population/options.hpp"

namespace bajigong::population {

// What the columns of one rule may hold.
class RuleShape {
   public:
    explicit RuleShape(const Rule& rule);

    const Rule& rule() const { return *rule_; }
    const std::vector<std::string>& clauses() const { return clauses_; }
    const std::vector<std::string>& versions() const { return versions_; }
    // The ids of all clauses and limits, for the matrix; and for each of those that BatchResult
    // keeps, its place among them.
    const std::vector<std::string>& parts() const { return parts_; }
    const std::vector<int>& part_of() const { return part_of_; }
    // Places in these; -1 for none.
    int clause(const std::string& id) const;
    int version(const std::string& instrument) const;
    // The same by number, `by` and `item` as BatchResult has them.
    int clause_of(std::size_t by, int version, int item) const {
        static_assert(kNoClause == -1 && kNotInForce == -2);
        if (item == kOverrides) return overrides_;
        return version < 0 || item == kNoClause ? -1 : codes_of(by, version)[item];
    }
    // The codes of a version's items, from kNotInForce on; 0 for kNoClause.
    const int* codes_of(std::size_t by, int version) const {
        return codes_[by].items.data() + codes_[by].first_item[version];
    }
    // The rules that may decide, by BatchResult::by.
    const std::vector<std::string>& deciders() const { return deciders_; }
    int version_of(std::size_t by, int version) const {
        return version < 0 ? -1 : codes_[by].versions[version];
    }

   private:
    void add_names(const Rule& rule);
    void add_codes(const Rule& rule);
    const Rule* rule_;
    std::vector<std::string> clauses_, versions_, deciders_;
    std::map<std::string, int> clause_numbers_, version_numbers_;
    int overrides_ = -1;
    // Of the rule and of those that override it, by version; of each version kNotInForce,
    // kNoClause, and from `first_item` on its items.
    struct Codes {
        std::vector<int> versions, items;
        std::vector<std::size_t> first_item;
    };
    std::vector<Codes> codes_;
    std::vector<std::string> parts_;
    std::vector<int> part_of_;
};

// The schema of the results: kept columns as `source` has them, then those of each rule, their
// names after the rule's id and a dot if there are several.
void results_schema(const std::vector<RuleShape>& rules, const Options& options,
                    const std::vector<const ArrowSchema*>& kept, ArrowSchema* out);

class Results {
   public:
    Results(const std::vector<RuleShape>& rules, const Options& options, std::int64_t rows);

    // The block's first `rows` rows, of one rule, from row `first` on.
    void put(std::size_t rule, std::int64_t first, std::size_t rows, const BatchResult& block,
             const Lanes& lanes);
    // Of a row that was decided alone; after the block was put.
    void put_alone(std::size_t rule, std::int64_t row, const std::string& clause,
                   const std::vector<std::string>& versions);
    // The column of a rule's causes, if wanted.
    CauseColumn& causes(std::size_t rule) const { return *columns_[rule].causes; }
    void put_receipt(std::size_t rule, std::int64_t row, std::string receipt);

    void give(std::vector<ArrowArray> kept, ArrowArray* out) &&;

   private:
    struct Columns {
        arrow::Buffer outcome, amount, amount_known, clause, clause_known;
        arrow::Buffer kind, low, low_known, high, high_known, version, version_known, decider;
        std::vector<std::pair<arrow::Buffer, arrow::Buffer>> parts;  // true, known
        std::unique_ptr<CauseColumn> causes;
        std::vector<std::string> receipts;
    };
    static void put_clauses(Columns& c, const RuleShape& shape, std::int64_t first,
                            std::size_t rows, const BatchResult& block, const Lanes& lanes);
    arrow::MadeArray column(arrow::Buffer values, arrow::Buffer known) const;
    ArrowArray codes(arrow::Buffer values, arrow::Buffer known,
                     const std::vector<std::string>& names) const;

    const std::vector<RuleShape>& rules_;
    const Options& options_;
    std::int64_t rows_;
    std::vector<Columns> columns_;
};

}  // namespace bajigong::population
