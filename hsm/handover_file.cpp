#include "hsm/handover_file.h"

#include "hsm/durable_file.h"
#include "hsm/strict_json.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <unistd.h>

namespace keyline::hsm {

namespace {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t line_size_bytes_max = 65'536;
constexpr std::size_t manifest_size_bytes_max = 16'384;
constexpr std::size_t signature_size_bytes_max = 256;
constexpr std::uint64_t receipt_units_max = 10'000'000;

std::string to_base64(ByteView bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

// Empty when it is not base64.
Bytes from_base64(const std::string& text) {
    if (text.empty() || text.size() % 4 != 0) {
        return {};
    }
    Bytes bytes(text.size());
    const int size = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size) - padding);
    return bytes;
}

ByteArray<32> sha256(ByteView bytes) {
    ByteArray<32> digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return digest;
}

std::string sha256_hex(ByteView bytes) {
    return to_hex(sha256(bytes));
}

std::string text_of_hash(Mechanism::OaepHash hash) {
    return hash == Mechanism::OaepHash::sha1 ? "SHA-1" : "SHA-256";
}

class RunningDigest {
  public:
    RunningDigest() { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
    void add(std::string_view text) { EVP_DigestUpdate(context_.get(), text.data(), text.size()); }
    std::string end() {
        ByteArray<32> digest{};
        EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
        return to_hex(digest);
    }

  private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

tl::unexpected<Error> io_failure(const fs::path& path, int error_number) {
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be written"}},
                errno_text(error_number));
}

// Null when it is not there.
Json at(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() ? *found : Json();
}

std::string text_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool verifies(ByteView key_der, ByteView message, ByteView signature) {
    const unsigned char* next = key_der.data();
    struct FreeKey {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    struct FreeContext {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    const std::unique_ptr<EVP_PKEY, FreeKey> key(d2i_PUBKEY(nullptr, &next, static_cast<long>(key_der.size())));
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    return key != nullptr && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
}

// Nothing is there, or what an interrupted hand-over has left.
} // namespace

Status HandoverWriter::require_free(const fs::path& path) {
    constexpr std::string_view head = "{\"keyline_handover\":1,";
    std::error_code error;
    std::string begins(head.size(), '\0');
    const bool unfinished = std::ifstream(path, std::ios::binary).read(begins.data(), head.size()) && begins == head &&
                            !fs::exists(path.string() + ".sig", error);
    for (const char* end : {"", ".manifest", ".sig"}) {
        if (!unfinished && fs::exists(path.string() + end, error)) {
            return fail(ErrorCode::file_io, {{"path", path.string() + end}, {"reason", "is there already"}});
        }
    }
    return {};
}

struct HandoverWriter::State {
    fs::path path;
    std::FILE* file = nullptr;
    RunningDigest digest;
    Json manifest;

    fs::path part() const { return path.string() + ".part"; }
    bool close() { return std::fclose(std::exchange(file, nullptr)) == 0; }
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (file != nullptr) {
            close();
            std::error_code error;
            fs::remove(part(), error);
        }
    }
};

HandoverWriter::HandoverWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
HandoverWriter::HandoverWriter(HandoverWriter&&) noexcept = default;
HandoverWriter::~HandoverWriter() = default;

Result<HandoverWriter> HandoverWriter::create(const fs::path& path, const HandoverHeader& header) {
    if (auto free = require_free(path); !free) {
        return free.failure();
    }
    auto state = std::make_unique<State>();
    state->path = path;
    const int fd = open(state->part().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 || (state->file = fdopen(fd, "w")) == nullptr) {
        return io_failure(state->part(), errno);
    }
    state->manifest = {{"keyline_handover_manifest", 1},
                       {"order", header.order.text()},
                       {"environment", header.environment},
                       {"made", header.made},
                       {"units", 0},
                       {"file_sha256", ""},
                       {"recipient_sha256", header.recipient.fingerprint},
                       {"oaep_hash", text_of_hash(header.oaep_hash)}};
    const Json first{{"keyline_handover", 1},
                     {"order", header.order.text()},
                     {"environment", header.environment},
                     {"made", header.made},
                     {"recipient",
                      {{"subject", header.recipient.subject},
                       {"certificate", to_base64(header.recipient.certificate_der)},
                       {"sha256", header.recipient.fingerprint}}},
                     {"transport_key",
                      {{"wrapping", "RSA-OAEP"},
                       {"hash", text_of_hash(header.oaep_hash)},
                       {"wrapped", to_base64(header.wrapped_transport_key)}}},
                     {"pek_wrapping", "AES-KEY-WRAP (RFC 3394)"}};
    HandoverWriter writer(std::move(state));
    if (auto written = writer.write_line(first.dump(-1, ' ', true, Json::error_handler_t::replace)); !written) {
        return written.failure();
    }
    return writer;
}

Status HandoverWriter::write_line(const std::string& line) {
    const std::string whole = line + "\n";
    if (std::fwrite(whole.data(), 1, whole.size(), state_->file) != whole.size()) {
        return io_failure(state_->part(), errno);
    }
    state_->digest.add(whole);
    return {};
}

Status HandoverWriter::add(const HandoverUnit& unit) {
    const Json line{{"serial", unit.serial.text()},
                    {"uid", unit.uid.text()},
                    {"kg", unit.kg.text()},
                    {"check", to_hex(unit.pek.check_value)},
                    {"pek", to_base64(unit.pek.wrapped)}};
    auto written = write_line(line.dump());
    units_ += written ? 1 : 0;
    return written;
}

Result<ByteArray<32>> HandoverWriter::finish(Signer& signer, const OnSigned& on_signed) {
    if (std::fflush(state_->file) != 0 || fsync(fileno(state_->file)) != 0) {
        return io_failure(state_->part(), errno);
    }
    state_->manifest["units"] = units_;
    state_->manifest["file_sha256"] = state_->digest.end();
    state_->manifest["signer"] = to_base64(signer.public_key_der());
    const std::string manifest = state_->manifest.dump(1, ' ', true) + "\n";
    auto signature = signer.sign(as_bytes(manifest));
    if (!signature) {
        return signature.failure();
    }
    state_->close();
    if (std::rename(state_->part().c_str(), state_->path.c_str()) != 0) {
        return io_failure(state_->path, errno);
    }
    if (auto written = write_durably(state_->path.string() + ".manifest", as_bytes(manifest)); !written) {
        return written.failure();
    }
    const auto digest = sha256(as_bytes(manifest));
    if (auto told = on_signed(digest); !told) {
        return told.failure();
    }
    if (auto written = write_durably(state_->path.string() + ".sig", *signature); !written) {
        return written.failure();
    }
    return digest;
}

namespace {
tl::unexpected<Error> unsound(const fs::path& path, std::string reason) {
    return fail(ErrorCode::handover_unsound, {{"path", path.string()}, {"reason", std::move(reason)}});
}

struct Lines {
    std::uint64_t units = 0;
    std::string sha256;
    Json header;
};

bool is_unit(const Json& line) {
    return line.is_object() && SerialNumber::parse(text_at(line, "serial")) && ChipUid::parse(text_at(line, "uid")) &&
           CheckValue::parse(text_at(line, "kg")) && CheckValue::parse(text_at(line, "check")) &&
           from_base64(text_at(line, "pek")).size() == escrow_size_bytes;
}

Result<Lines> read_lines(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) { // a pipe would hold us
        return fail(ErrorCode::file_missing, {{"path", path.string()}}, error ? error.message() : "it is no file");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return fail(ErrorCode::file_missing, {{"path", path.string()}}, errno_text(errno));
    }
    Lines lines;
    RunningDigest digest;
    std::string line;
    std::optional<SerialNumber> last;
    for (std::uint64_t number = 1; std::getline(file, line); ++number) {
        if (file.eof()) { // its newline is missing, and the manifest's digest is over that too
            return unsound(path, "line " + std::to_string(number) + " is cut short");
        }
        digest.add(line + "\n");
        const auto json = line.size() > line_size_bytes_max ? Json() : Json::parse(line, nullptr, false);
        if (number == 1) {
            if (!json.is_object() || at(json, "keyline_handover") != 1) {
                return unsound(path, "line 1 is not the head of a hand-over");
            }
            lines.header = json;
            continue;
        }
        if (!is_unit(json)) {
            return unsound(path, "line " + std::to_string(number) + " is not a unit");
        }
        const auto serial = *SerialNumber::parse(text_at(json, "serial"));
        if (last && serial <= *last) {
            return unsound(path, "line " + std::to_string(number) + " is out of order");
        }
        last = serial;
        ++lines.units;
    }
    lines.sha256 = digest.end();
    return lines;
}
} // namespace

Result<HandoverReport> verify_handover(const fs::path& path, ByteView signer_der) {
    const auto manifest_bytes = read_small_file(path.string() + ".manifest", manifest_size_bytes_max);
    const auto signature = read_small_file(path.string() + ".sig", signature_size_bytes_max);
    if (!manifest_bytes || !signature) {
        return manifest_bytes ? signature.failure() : manifest_bytes.failure();
    }
    const auto manifest = Json::parse(manifest_bytes->begin(), manifest_bytes->end(), nullptr, false);
    const auto order = manifest.is_object() ? OrderId::parse(text_at(manifest, "order")) : OrderId::parse("");
    if (!order || at(manifest, "keyline_handover_manifest") != 1 || !at(manifest, "units").is_number_unsigned()) {
        return unsound(path, "its manifest is not one");
    }
    const Bytes own = from_base64(text_at(manifest, "signer"));
    if (!signer_der.empty() && !equal(own, signer_der)) {
        return unsound(path, "it is signed by another key");
    }
    if (!verifies(own, *manifest_bytes, *signature)) {
        return unsound(path, "its signature is wrong");
    }
    auto lines = read_lines(path);
    if (!lines) {
        return lines.failure();
    }
    HandoverReport report{*order,
                          text_at(manifest, "environment"),
                          lines->units,
                          sha256_hex(*manifest_bytes),
                          text_at(manifest, "recipient_sha256"),
                          sha256_hex(own),
                          text_at(manifest, "oaep_hash")};
    const Json recipient = at(lines->header, "recipient");
    if (lines->sha256 != text_at(manifest, "file_sha256") || at(manifest, "units") != lines->units) {
        return unsound(path, "it is not the file that was signed");
    }
    if (text_at(lines->header, "order") != order->text() || !recipient.is_object() ||
        sha256_hex(from_base64(text_at(recipient, "certificate"))) != report.recipient_sha256) {
        return unsound(path, "its head does not fit its manifest");
    }
    return report;
}

Result<HandoverReceipt> parse_receipt(ByteView bytes) {
    const auto json = parse_json_strictly({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    const auto malformed = [] {
        return fail(
            ErrorCode::value_malformed,
            {{"value", "receipt"},
             {"reason", "{\"keyline_receipt\": 1, \"order\", \"manifest_sha256\", \"units\"} expected, each once"}});
    };
    if (!json.is_object() || json.size() != 4 || !at(json, "units").is_number_unsigned() ||
        at(json, "keyline_receipt") != 1) {
        return malformed();
    }
    auto order = OrderId::parse(text_at(json, "order"));
    const auto digest = from_hex(text_at(json, "manifest_sha256"));
    const auto units = at(json, "units").get<std::uint64_t>();
    if (!order || !digest || digest->size() != 32 || units > receipt_units_max) {
        return malformed();
    }
    return HandoverReceipt{*order, to_hex(*digest), units};
}

} // namespace keyline::hsm
