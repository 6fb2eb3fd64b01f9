// How far a stopped verification of a log has come: a JSON file of mode 0600 beside the station's other files. It says
// nothing to anybody else. Threads: one at a time.
#pragma once

#include "db/merkle.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace keyline::db {

struct ResumeState {
    std::string origin;
    Frontier frontier{};
    std::uint64_t nodes = 0;
    nlohmann::json units; // UnitReplay::state(); null in keyd's log
};

// none when there is no file, or one that is of no use: then all is looked at again.
std::optional<ResumeState> read_resume_file(const std::filesystem::path& path, const std::string& origin);
Status write_resume_file(const std::filesystem::path& path, const ResumeState& state); // file_io {path, reason}

} // namespace keyline::db
