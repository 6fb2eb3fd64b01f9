#include "db/proof.h"

#include <charconv>

namespace keyline::db {

namespace {
constexpr std::string_view proof_header = "c2sp.org/tlog-proof@v1"; // C2SP tlog-proof

tl::unexpected<Error> unsound(std::string reason) {
    return fail(ErrorCode::audit_unsound, {{"reason", "proof: " + std::move(reason)}});
}

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}
} // namespace

std::string format_proof(std::uint64_t index, const std::vector<Hash>& hashes, const std::string& note) {
    std::string text = std::string(proof_header) + "\nindex " + std::to_string(index) + "\n";
    for (const Hash& hash : hashes) {
        text += to_base64(hash) + "\n";
    }
    return text + "\n" + note;
}

Result<ProvedEntry> open_proof(std::string_view entry, std::string_view proof, const VerifierKey& key) {
    constexpr std::string_view index_name = "index ";
    if (proof.size() > proof_size_bytes_max || take_line(proof) != proof_header) {
        return unsound("not a tlog-proof");
    }
    const std::string_view index_line = take_line(proof);
    ProvedEntry proved;
    const std::string_view digits = index_line.substr(std::min(index_name.size(), index_line.size()));
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), proved.index);
    if (!index_line.starts_with(index_name) || error != std::errc() || end != digits.data() + digits.size()) {
        return unsound("its index");
    }
    std::vector<Hash> hashes;
    for (std::string_view line = take_line(proof); !line.empty(); line = take_line(proof)) {
        const auto bytes = from_base64(line);
        const auto hash = bytes ? to_array<hash_size_bytes>(*bytes) : Result<Hash>(bytes.failure());
        if (!hash || hashes.size() == tree_levels_max) {
            return unsound("its hashes");
        }
        hashes.push_back(*hash);
    }
    auto checkpoint = open_checkpoint(proof, key);
    if (!checkpoint) {
        return unsound(std::string(checkpoint.error().arg("reason")));
    }
    if (!inclusion_holds(leaf_hash(as_bytes(entry)), proved.index, checkpoint->size, hashes, checkpoint->root)) {
        return unsound("it is of another entry");
    }
    proved.checkpoint = std::move(*checkpoint);
    return proved;
}

} // namespace keyline::db
