// Sources as footnotes: each document once, numbered as it is first cited.
#pragma once

#include <vector>

#include "decision/render_text_words.hpp"

namespace bajigong {

class Sources {
   public:
    Sources(const Rulebooks::Impl& rulebooks, const Words& words)
        : rulebooks_(rulebooks), words_(words) {}

    // "[1] 申领对象; [2] §11", with weak evidence of its own noted; empty if there is nothing.
    std::string notes(const Basis& basis);
    // "《title》（number）place" in full.
    std::string full(const Basis& basis) const;
    // "《title》（number）" of an instrument of `book`.
    std::string title(const Rulebook& book, std::string_view key) const;
    // "[1]" for an instrument of `book`.
    std::string number(const Rulebook& book, std::string_view key);
    // The numbered documents, a line each, with issuer, date and what was read of them.
    std::string list() const;

   private:
    const Instrument* find(const std::string& rulebook, std::string_view key) const;
    std::string mark(const Instrument& instrument);
    std::string title(const Instrument& instrument) const;

    const Rulebooks::Impl& rulebooks_;
    const Words& words_;
    std::vector<const Instrument*> listed_;
};

}  // namespace bajigong
