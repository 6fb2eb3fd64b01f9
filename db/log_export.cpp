#include "db/log_export.h"

#include "db/entry_csv.h"
#include "db/export_directory.h"
#include "db/export_names.h"
#include "db/proof.h"

namespace keyline::db {

namespace {
namespace fs = std::filesystem;

tl::unexpected<Error> unsound_entry(std::uint64_t entry, std::string reason) {
    return fail(ErrorCode::audit_unsound, {{"reason", std::move(reason)}, {"entry", std::to_string(entry)}});
}

// The files of an export, page by page.
class ExportWriter {
  public:
    ExportWriter(ExportDirectory& directory, const ExportOptions& options) : directory_(directory), options_(options) {}

    Status begin() {
        for (const std::string_view name : {entries_name, hashes_name}) {
            if (auto added = directory_.add(std::string(name)); !added) {
                return added;
            }
        }
        return options_.csv == Spreadsheet::yes ? directory_.add("entries.csv", csv_header()) : Status();
    }

    Status write(const std::vector<std::string>& page) {
        std::string lines;
        std::string hashes;
        std::string csv;
        for (const std::string& leaf : page) {
            const Hash hash = leaf_hash(as_bytes(leaf));
            hashes += as_text(hash);
            if (auto chosen = choose(leaf, lines, csv); !chosen) {
                return chosen;
            }
            const auto ignore = [](unsigned, std::uint64_t, const Hash&) { return Status{}; };
            if (auto grown = frontier_.append(hash, ignore); !grown) {
                return grown;
            }
        }
        auto written = directory_.write(0, lines);
        written = written ? directory_.write(1, hashes) : written;
        return written && !csv.empty() ? directory_.write(2, csv) : written;
    }

    const Frontier& frontier() const { return frontier_; }
    std::uint64_t entries() const { return entries_; }

  private:
    Status choose(const std::string& leaf, std::string& lines, std::string& csv) {
        if (!options_.filter.is_everything() || options_.csv == Spreadsheet::yes) {
            const auto entry = parse_entry(leaf);
            if (!entry) {
                return unsound_entry(frontier_.size(), "not an entry: " + std::string(entry.error().arg("reason")));
            }
            if (!options_.filter.matches(*entry)) {
                return {};
            }
            csv += options_.csv == Spreadsheet::yes ? csv_line(*entry) : std::string();
        }
        lines += leaf + '\n';
        ++entries_;
        return {};
    }

    ExportDirectory& directory_;
    const ExportOptions& options_;
    Frontier frontier_;
    std::uint64_t entries_ = 0;
};

Status write_entries(StationAuditLog& log, const Checkpoint& checkpoint, ExportWriter& writer,
                     const Progress& progress) {
    if (auto begun = writer.begin(); !begun) {
        return begun;
    }
    const Frontier& frontier = writer.frontier();
    while (frontier.size() < checkpoint.size) {
        const auto page = log.entries(frontier.size(), checkpoint.size - frontier.size());
        if (!page) {
            return page.failure();
        }
        if (page->empty()) {
            return fail(ErrorCode::audit_unsound, {{"reason", "entries that the checkpoint covers are missing"}});
        }
        if (auto written = writer.write(*page); !written) {
            return written;
        }
        if (progress && !progress(frontier.size(), checkpoint.size)) {
            return fail(ErrorCode::stopped);
        }
    }
    if (frontier.root() != checkpoint.root) {
        return fail(ErrorCode::audit_unsound, {{"reason", "the signed checkpoint is over other entries than these"}});
    }
    return {};
}

// What an export ends with: the newest checkpoint, checked, and the key that it verifies with.
struct Signed {
    std::string note;
    std::string vkey;
    Checkpoint checkpoint;
};

Result<Signed> newest_checkpoint(StationAuditLog& log) {
    const auto note = log.checkpoint();
    const auto vkey = log.pinned_key();
    if (!note || !vkey) {
        return note ? vkey.failure() : note.failure();
    }
    if (!*note || !*vkey) {
        return fail(ErrorCode::audit_not_signed);
    }
    const auto key = VerifierKey::parse(**vkey);
    if (!key) {
        return key.failure();
    }
    auto checkpoint = open_checkpoint(**note, *key);
    if (!checkpoint) {
        return checkpoint.failure();
    }
    return Signed{**note, **vkey, std::move(*checkpoint)};
}

} // namespace

Result<ExportReport> export_log(StationAuditLog& log, const fs::path& directory, const ExportOptions& options) {
    const auto signed_by = newest_checkpoint(log);
    if (!signed_by) {
        return signed_by.failure();
    }
    auto files = ExportDirectory::create(directory);
    if (!files) {
        return files.failure();
    }
    ExportWriter writer(*files, options);
    Status written = write_entries(log, signed_by->checkpoint, writer, options.progress);
    if (written && !options.filter.is_everything()) {
        written = files->add(std::string(filter_name), text_of(options.filter) + "\n");
    }
    written = written ? files->add(std::string(key_name), signed_by->vkey + "\n") : written;
    written = written ? files->add(std::string(checkpoint_name), signed_by->note) : written;
    written = written ? files->finish() : written;
    if (!written) {
        return written.failure();
    }
    return ExportReport{writer.entries(), signed_by->checkpoint.size, signed_by->note};
}

Result<UnitProof> prove_unit(StationAuditLog& log, const SerialNumber& serial) {
    const auto unit = log.unit_with(serial);
    if (!unit) {
        return unit.failure();
    }
    if (!*unit) {
        return fail(ErrorCode::unit_unknown, {{"serial", serial.text()}});
    }
    const std::uint64_t index = (*unit)->seq;
    const auto signed_by = newest_checkpoint(log);
    if (!signed_by) {
        return signed_by.failure();
    }
    const Checkpoint& checkpoint = signed_by->checkpoint;
    if (index >= checkpoint.size) {
        return fail(ErrorCode::audit_not_signed);
    }
    const auto entry = log.entries(index, 1);
    const auto hashes = log.inclusion_proof(index, checkpoint.size);
    if (!entry || !hashes) {
        return entry ? hashes.failure() : entry.failure();
    }
    if (entry->empty() ||
        !inclusion_holds(leaf_hash(as_bytes(entry->front())), index, checkpoint.size, *hashes, checkpoint.root)) {
        return unsound_entry(index, "the signed checkpoint is over other entries than these");
    }
    return UnitProof{index, entry->front(), checkpoint.size, format_proof(index, *hashes, signed_by->note),
                     signed_by->vkey};
}

Result<UnitProof> export_proof(StationAuditLog& log, const SerialNumber& serial, const fs::path& directory) {
    auto proof = prove_unit(log, serial);
    if (!proof) {
        return proof;
    }
    auto files = ExportDirectory::create(directory);
    if (!files) {
        return files.failure();
    }
    Status written = files->add("entry.json", proof->entry);
    written = written ? files->add(std::string(key_name), proof->vkey + "\n") : written;
    written = written ? files->add("entry.tlog-proof", proof->proof) : written;
    written = written ? files->finish() : written;
    return written ? proof : written.failure();
}

} // namespace keyline::db
