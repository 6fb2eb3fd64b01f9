// Any bytes as what an audit log, an export or a witness hands over: an entry, a signed note, a verifier key, base64.
#include "db/checkpoint.h"
#include "db/entry.h"
#include "tests/fuzz/require.h"

#include <cstdint>

using namespace keyline;
using namespace keyline::db;

namespace {

// Of the seed `note` in corpus/log_text; tests/unit/db/checkpoint_test.cpp has the same.
constexpr std::string_view known_vkey =
    "keyline/development/station/S1+e61067a1+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFE/SSp96Ou9Wp8XUXBdIoHW"
    "+FnmY1fawzATmo3tKqB78VGQhhkwv1xPSv0gNiIG69qBvDAlehtNTQ23hAfBtvg=";

const VerifierKey& key() {
    static const VerifierKey key = *VerifierKey::parse(known_vkey);
    return key;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto entry = parse_entry(text)) {
        require(text.size() <= entry_size_bytes_max && !entry->event.event.empty());
    }
    if (const auto checkpoint = open_checkpoint(text, key())) {
        require(checkpoint->size > 0 && checkpoint->origin == key().origin());
    }
    if (const auto vkey = VerifierKey::parse(text)) {
        require(vkey->text() == text);
    }
    if (const auto bytes = from_base64(text)) {
        require(to_base64(*bytes) == text);
    }
    return 0;
}
