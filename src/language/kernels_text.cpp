// Texts: compared and searched by their bytes, which for UTF-8 is by their characters.
#include <cstring>

#include "bajigong/identifier.hpp"

#include "language/kernels.hpp"
#include "text/json.hpp"

namespace bajigong::language {

namespace {

// Joined texts are no longer; beyond it is a fault. Twice itself a hundred times is no memory.
constexpr std::size_t kMaxTextBytes = 64 * 1024;

template <class Test>
Column test(const Operands& in, Test test) {
    Output out(in.arena, {in.a, in.b}, in.rows);
    Word* truths = out.truths();
    for (std::size_t w = 0; w < words_for(out.rows()); ++w) truths[w] = 0;
    for (std::size_t i = 0; i < out.rows(); ++i) {
        if (out.is_known(i) && test(in.a->texts[in.a->at(i)], in.b->texts[in.b->at(i)]))
            set_bit(truths, i);
    }
    return out.finish();
}

}  // namespace

Column run_text(const Operands& in) {
    using View = std::string_view;
    switch (in.instruction.op) {
        case Op::starts_with: return test(in, [](View x, View y) { return x.starts_with(y); });
        case Op::ends_with: return test(in, [](View x, View y) { return x.ends_with(y); });
        case Op::contains: return test(in, [](View x, View y) { return x.find(y) != View::npos; });
        case Op::in_place: return test(in, [](View x, View y) { return in_place(x, y); });
        case Op::text_size: {
            Output out(in.arena, {in.a}, in.rows);
            std::int64_t* numbers = out.numbers();
            for (std::size_t i = 0; i < out.rows(); ++i) {
                numbers[i] =
                    out.is_known(i)
                        ? static_cast<std::int64_t>(text::utf8_length(in.a->texts[in.a->at(i)]))
                        : 0;
            }
            return out.finish();
        }
        default: {
            Output out(in.arena, {in.a, in.b}, in.rows);
            View* texts = out.texts();
            for (std::size_t i = 0; i < out.rows(); ++i) {
                texts[i] = {};
                if (!out.is_known(i)) continue;
                const View x = in.a->texts[in.a->at(i)];
                const View y = in.b->texts[in.b->at(i)];
                if (x.size() + y.size() > kMaxTextBytes) {
                    out.fail(i);
                    continue;
                }
                char* joined = in.arena.array<char>(x.size() + y.size());
                if (!x.empty()) std::memcpy(joined, x.data(), x.size());
                if (!y.empty()) std::memcpy(joined + x.size(), y.data(), y.size());
                texts[i] = View(joined, x.size() + y.size());
            }
            return out.finish();
        }
    }
}

}  // namespace bajigong::language
