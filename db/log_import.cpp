#include "db/log_import.h"

#include "db/checkpoint.h"

#include <cerrno>
#include <fstream>

namespace keyline::db {

namespace {

constexpr std::size_t page_entries_max = 4'096;

tl::unexpected<Error> unsound(std::string reason) {
    return fail(ErrorCode::audit_unsound, {{"reason", std::move(reason)}});
}

// Page by page; the newest page's ends are reported again: some may have come after the last report.
class Importer {
  public:
    explicit Importer(StationAuditLog& log) : log_(log) {}

    Status read(std::istream& lines) {
        for (std::string line; std::getline(lines, line);) {
            if (lines.eof()) {
                return unsound("its last line has no end");
            }
            if (line.size() > entry_size_bytes_max) {
                return unsound("a line is too long to be an entry");
            }
            page_.push_back(std::move(line));
            if (page_.size() < page_entries_max) {
                continue;
            }
            if (auto written = write_before(); !written) {
                return written;
            }
            before_ = std::exchange(page_, {});
        }
        if (lines.bad()) {
            return fail(ErrorCode::file_io, {{"reason", "cannot be read"}});
        }
        if (auto written = write_before(); !written) {
            return written;
        }
        return log_.append_archived(page_, StationAuditLog::Reported::no);
    }

  private:
    Status write_before() { return log_.append_archived(before_, StationAuditLog::Reported::yes); }

    StationAuditLog& log_;
    std::vector<std::string> before_;
    std::vector<std::string> page_;
};

Status check_whole(StationAuditLog& log, const std::string& checkpoint) {
    const auto archived = read_checkpoint(checkpoint);
    const auto size = archived ? log.size() : Result<std::uint64_t>(archived.failure());
    if (!size) {
        return size.failure();
    }
    return *size >= archived->size ? Status()
                                   : unsound("it is not whole: it has " + std::to_string(*size) + " of the " +
                                             std::to_string(archived->size) + " entries that were archived");
}

} // namespace

Status import_log(StationAuditLog& log, const std::filesystem::path& entries, std::string_view vkey,
                  const std::string& checkpoint) {
    std::error_code error;
    std::ifstream lines(entries, std::ios::binary);
    if (!std::filesystem::is_regular_file(entries, error) || !lines) {
        return fail(ErrorCode::file_missing, {{"path", entries.string()}}, error ? error.message() : errno_text(errno));
    }
    Status done = Importer(log).read(lines);
    done = done ? check_whole(log, checkpoint) : done;
    done = done ? log.pin_key(vkey) : done;
    done = done ? log.store_checkpoint(checkpoint) : done;
    const auto size = done ? log.size() : Result<std::uint64_t>(done.failure());
    const auto archived = size ? log.archived_size() : size;
    if (!archived) {
        return archived.failure();
    }
    if (*size != *archived) {
        return unsound("it has more entries than the " + std::to_string(*archived) + " that were archived");
    }
    const auto recorded = log.append({"station.restored", {}, {}, {}, {}, {}, {{"entries", std::to_string(*size)}}});
    return recorded ? Status() : Status(recorded.failure());
}

} // namespace keyline::db
