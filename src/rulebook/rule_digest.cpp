// Digests of rules, as receipts carry them, and of a whole set.
#include "rulebook/rule_digest.hpp"

#include "bajigong/rule_digest.hpp"

#include "digest/digest.hpp"
#include "rulebook/set.hpp"

namespace bajigong {

namespace {

using digest::Algorithm;

// A rule with those that it asks.
void encode_rule(const Rule& rule, digest::Encoder& encoder) {
    encoder.text(rule.book->canonical).text(rule.book->canonical_rules.at(rule.id));
    for (const AskedRule& asked : rule.asks) {
        encode_rule(*asked.rule, encoder);
        for (const Rule* other : asked.rule->overridden_by) encode_rule(*other, encoder);
    }
}

}  // namespace

std::string rule_digest(const Rule& rule) {
    digest::Encoder encoder;
    encode_rule(rule, encoder);
    return digest::hex(digest::hash(Algorithm::sha256, encoder.bytes()));
}

std::string rule_digest(const Rulebooks& rulebooks, std::string_view rule) {
    const Rulebooks::Impl& set = rulebooks.impl();
    if (!rule.empty()) return rule_digest(set.rule(rule));
    digest::Encoder encoder;
    encoder.record(set.rules.size());
    for (const auto& [id, entry] : set.rules) encoder.text(id).text(rule_digest(*entry));
    return digest::hex(digest::hash(Algorithm::sha256, encoder.bytes()));
}

}  // namespace bajigong
