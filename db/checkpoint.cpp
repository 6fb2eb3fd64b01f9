#include "db/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <optional>

namespace keyline::db {

namespace {
constexpr std::uint8_t ecdsa_key_type = 0x02;
constexpr std::string_view signature_prefix = "\u2014 ";
constexpr std::size_t key_id_size_bytes = 4;
constexpr std::size_t origin_characters_max = 256;
constexpr std::size_t key_size_bytes_max = 1'024;

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

tl::unexpected<Error> malformed(std::string reason) {
    return fail(ErrorCode::audit_unsound, {{"reason", std::move(reason)}});
}

std::unique_ptr<EVP_PKEY, FreeKey> p256_key(ByteView der) {
    const auto* position = der.data();
    std::unique_ptr<EVP_PKEY, FreeKey> key(d2i_PUBKEY(nullptr, &position, static_cast<long>(der.size())));
    char group[16] = {};
    std::size_t group_length = 0;
    if (key == nullptr || position != der.data() + der.size() || EVP_PKEY_is_a(key.get(), "EC") != 1 ||
        EVP_PKEY_get_group_name(key.get(), group, sizeof group, &group_length) != 1 ||
        std::string_view(group, group_length) != "prime256v1") {
        return nullptr;
    }
    return key;
}

// Names of signers: no blank, no '+', printable ASCII.
bool is_origin(std::string_view text) {
    return !text.empty() && text.size() <= origin_characters_max &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~' && c != '+'; });
}

std::string body_of(const Checkpoint& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root) + "\n";
}

// Cuts the first line off.
std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

Result<std::uint64_t> parse_size(std::string_view text) {
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc{} || end != text.data() + text.size() || std::to_string(size) != text || size == 0) {
        return malformed("checkpoint: size");
    }
    return size;
}

// The bytes that the key's owner signed with, if this line is one of theirs.
Result<std::optional<Bytes>> signature_in(std::string_view line, const VerifierKey& key) {
    if (!line.starts_with(signature_prefix)) {
        return malformed("checkpoint: signature line");
    }
    line.remove_prefix(signature_prefix.size());
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos || !is_origin(line.substr(0, blank))) {
        return malformed("checkpoint: signature line");
    }
    auto bytes = from_base64(line.substr(blank + 1));
    if (!bytes || bytes->size() <= key_id_size_bytes) {
        return malformed("checkpoint: signature line");
    }
    const auto key_id = ByteView(*bytes).first(key_id_size_bytes);
    if (line.substr(0, blank) != key.origin() || !equal(key_id, key.key_id())) {
        return std::nullopt;
    }
    return Bytes(bytes->begin() + key_id_size_bytes, bytes->end());
}

Result<Checkpoint> parse_body(std::string_view body) {
    const auto origin = take_line(body);
    const auto size_line = take_line(body);
    const auto root_line = take_line(body);
    if (!origin || !size_line || !root_line || !body.empty() || !is_origin(*origin)) {
        return malformed("checkpoint: body");
    }
    const auto size = parse_size(*size_line);
    if (!size) {
        return size.failure();
    }
    const auto root_bytes = from_base64(*root_line);
    if (!root_bytes || root_bytes->size() != hash_size_bytes) {
        return malformed("checkpoint: root");
    }
    Checkpoint checkpoint{std::string(*origin), *size, {}};
    std::copy(root_bytes->begin(), root_bytes->end(), checkpoint.root.begin());
    return checkpoint;
}
} // namespace

std::string station_origin(const Name& environment, const StationId& station) {
    return "keyline/" + environment.text() + "/station/" + station.text();
}

std::string keyd_origin(const Name& environment) {
    return "keyline/" + environment.text() + "/keyd";
}

std::string to_base64(ByteView bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0'); // EVP_EncodeBlock ends with a zero
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

Result<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0 || text.size() > note_size_bytes_max) {
        return malformed("base64");
    }
    Bytes bytes(text.size() / 4 * 3);
    const int length = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                       static_cast<int>(text.size()));
    const auto padding = text.size() - std::min(text.size(), text.find_last_not_of('=') + 1);
    if (length < 0 || padding > 2) {
        return malformed("base64");
    }
    bytes.resize(static_cast<std::size_t>(length) - padding);
    if (to_base64(bytes) != text) { // EVP_DecodeBlock overlooks blanks and loose bits
        return malformed("base64");
    }
    return bytes;
}

Result<VerifierKey> VerifierKey::from_parts(std::string origin, ByteView public_key_der) {
    if (!is_origin(origin)) {
        return malformed("vkey: name");
    }
    if (public_key_der.size() > key_size_bytes_max || p256_key(public_key_der) == nullptr) {
        return malformed("vkey: not an ECDSA P-256 key");
    }
    return VerifierKey(std::move(origin), Bytes(public_key_der.begin(), public_key_der.end()));
}

Result<VerifierKey> VerifierKey::parse(std::string_view vkey) {
    const auto first = vkey.find('+');
    const auto second = first == std::string_view::npos ? first : vkey.find('+', first + 1);
    if (second == std::string_view::npos) {
        return malformed("vkey: three parts expected");
    }
    const auto typed_key = from_base64(vkey.substr(second + 1));
    if (!typed_key || typed_key->empty() || typed_key->front() != ecdsa_key_type) {
        return malformed("vkey: not an ECDSA key");
    }
    auto key = from_parts(std::string(vkey.substr(0, first)), ByteView(*typed_key).subspan(1));
    if (key && key->text() != vkey) {
        return malformed("vkey: key id");
    }
    return key;
}

std::string VerifierKey::text() const {
    Bytes typed_key{ecdsa_key_type};
    typed_key.insert(typed_key.end(), der_.begin(), der_.end());
    return origin_ + "+" + to_hex(key_id()) + "+" + to_base64(typed_key);
}

ByteArray<key_id_size_bytes> VerifierKey::key_id() const {
    const Hash hash = sha256(der_);
    return {hash[0], hash[1], hash[2], hash[3]};
}

bool VerifierKey::verifies(std::string_view message, ByteView signature) const {
    const auto key = p256_key(der_);
    const std::unique_ptr<EVP_MD_CTX, FreeKey> context(EVP_MD_CTX_new());
    const auto bytes = as_bytes(message);
    return key != nullptr && context != nullptr &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(), bytes.size()) == 1;
}

Result<std::string> sign_note(const std::string& body, const std::string& name, Signer& signer) {
    const auto key = VerifierKey::from_parts(name, signer.public_key_der());
    if (!key) {
        return key.failure();
    }
    const auto signature = signer.sign(as_bytes(body));
    if (!signature) {
        return signature.failure();
    }
    const auto key_id = key->key_id();
    Bytes signed_bytes(key_id.begin(), key_id.end());
    signed_bytes.insert(signed_bytes.end(), signature->begin(), signature->end());
    return body + "\n" + std::string(signature_prefix) + name + " " + to_base64(signed_bytes) + "\n";
}

Result<std::string_view> open_note(std::string_view note, const VerifierKey& key) {
    const auto blank_line = note.find("\n\n");
    if (note.size() > note_size_bytes_max || blank_line == std::string_view::npos) {
        return malformed("not a signed note");
    }
    const auto body = note.substr(0, blank_line + 1);
    auto signatures = note.substr(blank_line + 2);
    bool verified = false;
    for (std::size_t count = 0; !signatures.empty(); ++count) {
        const auto line = take_line(signatures);
        if (!line || count == note_signatures_max) {
            return malformed("signature lines");
        }
        const auto signature = signature_in(*line, key);
        if (!signature) {
            return signature.failure();
        }
        if (*signature && !key.verifies(body, **signature)) {
            return malformed("wrong signature");
        }
        verified = verified || signature->has_value();
    }
    if (!verified) {
        return malformed("not signed by this key");
    }
    return body;
}

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, Signer& signer) {
    if (checkpoint.size == 0) {
        return fail(ErrorCode::internal, {{"reason", "checkpoint of nothing"}});
    }
    return sign_note(body_of(checkpoint), checkpoint.origin, signer);
}

Result<Checkpoint> read_checkpoint(std::string_view note) {
    const auto blank_line = note.find("\n\n");
    if (note.size() > note_size_bytes_max || blank_line == std::string_view::npos) {
        return malformed("not a signed note");
    }
    return parse_body(note.substr(0, blank_line + 1));
}

Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key) {
    const auto body = open_note(note, key);
    if (!body) {
        return body.failure();
    }
    auto checkpoint = parse_body(*body);
    if (checkpoint && checkpoint->origin != key.origin()) {
        return malformed("checkpoint: of another log");
    }
    return checkpoint;
}

} // namespace keyline::db
