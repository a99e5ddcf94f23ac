// Errors: the owned object, and which status a thing thrown comes to.
#include <exception>
#include <memory>
#include <new>
#include <string>

#include "capi/src/arguments.hpp"

namespace {

struct Told {
    std::string code, zh, en;
    bajigong::Place place;
};

}  // namespace

struct bjg_error {
    std::int32_t status = BJG_E_INTERNAL;
    std::vector<Told> problems;
};

namespace bajigong::capi {
namespace {

// Where there is no memory for an error, this one is handed out. It is nobody's and never freed.
const bjg_error* no_memory() noexcept {
    static const bjg_error* const kError = []() noexcept -> const bjg_error* {
        try {
            const Problem problem{"A017", {}, {}};
            // Made once, for the life of the process.
            return new bjg_error{
                BJG_E_MEMORY,
                {{problem.code, problem.message(Language::zh), problem.message(Language::en), {}}}};
        } catch (...) {
            return nullptr;
        }
    }();
    return kError;
}

// Made while there is memory.
[[maybe_unused]] const bjg_error* const kMadeEarly = no_memory();

// What is wrong with the store is not the caller's input; what is wrong with a request to it is.
std::int32_t status_of(const Problem& problem) {
    const std::string& code = problem.code;
    if (code == "B022") return BJG_E_STATE;
    if (code == "P013") return BJG_E_CANCELLED;
    if (code == "B025" || code == "B029") return BJG_E_INPUT;
    return code.starts_with("B02") || code.starts_with("B03") ? BJG_E_STORE : BJG_E_INPUT;
}

std::int32_t tell(std::int32_t status, const std::vector<Problem>& problems,
                  bjg_error** err) noexcept {
    if (err == nullptr) return status;
    try {
        auto error = std::make_unique<bjg_error>();
        error->status = status;
        for (const Problem& problem : problems) {
            error->problems.push_back({problem.code, problem.message(Language::zh),
                                       problem.message(Language::en), problem.place});
        }
        *err = error.release();
        return status;
    } catch (...) {
        *err = const_cast<bjg_error*>(no_memory());
        return BJG_E_MEMORY;
    }
}

std::int32_t tell(std::int32_t status, const char* code, bjg_error** err) noexcept {
    try {
        return tell(status, {Problem{code, {}, {}}}, err);
    } catch (...) {
        if (err != nullptr) *err = const_cast<bjg_error*>(no_memory());
        return BJG_E_MEMORY;
    }
}

}  // namespace

void refuse(std::int32_t status, Problem problem) { throw Refusal{status, {std::move(problem)}}; }

std::int32_t report(bjg_error** err) noexcept {
    try {
        throw;
    } catch (const Refusal& refusal) {
        return tell(refusal.status, refusal.problems, err);
    } catch (const Failure& failure) {
        return tell(status_of(failure.problems().front()), failure.problems(), err);
    } catch (const std::bad_alloc&) {
        if (err != nullptr) *err = const_cast<bjg_error*>(no_memory());
        return BJG_E_MEMORY;
    } catch (...) {
        // Whatever it says may hold a value of the input.
        return tell(BJG_E_INTERNAL, "A018", err);
    }
}

}  // namespace bajigong::capi

namespace {

const Told* problem_at(const bjg_error* error, std::size_t i) noexcept {
    return error != nullptr && i < error->problems.size() ? &error->problems[i] : nullptr;
}

const char* lend_of(const std::string* text, std::size_t* out_size) noexcept {
    return text == nullptr ? bajigong::capi::lend_nothing(out_size)
                           : bajigong::capi::lend(*text, out_size);
}

}  // namespace

std::int32_t bjg_error_status(const bjg_error* error) {
    return error == nullptr ? BJG_OK : error->status;
}

std::size_t bjg_error_count(const bjg_error* error) {
    return error == nullptr ? 0 : error->problems.size();
}

const char* bjg_error_code(const bjg_error* error, std::size_t i, std::size_t* out_size) {
    const Told* told = problem_at(error, i);
    return lend_of(told == nullptr ? nullptr : &told->code, out_size);
}

const char* bjg_error_message(const bjg_error* error, std::size_t i, std::int32_t language,
                              std::size_t* out_size) {
    const Told* told = problem_at(error, i);
    if (told == nullptr) return lend_of(nullptr, out_size);
    return lend_of(language == BJG_ZH ? &told->zh : &told->en, out_size);
}

const char* bjg_error_file(const bjg_error* error, std::size_t i, std::size_t* out_size) {
    const Told* told = problem_at(error, i);
    return lend_of(told == nullptr ? nullptr : &told->place.file, out_size);
}

const char* bjg_error_pointer(const bjg_error* error, std::size_t i, std::size_t* out_size) {
    const Told* told = problem_at(error, i);
    return lend_of(told == nullptr ? nullptr : &told->place.pointer, out_size);
}

std::int32_t bjg_error_line(const bjg_error* error, std::size_t i) {
    const Told* told = problem_at(error, i);
    return told == nullptr ? 0 : told->place.line;
}

std::int32_t bjg_error_column(const bjg_error* error, std::size_t i) {
    const Told* told = problem_at(error, i);
    return told == nullptr ? 0 : told->place.column;
}

void bjg_error_free(bjg_error* error) {
    if (error != bajigong::capi::no_memory()) delete error;
}
