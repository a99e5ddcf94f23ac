// Runs a fuzz target over the files of the folders given, so that what fuzzing once found stays
// found.
//
// Linked with one fuzz target in place of libFuzzer. Exit 0 when every file was run, 1 for a folder
// that is missing or holds no file: a test that ran nothing must not pass. A crash is the target's
// own.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

// The regular files of `folder`, in byte order of their paths.
std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool replay(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) {
        std::cerr << file.string() << ": cannot be read\n";
        return false;
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: " << argv[0] << " FOLDER...\n";
        return 1;
    }
    bool complete = true;
    for (int i = 1; i < argc; ++i) {
        const fs::path folder = argv[i];
        if (!fs::is_directory(folder)) {
            std::cerr << folder.string() << ": no such folder\n";
            complete = false;
            continue;
        }
        const std::vector<fs::path> files = files_of(folder);
        std::size_t done = 0;
        for (const fs::path& file : files) done += replay(file) ? 1 : 0;
        std::cout << folder.string() << ": " << done << " of " << files.size()
                  << " files replayed\n";
        complete = complete && done == files.size() && done > 0;
    }
    return complete ? 0 : 1;
}
