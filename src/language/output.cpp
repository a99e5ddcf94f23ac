// The output column of a strict operation.
#include "language/kernels.hpp"

namespace bajigong::language {

namespace {

// A constant operand's bit stands for every row.
Word spread(const Column& column, const Word* bits, std::size_t word) {
    if (!column.constant) return bits[word];
    return (bits[0] & 1) != 0 ? ~Word{0} : Word{0};
}

}  // namespace

Output::Output(Arena& arena, std::initializer_list<const Column*> operands, std::size_t rows)
    : arena_(arena), rows_(rows) {
    column_.constant = true;
    const Column* only = nullptr;  // the single operand that has bitmaps
    int marked = 0;
    bool faults = false;
    for (const Column* operand : operands) {
        if (operand == nullptr) continue;
        column_.constant = column_.constant && operand->constant;
        if (operand->known == nullptr && operand->fault == nullptr) continue;
        only = operand;
        ++marked;
        faults = faults || operand->fault != nullptr;
    }
    if (column_.constant) rows_ = 1;
    if (marked == 0) return;
    if (marked == 1 && only->constant == column_.constant) {
        column_.known = only->known;
        column_.fault = only->fault;
        return;
    }
    const std::size_t words = words_for(rows_);
    known_ = arena.array<Word>(words);
    fault_ = faults ? arena.array<Word>(words) : nullptr;
    for (std::size_t w = 0; w < words; ++w) {
        Word known = ~Word{0};
        Word fault = 0;
        for (const Column* operand : operands) {
            if (operand == nullptr) continue;
            if (operand->known != nullptr) known &= spread(*operand, operand->known, w);
            if (operand->fault != nullptr) fault |= spread(*operand, operand->fault, w);
        }
        known_[w] = known & ~fault;
        if (fault_ != nullptr) fault_[w] = fault;
    }
    column_.known = known_;
    column_.fault = fault_;
}

std::int64_t* Output::numbers() {
    auto* values = arena_.array<std::int64_t>(rows_);
    column_.numbers = values;
    return values;
}

std::int64_t* Output::seconds() {
    auto* values = arena_.array<std::int64_t>(rows_);
    column_.seconds = values;
    return values;
}

Word* Output::truths() {
    auto* bits = arena_.array<Word>(words_for(rows_));
    column_.truths = bits;
    return bits;
}

std::string_view* Output::texts() {
    auto* values = arena_.array<std::string_view>(rows_);
    column_.texts = values;
    return values;
}

void Output::own_known() {
    if (known_ != nullptr) return;
    const std::size_t words = words_for(rows_);
    known_ = arena_.array<Word>(words);
    for (std::size_t w = 0; w < words; ++w) {
        Word known = column_.known == nullptr ? ~Word{0} : column_.known[w];
        if (column_.fault != nullptr) known &= ~column_.fault[w];
        known_[w] = known;
    }
    column_.known = known_;
}

void Output::fail(std::size_t row) {
    if (!is_known(row)) return;
    doubt(row);
    if (fault_ == nullptr) {
        fault_ = column_.fault == nullptr ? arena_.zero_bits(rows_)
                                          : arena_.copy_bits(column_.fault, rows_);
        column_.fault = fault_;
    }
    set_bit(fault_, row);
}

void Output::doubt(std::size_t row) {
    if (!is_known(row)) return;
    own_known();
    clear_bit(known_, row);
}

}  // namespace bajigong::language
