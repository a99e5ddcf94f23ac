// Sharing the buffers of an array that came from outside.
#include "arrow/owned.hpp"

#include <vector>

namespace bajigong::arrow {

namespace {

// What a shared array points to: its own child structures, and the array whose buffers it shows.
struct Shared {
    SharedArray owner;
    std::vector<ArrowArray> children;
    std::vector<ArrowArray*> child_pointers;
    ArrowArray dictionary{};
    ~Shared() {
        for (ArrowArray& child : children) {
            if (child.release != nullptr) child.release(&child);
        }
        if (dictionary.release != nullptr) dictionary.release(&dictionary);
    }
};

void release_shared(ArrowArray* array) {
    delete static_cast<Shared*>(array->private_data);
    array->release = nullptr;
}

}  // namespace

void share(const SharedArray& owner, const ArrowArray& source, std::int64_t skip,
           std::int64_t length, ArrowArray* out) {
    auto shared = std::make_unique<Shared>();
    shared->owner = owner;
    shared->children.resize(static_cast<std::size_t>(source.n_children));
    for (ArrowArray& child : shared->children) shared->child_pointers.push_back(&child);
    for (std::size_t i = 0; i < shared->children.size(); ++i) {
        const ArrowArray& child = *source.children[i];
        share(owner, child, 0, child.length, &shared->children[i]);
    }
    if (source.dictionary != nullptr)
        share(owner, *source.dictionary, 0, source.dictionary->length, &shared->dictionary);

    *out = source;
    if (skip != 0 || length != source.length) {
        out->offset = source.offset + skip;
        out->length = length;
        // How many of those kept are null was not counted.
        out->null_count = source.null_count == 0 ? 0 : -1;
    }
    out->children = shared->child_pointers.empty() ? nullptr : shared->child_pointers.data();
    out->dictionary = source.dictionary == nullptr ? nullptr : &shared->dictionary;
    out->release = release_shared;
    out->private_data = shared.release();
}

}  // namespace bajigong::arrow
