// A population as a stream: arrays are pulled one for one, and what fails is told through it.
#include <cerrno>

#include <gtest/gtest.h>

#include "bajigong/population.hpp"

#include "decision/sample.hpp"
#include "tables.hpp"

namespace bajigong {
namespace {

using columns::Made;

Rulebooks rules() {
    return sample::rulebook(
        sample::version(R"("require": [)" + sample::clause("c", "person.a") + "]"));
}

Made two_rows() { return tables::of(2, columns::truths("person.a", {true, std::nullopt})); }

// A stream of arrays; the one numbered `fail_at` fails.
struct Source {
    std::vector<Made> arrays;
    std::size_t next = 0;
    int fail_at = -1;
    int released = 0;
};

void open(Source& source, ArrowArrayStream* out) {
    *out = ArrowArrayStream{};
    out->private_data = &source;
    out->get_schema = [](ArrowArrayStream* s, ArrowSchema* schema) {
        *schema = static_cast<Source*>(s->private_data)->arrays.front().give_schema();
        return 0;
    };
    out->get_next = [](ArrowArrayStream* s, ArrowArray* array) {
        auto& own = *static_cast<Source*>(s->private_data);
        if (static_cast<int>(own.next) == own.fail_at) return EIO;
        *array = ArrowArray{};
        if (own.next < own.arrays.size()) own.arrays[own.next++].array.move_to(array);
        return 0;
    };
    out->get_last_error = [](ArrowArrayStream*) { return "the disk is\ngone"; };
    out->release = [](ArrowArrayStream* s) {
        ++static_cast<Source*>(s->private_data)->released;
        s->release = nullptr;
    };
}

TEST(Stream, PullsOneArrayForOne) {
    Source source;
    for (int i = 0; i < 3; ++i) source.arrays.push_back(two_rows());
    ArrowArrayStream in, out;
    open(source, &in);
    std::vector<std::uint64_t> told;
    decide_stream(rules(), tables::request(), &in, &out, "", [&](std::uint64_t rows) {
        told.push_back(rows);
        return true;
    });
    EXPECT_EQ(in.release, nullptr);
    EXPECT_EQ(source.next, 0u);
    for (std::size_t i = 0; i < 3; ++i) {
        arrow::Owned<ArrowArray> array;
        ASSERT_EQ(out.get_next(&out, array.get()), 0);
        EXPECT_EQ(array->length, 2);
        EXPECT_EQ(source.next, i + 1);
    }
    for (int i = 0; i < 2; ++i) {
        ArrowArray end{};
        ASSERT_EQ(out.get_next(&out, &end), 0);
        EXPECT_EQ(end.release, nullptr);
    }
    EXPECT_EQ(told, (std::vector<std::uint64_t>{2, 4, 6}));
    out.release(&out);
    EXPECT_EQ(source.released, 1);
}

TEST(Stream, PassesErrorsOn) {
    Source source;
    source.arrays.push_back(two_rows());
    source.fail_at = 1;
    ArrowArrayStream in, out;
    open(source, &in);
    decide_stream(rules(), tables::request(), &in, &out);
    arrow::Owned<ArrowArray> array;
    ASSERT_EQ(out.get_next(&out, array.get()), 0);
    ArrowArray none{};
    EXPECT_EQ(out.get_next(&out, &none), EIO);
    EXPECT_STREQ(out.get_last_error(&out), "the disk is\\u000agone");
    out.release(&out);
    EXPECT_EQ(source.released, 1);
}

TEST(Stream, IsReleasedWhereBindingFails) {
    Source source;
    source.arrays.push_back(columns::record("", {}, 0));
    ArrowArrayStream in, out{};
    open(source, &in);
    EXPECT_THROW(decide_stream(rules(), tables::request(), &in, &out, R"({"keep": ["x"]})"),
                 Failure);
    EXPECT_EQ(source.released, 1);
    EXPECT_EQ(in.release, nullptr);
    EXPECT_EQ(out.release, nullptr);
}

TEST(Stream, SaysThatItWasStopped) {
    Source source;
    source.arrays.push_back(two_rows());
    ArrowArrayStream in, out;
    open(source, &in);
    decide_stream(rules(), tables::request(), &in, &out, "", [](std::uint64_t) { return false; });
    ArrowArray none{};
    EXPECT_EQ(out.get_next(&out, &none), ECANCELED);
    EXPECT_NE(std::string(out.get_last_error(&out)).find("P013"), std::string::npos);
    out.release(&out);
}

}  // namespace
}  // namespace bajigong
