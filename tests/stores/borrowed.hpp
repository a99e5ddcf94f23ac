// A store that somebody else keeps, so that it outlives its ledger and another can be opened on it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "bajigong/ledger_store.hpp"

namespace bajigong::ledger {

class Borrowed : public Store {
   public:
    explicit Borrowed(Store& store) : store_(store) {}
    std::optional<std::string> get(Table table, std::string_view key) override {
        return store_.get(table, key);
    }
    void scan(Table table, std::string_view from, std::string_view until,
              const Visit& visit) override {
        store_.scan(table, from, until, visit);
    }
    void commit(std::span<const Change> changes) override { store_.commit(changes); }

   private:
    Store& store_;
};

}  // namespace bajigong::ledger
