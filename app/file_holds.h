// UnitHolds of a station: one lock file for each chip and serial number in work, under RUN/, so that other processes of
// the same station see them. A hold ends with its process, however that ends. Threads: any.
#pragma once

#include "provisioning/ports/unit_holds.h"

#include <filesystem>

namespace keyline::app {

class FileHolds final : public UnitHolds {
  public:
    // `directory` is there and writable.
    explicit FileHolds(std::filesystem::path directory) : directory_(std::move(directory)) {}

    Result<std::unique_ptr<Hold>> hold(const ChipUid& uid) override;
    Result<std::unique_ptr<Hold>> hold(const SerialNumber& serial) override;
    // lane_busy: another process works on it.
    Result<std::unique_ptr<Hold>> hold_lane(unsigned number);

  private:
    Result<std::unique_ptr<Hold>> hold_file(const std::string& name, ErrorCode taken, Error::Args args);

    std::filesystem::path directory_;
};

} // namespace keyline::app
