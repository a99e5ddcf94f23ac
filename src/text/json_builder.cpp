// The tree of a JSON text while it is read.
#include "text/json_builder.hpp"

#include <algorithm>
#include <iterator>

namespace bajigong::text {
namespace {

// Of few members, comparing all with all costs less than sorting them.
constexpr std::size_t kFewMembers = 12;

bool has_equal_keys(std::span<const Json> members) {
    for (std::size_t i = 1; i < members.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (members[i].key == members[k].key) return true;
        }
    }
    return false;
}

}  // namespace

Json& JsonBuilder::add(JsonKind kind, End end) {
    if (++nodes_ > limits_.max_nodes) {
        throw Failure(
            error_.at("J016", end.offset - 1, pointer(), {std::to_string(limits_.max_nodes)}));
    }
    Json& node = pending_.emplace_back();
    node.kind = kind;
    node.line = end.line;
    node.key.swap(key_);
    key_waits_ = false;
    return node;
}

void JsonBuilder::open(JsonKind kind, End end) {
    if (open_.size() >= static_cast<std::size_t>(limits_.max_depth)) {
        throw Failure(
            error_.at("J015", end.offset - 1, pointer(), {std::to_string(limits_.max_depth)}));
    }
    open_.push_back(pending_.size());
    add(kind, end);
}

// What stands behind an open container are its children: they become its own.
void JsonBuilder::close() {
    const std::size_t own = open_.back();
    if (pending_[own].is(JsonKind::object)) {
        refuse_duplicates(std::span<const Json>(pending_).subspan(own + 1));
    }
    const auto container = pending_.begin() + static_cast<std::ptrdiff_t>(own);
    container->children.assign(std::make_move_iterator(container + 1),
                               std::make_move_iterator(pending_.end()));
    pending_.erase(container + 1, pending_.end());
    open_.pop_back();
}

void JsonBuilder::refuse_duplicates(std::span<const Json> members) {
    if (members.size() <= kFewMembers && !has_equal_keys(members)) return;
    std::vector<const Json*>& sorted = sorted_members_;
    sorted.clear();
    for (const Json& member : members) sorted.push_back(&member);
    std::sort(sorted.begin(), sorted.end(), [](const Json* a, const Json* b) {
        return a->key != b->key ? a->key < b->key : a < b;
    });
    const Json* first = nullptr;  // of the members whose key stood before
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i - 1]->key != sorted[i]->key) continue;
        if (first == nullptr || sorted[i] < first) first = sorted[i];
    }
    if (first == nullptr) return;
    Problem problem =
        is_plain_name(first->key) ? error_.whole("J017", {first->key}) : error_.whole("J018", {});
    problem.place.line = first->line;
    problem.place.pointer = pointer();
    throw Failure(std::move(problem));
}

std::string JsonBuilder::pointer() const {
    std::string out;
    for (std::size_t i = 1; i < open_.size(); ++i) {
        const std::size_t index = open_[i] - open_[i - 1] - 1;
        append_pointer(out, pending_[open_[i - 1]], index, pending_[open_[i]].key);
    }
    if (open_.empty()) return out;
    const Json& inner = pending_[open_.back()];
    if (key_waits_ || inner.is(JsonKind::array)) {
        append_pointer(out, inner, pending_.size() - open_.back() - 1, key_);
    }
    return out;
}

}  // namespace bajigong::text
