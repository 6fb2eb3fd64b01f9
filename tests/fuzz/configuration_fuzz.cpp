// Any bytes as station.toml, keyd.toml and a profile: read, or refused with the file's name.
#include "app/keyd_config.h"
#include "app/station_profile.h"
#include "tests/fuzz/require.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>

using namespace keyline;
using namespace keyline::app;

namespace {

namespace fs = std::filesystem;

// One for the whole run, and gone after it.
class Directory {
  public:
    Directory() {
        std::string name = (fs::temp_directory_path() / "configuration_fuzz.XXXXXX").string();
        require(mkdtemp(name.data()) != nullptr);
        path_ = name;
        fs::create_directory(path_ / "profiles");
    }
    ~Directory() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

template <class Value>
void check(const Result<Value>& read, const fs::path& path) {
    require(read || (!read.error().args.empty() && read.error().arg("path") == path.string()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Directory directory;
    const fs::path file = directory.path() / "station.toml";
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    check(read_keyd_config(file), file);
    const auto setup = read_station_setup(directory.path());
    check(setup, file);
    if (setup) {
        for (const LaneSetup& lane : setup->lanes) {
            require(lane.number >= 1 && lane.number <= StationSetup::lane_number_max);
        }
    }
    // A station whose profile this is.
    static const ProfileName any = *ProfileName::parse("any");
    static const StationSetup around{directory.path(), *StationId::parse("s"), *Name::parse("development"), {}, {}, {}};
    fs::rename(file, around.profile_path(any));
    const auto profile = read_profile(around, any);
    check(profile, around.profile_path(any));
    require(!profile || (profile->table_size_bytes >= SubstitutionTable::size_bytes_min &&
                         profile->table_size_bytes <= SubstitutionTable::size_bytes_max));
    return 0;
}
