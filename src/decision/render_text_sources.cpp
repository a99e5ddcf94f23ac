// Citations of instruments.
#include "decision/render_text_sources.hpp"

#include <algorithm>

namespace bajigong {

namespace {

// "§申领对象" reads 申领对象; "§202" stays.
std::string place_text(const std::string& place) {
    constexpr std::string_view kSign = "§";
    const bool signed_place = place.starts_with(kSign);
    const bool number = signed_place && place.size() > kSign.size() && place[kSign.size()] >= '0' &&
                        place[kSign.size()] <= '9';
    return text::printable(signed_place && !number ? place.substr(kSign.size()) : place);
}

// "2022-06" reads 2022年6月.
std::string issued_text(const std::string& issued, const Words& words) {
    if (const std::optional<Date> day = Date::parse(issued)) return words.day(*day);
    const std::size_t dash = issued.find('-');
    if (!words.zh() || issued.empty()) return text::printable(issued);
    if (dash == std::string::npos) return text::printable(issued) + "年";
    const std::size_t month = issued[dash + 1] == '0' ? dash + 2 : dash + 1;
    return text::printable(issued.substr(0, dash)) + "年" + text::printable(issued.substr(month)) +
           "月";
}

}  // namespace

const Instrument* Sources::find(const std::string& rulebook, std::string_view key) const {
    for (const Rulebook& book : rulebooks_.books) {
        if (book.id == rulebook) return book.instrument(key);
    }
    return nullptr;
}

std::string Sources::mark(const Instrument& instrument) {
    auto found = std::find(listed_.begin(), listed_.end(), &instrument);
    if (found == listed_.end()) found = listed_.insert(listed_.end(), &instrument);
    return "[" + std::to_string(found - listed_.begin() + 1) + "]";
}

std::string Sources::title(const Instrument& instrument) const {
    std::string out = "《" + text::printable(instrument.title) + "》";
    if (!instrument.number.empty()) {
        out += words_.in(" (", "（") + text::printable(instrument.number) + words_.in(")", "）");
    }
    return out;
}

std::string Sources::title(const Rulebook& book, std::string_view key) const {
    const Instrument* instrument = book.instrument(key);
    return instrument == nullptr ? text::printable(key) : title(*instrument);
}

std::string Sources::number(const Rulebook& book, std::string_view key) {
    const Instrument* instrument = book.instrument(key);
    return instrument == nullptr ? std::string() : mark(*instrument);
}

std::string Sources::notes(const Basis& basis) {
    std::string out;
    for (const Citation& cite : basis.cites) {
        const Instrument* instrument = find(cite.rulebook, cite.instrument);
        if (instrument == nullptr) continue;
        out += (out.empty() ? "" : words_.in("; ", "；")) + mark(*instrument);
        const std::string place = place_text(cite.place);
        if (!place.empty()) out += " " + place;
    }
    if (!basis.derived.zh.empty()) {
        out += (out.empty() ? "" : words_.in("; ", "；")) +
               std::string(words_.in("derived: ", "推定：")) + words_.label(basis.derived);
    }
    if (basis.evidence && *basis.evidence != Evidence::official) {
        out += words_.in(", ", "，") + words_.evidence(*basis.evidence);
    }
    return out;
}

std::string Sources::full(const Basis& basis) const {
    std::string out;
    for (const Citation& cite : basis.cites) {
        const Instrument* instrument = find(cite.rulebook, cite.instrument);
        if (instrument == nullptr) continue;
        out += (out.empty() ? "" : words_.in("; ", "；")) + title(*instrument);
        const std::string place = place_text(cite.place);
        if (!place.empty()) out += words_.in(", ", "") + place;
    }
    if (out.empty() && !basis.derived.zh.empty()) out = words_.label(basis.derived);
    return out;
}

std::string Sources::list() const {
    std::string out;
    for (std::size_t i = 0; i < listed_.size(); ++i) {
        const Instrument& instrument = *listed_[i];
        out += "  [" + std::to_string(i + 1) + "] " + title(instrument);
        const std::string parts[] = {text::printable(instrument.issuer),
                                     issued_text(instrument.issued, words_)};
        for (const std::string& part : parts) {
            if (!part.empty()) out += words_.in(", ", "，") + part;
        }
        if (instrument.evidence != Evidence::official) {
            out += words_.in("; ", "；") + words_.evidence(instrument.evidence);
        }
        if (instrument.in_part) out += words_.in("; read in part", "；只读到部分内容");
        if (!instrument.note.zh.empty()) {
            out += words_.in("; ", "；") + words_.label(instrument.note);
        }
        out += '\n';
    }
    return out;
}

}  // namespace bajigong
