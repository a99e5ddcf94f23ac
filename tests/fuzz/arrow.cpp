// Any bytes as a table of Arrow columns: bound and decided, or refused.
//
// Arrow carries no sizes of buffers, so the target makes them: as large as the longest array that
// it declares. Within them the bytes choose names, types, lengths, offsets, counts and contents.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "bajigong/population.hpp"

#include "../decision/sample.hpp"
#include "arrow/field.hpp"
#include "arrow/made.hpp"
#include "arrow/owned.hpp"
#include "attempt.hpp"

namespace {

using namespace bajigong;

constexpr std::size_t kElements = 64;  // length and offset together
constexpr std::size_t kBytes = (kElements + 1) * 32;

class Bytes {
   public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    std::uint8_t next() { return at_ < size_ ? data_[at_++] : 0; }
    std::size_t pick(std::size_t n) { return next() % n; }
    bool rarely() { return next() > 248; }
    void fill(void* to, std::size_t count) {
        const std::size_t there = std::min(count, size_ - std::min(at_, size_));
        std::memcpy(to, data_ + at_, there);
        at_ += there;
    }

   private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

constexpr const char* kNames[] = {"person.months", "person.level",  "person.a", "on",     "cost",
                                  "place",         "paid",          "person",   "months", "level",
                                  "got",           "paid.complete", "x",        "\xff"};
constexpr const char* kFormats[] = {
    "n",      "b",         "c",        "C",          "s",  "S",   "i",   "I",    "l",
    "L",      "g",         "u",        "U",          "vu", "tdD", "tdm", "tss:", "tsn:+08:00",
    "d:18,2", "d:18,3,64", "d:9,0,32", "d:76,2,256", "+l", "+L",  "+s",  "+w:3", ""};

struct Column {
    arrow::MadeSchema schema;
    ArrowArray array{};
};

template <class Offset>
arrow::Buffer offsets(Bytes& bytes, std::size_t step) {
    arrow::Buffer buffer(kBytes);
    auto* at = buffer.as<Offset>();
    for (std::size_t i = 0; i < kElements; ++i)
        at[i + 1] = at[i] + static_cast<Offset>(bytes.pick(step));
    if (bytes.rarely()) at[bytes.pick(kElements)] = static_cast<Offset>(bytes.pick(80)) - 2;
    return buffer;
}

arrow::Buffer views(Bytes& bytes) {
    arrow::Buffer buffer(kBytes);
    for (std::size_t i = 0; i < kElements; ++i) {
        auto* view = buffer.as<std::int32_t>() + i * 4;
        bytes.fill(view, 4);
        view[0] = bytes.rarely() ? -1 : static_cast<std::int32_t>(bytes.pick(16));
        if (view[0] > 12) {
            view[2] = static_cast<std::int32_t>(bytes.pick(3)) - 1;
            view[3] = static_cast<std::int32_t>(bytes.pick(60)) - 1;
        }
    }
    return buffer;
}

Column column(Bytes& bytes, const char* name, int depth);

// The lengths and counts that the array declares; mostly true.
void declare(Bytes& bytes, ArrowArray& array, std::int64_t rows) {
    array.offset = bytes.rarely() ? -1 : static_cast<std::int64_t>(bytes.pick(4));
    array.length = rows + static_cast<std::int64_t>(bytes.pick(3));
    array.null_count = bytes.pick(4) == 0 ? static_cast<std::int64_t>(bytes.pick(4)) - 1 : -1;
    if (array.buffers != nullptr && array.n_buffers > 0 && array.buffers[0] == nullptr)
        array.null_count = 0;
    if (!bytes.rarely()) return;
    switch (bytes.pick(6)) {
        case 0: array.length = INT64_MAX; break;
        case 1: array.offset = INT64_MAX; break;
        case 2: array.n_children += static_cast<std::int64_t>(bytes.pick(3)) - 1; break;
        case 3: array.n_buffers = std::max<std::int64_t>(0, array.n_buffers - 1); break;
        case 4: array.buffers = nullptr; break;
        default: array.children = nullptr; break;
    }
}

std::int64_t rows_at(int depth) { return 20 + 10 * depth; }

Column column(Bytes& bytes, const char* name, int depth) {
    Column made;
    const std::string format =
        depth == 0 ? "+s" : kFormats[bytes.pick(std::size(kFormats) - (depth > 3 ? 5 : 0))];
    made.schema = {format, name};
    arrow::MadeArray array;
    const arrow::Type type = arrow::parse_format(format);
    if (format != "n") {
        array.buffers.emplace_back();
        if (bytes.pick(2) != 0) {
            array.buffers[0] = arrow::Buffer(kBytes);
            bytes.fill(array.buffers[0].as<std::uint8_t>(), kElements / 8);
        }
    }
    const auto child = [&](const char* of) {
        Column inner = column(bytes, of, depth + 1);
        made.schema.children.push_back(inner.schema);
        array.children.push_back(inner.array);
    };
    switch (type.kind) {
        case arrow::Kind::null: break;
        case arrow::Kind::text:
            array.buffers.push_back(type.bytes == 4 ? offsets<std::int32_t>(bytes, 8)
                                                    : offsets<std::int64_t>(bytes, 8));
            array.buffers.emplace_back(kBytes);
            bytes.fill(array.buffers[2].as<char>(), 200);
            break;
        case arrow::Kind::text_view:
            array.buffers.push_back(views(bytes));
            array.buffers.emplace_back(kBytes);
            bytes.fill(array.buffers[2].as<char>(), 64);
            array.buffers.emplace_back(kBytes);
            array.buffers[3].as<std::int64_t>()[0] = static_cast<std::int64_t>(bytes.pick(64));
            break;
        case arrow::Kind::list:
            array.buffers.push_back(type.bytes == 4 ? offsets<std::int32_t>(bytes, 3)
                                                    : offsets<std::int64_t>(bytes, 3));
            child("item");
            break;
        case arrow::Kind::record:
            for (std::size_t i = bytes.pick(depth == 0 ? 7 : 4); i > 0; --i)
                child(kNames[bytes.pick(std::size(kNames))]);
            break;
        default:
            array.buffers.emplace_back(kBytes);
            bytes.fill(array.buffers[1].as<std::uint8_t>(), bytes.next());
            break;
    }
    if (type.kind == arrow::Kind::integer && bytes.pick(3) == 0) {
        Column values = column(bytes, "", 4);
        made.schema.dictionary = std::make_shared<arrow::MadeSchema>(values.schema);
        array.dictionary = values.array;
    }
    arrow::give(std::move(array), &made.array);
    declare(bytes, made.array, rows_at(depth > 3 ? 3 : depth) - (depth == 0 ? 5 : 0));
    return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Rulebooks rulebooks = sample::rulebook(sample::version(
        R"("require": [)" +
        sample::clause("c", "person.a || paid.exists(s, s.level == senior && s.got > cost)") + "," +
        sample::clause("d", "person.months > 3 && person.level >= junior && place != 'x'") +
        R"(], "amount": [{"id": "p", "is": "cost", "cite": "t §1"}])"));
    Bytes bytes(data, size);
    static constexpr const char* kOptions[] = {
        "", R"({"keep": ["x"], "outputs": ["causes", "range", "version"]})",
        R"({"columns": {"cost": {"unit": "fen"}}, "threads": 2})",
        R"({"columns": {"person.level": {"codes": {"0": "junior", "a": "senior"}}}})"};
    const char* options = kOptions[bytes.pick(std::size(kOptions))];
    Column table = column(bytes, "", 0);
    arrow::Owned<ArrowArray> array(&table.array);
    arrow::Owned<ArrowSchema> schema;
    arrow::give(table.schema, schema.get());
    PopulationRequest request;
    request.rules = {"r"};
    request.how.as_of = Date{20'000};
    fuzz::attempt([&] {
        const Population population = Population::bind(rulebooks, request, *schema, options);
        population.report();
        for (const std::int64_t row : {0, 7})
            fuzz::attempt([&] { Facts::from_json(rulebooks, population.facts(*array, row)); });
        ArrowArray in;
        array.move_to(&in);
        arrow::Owned<ArrowArray> out;
        population.decide(&in, out.get());
    });
    return 0;
}
