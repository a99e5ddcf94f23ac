// For tests of the tool: runs commands in this process or as a program, and makes files for them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bajigong::tool_test {

struct Result {
    int status = -1;
    std::string out, err;
    std::string all() const { return out + err; }
};

// The command in this process.
Result run(const std::vector<std::string>& arguments, const std::string& input = "");
// The built command as a program of its own.
Result run_program(const std::vector<std::string>& arguments, const std::string& input = "");

// A folder of its own, gone at the end.
class Folder {
   public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();
    std::string path() const { return path_.string(); }
    // Writes a file, with the folders above it; returns its path.
    std::string write(const std::string& name, const std::string& bytes) const;
    std::string read(const std::string& name) const;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

   private:
    std::filesystem::path path_;
};

// A folder with a vocabulary and one rulebook of one rule, `grant`: at least 12 months of work, not
// barred, once a kind; 1000.00 yuan by half, or in full by another reading.
void write_rulebook(const Folder& folder);
// Facts that are granted 1000.00 where the reading `rate` is `full`.
extern const char* const kFacts;

}  // namespace bajigong::tool_test
