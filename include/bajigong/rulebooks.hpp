// Rulebooks (规则手册): loading, checking and listing them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/problem.hpp"

namespace bajigong {

struct RuleSummary {
    std::string id, kind, rulebook, jurisdiction, title_zh, title_en;
};

// A loaded, compiled, immutable set of rulebooks. Copies share it; safe from any thread. A host
// that wants new rules loads a new set beside it.
class Rulebooks {
   public:
    // Loads folders (every *.json in them, recursively, in byte order of their paths; links are not
    // followed; files named
    // *.cases.json are left alone) and single files. A file named vocabulary.json declares the
    // facts; exactly one is needed. Throws Failure with every problem found, in file order; nothing
    // is loaded then.
    static Rulebooks load(const std::vector<std::string>& paths);
    // The same from memory: name to text.
    static Rulebooks load_texts(const std::map<std::string, std::string>& files);

    // Every rule, in order of rulebook files.
    std::vector<RuleSummary> rules() const;
    // What a careful author would change (L…); empty if nothing.
    std::vector<Problem> lint() const;
    // Facts that a case may state, by path.
    std::vector<std::string> fact_paths() const;

    struct Impl;
    const Impl& impl() const { return *impl_; }
    const std::shared_ptr<const Impl>& shared() const { return impl_; }

   private:
    explicit Rulebooks(std::shared_ptr<const Impl> impl);
    std::shared_ptr<const Impl> impl_;
};

}  // namespace bajigong
