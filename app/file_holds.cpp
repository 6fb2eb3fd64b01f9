#include "app/file_holds.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyline::app {

namespace {

class FileHold final : public UnitHolds::Hold {
  public:
    FileHold(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
    FileHold(const FileHold&) = delete;
    FileHold& operator=(const FileHold&) = delete;
    ~FileHold() override {
        unlink(path_.c_str()); // while it is still locked: nobody can hold the name's old file afterwards
        close(descriptor_);
    }

  private:
    int descriptor_;
    std::filesystem::path path_;
};

// Between open and flock the last holder may have removed the name: then the lock is on a file that nobody else can
// see.
bool is_still_named(int descriptor, const std::filesystem::path& path) {
    struct stat opened {};
    struct stat named {};
    return fstat(descriptor, &opened) == 0 && stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

} // namespace

Result<std::unique_ptr<UnitHolds::Hold>> FileHolds::hold(const ChipUid& uid) {
    return hold_file("chip-" + uid.text(), ErrorCode::unit_on_other_lane, {{"uid", uid.text()}});
}

Result<std::unique_ptr<UnitHolds::Hold>> FileHolds::hold(const SerialNumber& serial) {
    return hold_file("serial-" + serial.text(), ErrorCode::serial_on_other_lane, {{"serial", serial.text()}});
}

Result<std::unique_ptr<UnitHolds::Hold>> FileHolds::hold_lane(unsigned number) {
    return hold_file("lane-" + std::to_string(number), ErrorCode::lane_busy, {{"lane", std::to_string(number)}});
}

Result<std::unique_ptr<UnitHolds::Hold>> FileHolds::hold_file(const std::string& name, ErrorCode taken,
                                                              Error::Args args) {
    const std::filesystem::path path = directory_ / (name + ".lock");
    while (true) {
        const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (descriptor < 0) {
            return fail(ErrorCode::station_unwritable, {{"path", path.string()}}, errno_text(errno));
        }
        if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int error_number = errno;
            close(descriptor);
            if (error_number == EWOULDBLOCK) {
                return fail(taken, std::move(args));
            }
            return fail(ErrorCode::station_unwritable, {{"path", path.string()}}, errno_text(error_number));
        }
        if (is_still_named(descriptor, path)) {
            return std::unique_ptr<Hold>(std::make_unique<FileHold>(descriptor, path));
        }
        close(descriptor);
    }
}

} // namespace keyline::app
