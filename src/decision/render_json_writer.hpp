// Writes JSON text: members and elements with their commas, strings escaped for any use.
#pragma once

#include <string>
#include <string_view>

#include "text/json.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bajigong {

class JsonWriter {
   public:
    JsonWriter() { out_.reserve(kUsualBytes); }
    void open(char bracket) {
        separate();
        out_ += bracket;
        fresh_ = true;
    }
    void close(char bracket) {
        out_ += bracket;
        fresh_ = false;
    }
    void key(std::string_view name) {
        separate();
        text::append_json_quoted(out_, name);
        out_ += ':';
        fresh_ = true;
    }
    void raw(std::string_view json) {
        separate();
        out_ += json;
    }
    void string(std::string_view value) {
        separate();
        text::append_json_quoted(out_, value);
    }
    void string(std::string_view name, std::string_view value) {
        key(name);
        string(value);
    }
    // null for an empty string.
    void text(std::string_view name, std::string_view value) {
        key(name);
        value.empty() ? raw("null") : string(value);
    }
    void flag(std::string_view name, bool value) {
        key(name);
        raw(value ? "true" : "false");
    }
    void label(std::string_view name, const Label& label) {
        key(name);
        open('{');
        string("zh", label.zh);
        string("en", label.en);
        close('}');
    }
    // What has been written so far ends here.
    std::size_t mark() const { return out_.size(); }
    // Writes once more what stands from one mark to another: members, with the comma before them.
    void repeat(std::size_t begin, std::size_t end) {
        out_.append(out_, begin, end - begin);
        fresh_ = false;
    }
    std::string take() { return std::move(out_); }

   private:
    void separate() {
        if (!fresh_) out_ += ',';
        fresh_ = false;
    }
    static constexpr std::size_t kUsualBytes = std::size_t{16} << 10;
    std::string out_;
    bool fresh_ = true;
};

}  // namespace bajigong
