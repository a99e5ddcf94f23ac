// Making structures for the Arrow C data interface.
#include "arrow/made.hpp"

#include <cstring>
#include <new>
#include <numeric>

namespace bajigong::arrow {

namespace {

constexpr std::align_val_t kLine{64};

struct SchemaMemory {
    std::string format, name, metadata;
    std::vector<ArrowSchema> children;
    std::vector<ArrowSchema*> pointers;
    ArrowSchema dictionary{};
    ~SchemaMemory() {
        for (ArrowSchema& child : children) {
            if (child.release != nullptr) child.release(&child);
        }
        if (dictionary.release != nullptr) dictionary.release(&dictionary);
    }
};

void release_schema(ArrowSchema* schema) {
    delete static_cast<SchemaMemory*>(schema->private_data);
    schema->release = nullptr;
}

void finish(std::unique_ptr<SchemaMemory> memory, std::int64_t flags, ArrowSchema* out) {
    for (ArrowSchema& child : memory->children) memory->pointers.push_back(&child);
    *out = ArrowSchema{};
    out->format = memory->format.c_str();
    out->name = memory->name.c_str();
    out->metadata = memory->metadata.empty() ? nullptr : memory->metadata.data();
    out->flags = flags;
    out->n_children = static_cast<std::int64_t>(memory->children.size());
    out->children = memory->pointers.empty() ? nullptr : memory->pointers.data();
    out->dictionary = memory->dictionary.release == nullptr ? nullptr : &memory->dictionary;
    out->release = release_schema;
    out->private_data = memory.release();
}

// Metadata is a count, then keys and values, each with its length before it; nothing if one is
// below zero.
std::string metadata_bytes(const char* metadata) {
    if (metadata == nullptr) return {};
    const auto number = [&](std::size_t at) {
        std::int32_t value = 0;
        std::memcpy(&value, metadata + at, sizeof value);
        return value;
    };
    std::size_t at = sizeof(std::int32_t);
    for (std::int64_t left = std::int64_t{number(0)} * 2; left > 0; --left) {
        const std::int32_t length = number(at);
        if (length < 0) return {};
        at += sizeof(std::int32_t) + static_cast<std::size_t>(length);
    }
    return {metadata, at};
}

struct ArrayMemory {
    MadeArray made;
    std::vector<const void*> buffers;
    std::vector<ArrowArray*> pointers;
    ~ArrayMemory() {
        for (ArrowArray& child : made.children) {
            if (child.release != nullptr) child.release(&child);
        }
        if (made.dictionary.release != nullptr) made.dictionary.release(&made.dictionary);
    }
};

void release_array(ArrowArray* array) {
    delete static_cast<ArrayMemory*>(array->private_data);
    array->release = nullptr;
}

}  // namespace

void give(const MadeSchema& made, ArrowSchema* out) {
    auto memory = std::make_unique<SchemaMemory>();
    memory->format = made.format;
    memory->name = made.name;
    memory->children.resize(made.children.size());
    for (std::size_t i = 0; i < made.children.size(); ++i)
        give(made.children[i], &memory->children[i]);
    if (made.dictionary != nullptr) give(*made.dictionary, &memory->dictionary);
    finish(std::move(memory), made.nullable ? ARROW_FLAG_NULLABLE : 0, out);
}

void copy(const ArrowSchema& source, ArrowSchema* out) {
    auto memory = std::make_unique<SchemaMemory>();
    memory->format = source.format;
    if (source.name != nullptr) memory->name = source.name;
    memory->metadata = metadata_bytes(source.metadata);
    memory->children.resize(static_cast<std::size_t>(source.n_children));
    for (std::size_t i = 0; i < memory->children.size(); ++i)
        copy(*source.children[i], &memory->children[i]);
    if (source.dictionary != nullptr) copy(*source.dictionary, &memory->dictionary);
    finish(std::move(memory), source.flags, out);
}

Buffer::Buffer(std::size_t bytes) : bytes_(new (kLine) std::byte[bytes == 0 ? 1 : bytes]()) {}

Buffer Buffer::unset(std::size_t bytes) {
    Buffer buffer;
    buffer.bytes_.reset(new (kLine) std::byte[bytes == 0 ? 1 : bytes]);
    return buffer;
}

void Buffer::Free::operator()(std::byte* bytes) const { ::operator delete[](bytes, kLine); }

void give(MadeArray&& made, ArrowArray* out) {
    auto memory = std::make_unique<ArrayMemory>();
    memory->made = std::move(made);
    // What was moved is not released twice.
    made.children.clear();
    made.dictionary = ArrowArray{};
    MadeArray& kept = memory->made;
    for (const Buffer& buffer : kept.buffers) memory->buffers.push_back(buffer.get());
    for (ArrowArray& child : kept.children) memory->pointers.push_back(&child);
    *out = ArrowArray{};
    out->length = kept.length;
    out->null_count = kept.null_count;
    out->n_buffers = static_cast<std::int64_t>(memory->buffers.size());
    out->n_children = static_cast<std::int64_t>(kept.children.size());
    out->buffers = memory->buffers.data();
    out->children = memory->pointers.empty() ? nullptr : memory->pointers.data();
    out->dictionary = kept.dictionary.release == nullptr ? nullptr : &kept.dictionary;
    out->release = release_array;
    out->private_data = memory.release();
}

MadeArray texts(const std::vector<std::string>& values) {
    std::vector<std::int32_t> all(values.size());
    std::iota(all.begin(), all.end(), 0);
    return texts(values, all);
}

MadeArray texts(const std::vector<std::string>& values, const std::vector<std::int32_t>& numbers) {
    MadeArray array;
    array.length = static_cast<std::int64_t>(numbers.size());
    const auto text = [&](std::int32_t number) -> const std::string& {
        return values[static_cast<std::size_t>(number)];
    };
    std::size_t bytes = 0;
    for (const std::int32_t number : numbers) bytes += text(number).size();
    array.buffers.emplace_back();
    array.buffers.emplace_back((numbers.size() + 1) * sizeof(std::int64_t));
    array.buffers.emplace_back(bytes);
    auto* offsets = array.buffers[1].as<std::int64_t>();
    char* characters = array.buffers[2].as<char>();
    std::size_t at = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::string& value = text(numbers[i]);
        std::memcpy(characters + at, value.data(), value.size());
        at += value.size();
        offsets[i + 1] = static_cast<std::int64_t>(at);
    }
    return array;
}

}  // namespace bajigong::arrow
