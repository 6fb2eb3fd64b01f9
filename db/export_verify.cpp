#include "db/export_names.h"
#include "db/log_export.h"

#include <array>
#include <fstream>

namespace keyline::db {

namespace {
namespace fs = std::filesystem;
constexpr std::uint64_t progress_entries = 4'096;
constexpr std::size_t vkey_size_bytes_max = 1'024;

tl::unexpected<Error> unsound(std::string reason) {
    return fail(ErrorCode::audit_unsound, {{"reason", std::move(reason)}});
}

tl::unexpected<Error> unsound_entry(std::uint64_t entry, std::string reason) {
    return fail(ErrorCode::audit_unsound, {{"reason", std::move(reason)}, {"entry", std::to_string(entry)}});
}

Result<std::ifstream> open_file(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) { // a pipe would hold us
        return fail(ErrorCode::file_missing, {{"path", path.string()}}, error ? error.message() : "it is no file");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be read"}});
    }
    return file;
}

Result<std::string> small_file(const fs::path& path, std::size_t size_bytes_max) {
    auto file = open_file(path);
    if (!file) {
        return file.failure();
    }
    std::string text(size_bytes_max + 1, '\0');
    file->read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file->gcount()));
    return text.size() > size_bytes_max ? Result<std::string>(unsound(path.filename().string() + " is too long"))
                                        : text;
}

enum class Extent { whole, part };

// Says where an export was changed: each leaf's hash stands in a file of its own, and all of them make the root.
class ExportVerifier {
  public:
    ExportVerifier(std::ifstream entries, std::ifstream hashes, Checkpoint checkpoint, AnchorCheck anchors,
                   Extent extent)
        : entries_(std::move(entries)), hashes_(std::move(hashes)), checkpoint_(std::move(checkpoint)),
          anchors_(std::move(anchors)), extent_(extent) {}

    Result<ExportCheck> verify(const Progress& progress) {
        if (auto next = read_line(); !next) {
            return next.failure();
        }
        while (frontier_.size() < checkpoint_.size) {
            if (auto verified = verify_leaf(); !verified) {
                return verified.failure();
            }
            if (progress && frontier_.size() % progress_entries == 0 && !progress(frontier_.size(), checkpoint_.size)) {
                return fail(ErrorCode::stopped);
            }
        }
        if (hashes_.peek() != std::ifstream::traits_type::eof()) {
            return unsound("leaf-hashes is longer than what was signed");
        }
        if (entry_) {
            return unsound_entry(entry_->seq, "inserted: it is none of those that were signed");
        }
        if (frontier_.root() != checkpoint_.root) {
            return unsound("the signed checkpoint is over other entries than these");
        }
        if (auto held = anchors_.finish(frontier_.size()); !held) {
            return held.failure();
        }
        return ExportCheck{checkpoint_.origin, lines_, frontier_.size(), frontier_.root(), anchors_.held()};
    }

  private:
    // The next line, if there is one.
    Status read_line() {
        entry_.reset();
        if (entries_.peek() == std::ifstream::traits_type::eof()) {
            return {};
        }
        std::array<char, entry_size_bytes_max + 2> text{};
        entries_.getline(text.data(), text.size());
        if (entries_.eof() || entries_.fail()) {
            return unsound("entries.jsonl was cut off: line " + std::to_string(lines_ + 1) + " has no end");
        }
        line_.assign(text.data(), static_cast<std::size_t>(entries_.gcount()) - 1);
        auto entry = parse_entry(line_);
        if (!entry) {
            return unsound("line " + std::to_string(lines_ + 1) +
                           " of entries.jsonl is not an entry: " + std::string(entry.error().arg("reason")));
        }
        entry_ = std::move(*entry);
        return {};
    }

    Status verify_leaf() {
        Hash hash{};
        hashes_.read(reinterpret_cast<char*>(hash.data()), hash.size());
        const std::uint64_t seq = frontier_.size();
        if (hashes_.gcount() != static_cast<std::streamsize>(hash.size())) {
            return unsound("leaf-hashes was cut off: " + std::to_string(checkpoint_.size) + " entries were signed");
        }
        if (entry_ && entry_->seq < seq) {
            return unsound_entry(entry_->seq, "stands in the wrong place, twice, or was inserted");
        }
        if (entry_ && entry_->seq == seq) {
            if (leaf_hash(as_bytes(line_)) != hash) {
                return unsound_entry(seq, "its bytes are not those whose hash was exported");
            }
            ++lines_;
            if (auto next = read_line(); !next) {
                return next;
            }
        } else if (extent_ == Extent::whole) {
            return unsound_entry(seq, "removed: entries.jsonl lacks it");
        }
        const auto ignore = [](unsigned, std::uint64_t, const Hash&) { return Status{}; };
        if (auto grown = frontier_.append(hash, ignore); !grown) {
            return grown;
        }
        return anchors_.next() == frontier_.size() ? anchors_.at(frontier_.root()) : Status();
    }

    std::ifstream entries_;
    std::ifstream hashes_;
    Checkpoint checkpoint_;
    AnchorCheck anchors_;
    Frontier frontier_;
    std::string line_;
    std::optional<Entry> entry_; // of line_: not verified yet
    std::uint64_t lines_ = 0;
    Extent extent_;
};

} // namespace

Result<ExportCheck> verify_export(const fs::path& directory, const LogAnchors& anchors, const Progress& progress) {
    auto vkey = small_file(directory / key_name, vkey_size_bytes_max);
    const auto note = small_file(directory / checkpoint_name, note_size_bytes_max);
    auto entries = open_file(directory / entries_name);
    auto hashes = open_file(directory / hashes_name);
    if (!vkey || !note || !entries || !hashes) {
        return !vkey ? vkey.failure() : !note ? note.failure() : !entries ? entries.failure() : hashes.failure();
    }
    if (vkey->ends_with('\n')) {
        vkey->pop_back();
    }
    const auto key = VerifierKey::parse(*vkey);
    if (!key) {
        return key.failure();
    }
    auto anchored = AnchorCheck::create(anchors, key->origin(), *vkey);
    if (!anchored) {
        return anchored.failure();
    }
    auto checkpoint = open_checkpoint(*note, *key);
    if (!checkpoint) {
        return checkpoint.failure();
    }
    const Extent extent = fs::exists(directory / filter_name) ? Extent::part : Extent::whole;
    return ExportVerifier(std::move(*entries), std::move(*hashes), std::move(*checkpoint), std::move(*anchored), extent)
        .verify(progress);
}

} // namespace keyline::db
