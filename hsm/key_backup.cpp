#include "hsm/key_backup.h"

#include "hsm/durable_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <unistd.h>

namespace keyline::hsm {

namespace {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t iv_size_bytes = 12;
constexpr std::size_t tag_size_bytes = 16;
constexpr std::size_t name_length_bytes = 4;
constexpr std::size_t file_length_bytes = 8;
constexpr std::size_t name_size_bytes_max = 512;
constexpr std::size_t content_size_bytes_max = 4'194'304;
constexpr std::size_t header_size_bytes_max = 16'384;

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

tl::unexpected<Error> unsound(const fs::path& file, std::string reason) {
    return fail(ErrorCode::backup_unsound, {{"path", file.string()}, {"reason", std::move(reason)}});
}

tl::unexpected<Error> io_failure(const fs::path& path, std::string cause) {
    return fail(ErrorCode::file_io, {{"path", path.string()}}, std::move(cause));
}

// A cursor over bytes that are there already.
class Content {
  public:
    explicit Content(std::span<std::uint8_t> bytes) : rest_(bytes) {}
    bool is_at_end() const { return rest_.empty(); }

    void put_number(std::uint64_t value, std::size_t size_bytes) {
        for (std::size_t i = 0; i < size_bytes; ++i) {
            rest_[i] = static_cast<std::uint8_t>(value >> (8 * (size_bytes - 1 - i)));
        }
        rest_ = rest_.subspan(size_bytes);
    }
    std::span<std::uint8_t> take(std::size_t size_bytes) {
        const auto taken = rest_.first(size_bytes);
        rest_ = rest_.subspan(size_bytes);
        return taken;
    }
    // None: it ends before.
    std::optional<std::uint64_t> number(std::size_t size_bytes) {
        if (rest_.size() < size_bytes) {
            return std::nullopt;
        }
        std::uint64_t value = 0;
        for (const std::uint8_t byte : take(size_bytes)) {
            value = value << 8U | byte;
        }
        return value;
    }
    std::optional<ByteView> bytes(std::uint64_t size_bytes) {
        return rest_.size() < size_bytes ? std::nullopt : std::optional<ByteView>(take(size_bytes));
    }

  private:
    std::span<std::uint8_t> rest_;
};

// Files hold keys under a PIN, and the PIN: into locked memory alone.
Status read_into(const fs::path& file, std::span<std::uint8_t> into) {
    const Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.is_open()) {
        return io_failure(file, errno_text(errno));
    }
    while (!into.empty()) {
        const ssize_t part = read(descriptor.get(), into.data(), into.size());
        if (part <= 0) {
            return io_failure(file, part == 0 ? "it has become shorter" : errno_text(errno));
        }
        into = into.subspan(static_cast<std::size_t>(part));
    }
    return {};
}

Result<SecretBytes> gather(const fs::path& directory, const std::vector<fs::path>& files) {
    std::size_t size_bytes = 0;
    for (const fs::path& name : files) {
        std::error_code error;
        size_bytes += name_length_bytes + name.native().size() + file_length_bytes +
                      static_cast<std::size_t>(fs::file_size(directory / name, error));
        if (error || size_bytes > content_size_bytes_max) {
            return io_failure(directory / name, error ? error.message() : "too much for a backup");
        }
    }
    auto all = SecretBytes::create(size_bytes);
    if (!all) {
        return all;
    }
    Content content(all->writable());
    for (const fs::path& name : files) {
        std::error_code error;
        const auto length = fs::file_size(directory / name, error);
        content.put_number(name.native().size(), name_length_bytes);
        const auto place = content.take(name.native().size());
        std::copy(name.native().begin(), name.native().end(), place.begin());
        content.put_number(length, file_length_bytes);
        if (auto read = read_into(directory / name, content.take(length)); !read) {
            return read.failure();
        }
    }
    return all;
}

std::vector<std::string> texts_of(const std::vector<CheckValue>& values) {
    std::vector<std::string> texts;
    std::transform(values.begin(), values.end(), std::back_inserter(texts),
                   [](const CheckValue& value) { return value.text(); });
    return texts;
}

std::string header_line(const KeyBackupHeader& header, ByteView iv) {
    const Json json{{"keyline_key_backup", 1},
                    {"environment", header.environment},
                    {"token_label", header.token_label},
                    {"made", header.made},
                    {"kg", texts_of(header.kgs)},
                    {"kek", header.kek.text()},
                    {"custodians", header.custodians},
                    {"components", texts_of(header.components)},
                    {"iv", to_hex(iv)}};
    return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

struct Opened {
    std::string line;
    KeyBackupHeader header;
    Bytes iv;
    Bytes sealed; // with its tag
};

std::optional<std::vector<CheckValue>> check_values_at(const Json& json, const char* key) {
    std::vector<CheckValue> values;
    for (const Json& text : json.value(key, Json::array())) {
        auto value = CheckValue::parse(text.is_string() ? text.get<std::string>() : "");
        if (!value) {
            return std::nullopt;
        }
        values.push_back(*value);
    }
    return values;
}

std::string text_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Opened> open_backup(const fs::path& file) {
    auto bytes = read_small_file(file, header_size_bytes_max + content_size_bytes_max + tag_size_bytes);
    if (!bytes) {
        return bytes.failure();
    }
    const auto line_end = std::find(bytes->begin(), bytes->end(), std::uint8_t('\n'));
    if (line_end == bytes->end()) {
        return unsound(file, "it is not one");
    }
    const std::string line(bytes->begin(), line_end + 1);
    const auto json = Json::parse(line, nullptr, false);
    if (!json.is_object() || json.value("keyline_key_backup", Json()) != 1) {
        return unsound(file, "it is not one");
    }
    auto kgs = check_values_at(json, "kg");
    auto components = check_values_at(json, "components");
    auto kek = CheckValue::parse(text_at(json, "kek"));
    auto iv = from_hex(text_at(json, "iv"));
    std::vector<std::string> custodians;
    for (const Json& name : json.value("custodians", Json::array())) {
        custodians.push_back(name.is_string() ? name.get<std::string>() : "");
    }
    Bytes sealed(line_end + 1, bytes->end());
    if (!kgs || !components || !kek || !iv || iv->size() != iv_size_bytes || sealed.size() < tag_size_bytes ||
        custodians.size() != components->size()) {
        return unsound(file, "its head is damaged");
    }
    return Opened{line,
                  {text_at(json, "environment"), text_at(json, "token_label"), text_at(json, "made"), std::move(*kgs),
                   *kek, std::move(custodians), std::move(*components)},
                  std::move(*iv),
                  std::move(sealed)};
}

Result<Bytes> seal(const SecretBytes& key, ByteView iv, std::string_view line, const SecretBytes& content) {
    const Cipher cipher(EVP_CIPHER_CTX_new());
    Bytes sealed(content.size() + tag_size_bytes);
    int size = 0;
    int last = 0;
    const ByteView more = as_bytes(line);
    if (EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.bytes().data(), iv.data()) != 1 ||
        EVP_EncryptUpdate(cipher.get(), nullptr, &size, more.data(), static_cast<int>(more.size())) != 1 ||
        EVP_EncryptUpdate(cipher.get(), sealed.data(), &size, content.bytes().data(),
                          static_cast<int>(content.size())) != 1 ||
        EVP_EncryptFinal_ex(cipher.get(), sealed.data() + size, &last) != 1 ||
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag_size_bytes),
                            sealed.data() + content.size()) != 1) {
        return fail(ErrorCode::internal, {{"step", "key backup"}}, "AES-256-GCM failed");
    }
    return sealed;
}

Result<SecretBytes> unseal(const fs::path& file, const SecretBytes& key, Opened& backup) {
    const std::size_t content_size_bytes = backup.sealed.size() - tag_size_bytes;
    auto content = SecretBytes::create(content_size_bytes);
    if (!content) {
        return content;
    }
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int size = 0;
    const ByteView more = as_bytes(backup.line);
    if (EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.bytes().data(), backup.iv.data()) != 1 ||
        EVP_DecryptUpdate(cipher.get(), nullptr, &size, more.data(), static_cast<int>(more.size())) != 1 ||
        EVP_DecryptUpdate(cipher.get(), content->writable().data(), &size, backup.sealed.data(),
                          static_cast<int>(content_size_bytes)) != 1 ||
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag_size_bytes),
                            backup.sealed.data() + content_size_bytes) != 1 ||
        EVP_DecryptFinal_ex(cipher.get(), content->writable().data() + size, &size) != 1) {
        return unsound(file, "it was changed, or these are not its components");
    }
    return content;
}

// Nothing in a name leads out of the directory.
bool is_below(const fs::path& name) {
    return !name.empty() && name.is_relative() &&
           std::none_of(name.begin(), name.end(), [](const fs::path& part) { return part == ".." || part == "."; });
}
} // namespace

Result<SecretBytes> combine_components(std::vector<SecretBytes> components) {
    constexpr std::size_t components_min = 2;
    auto combined = SecretBytes::create(backup_key_size_bytes);
    if (!combined) {
        return combined;
    }
    const auto malformed = [](const char* reason) {
        return fail(ErrorCode::value_malformed, {{"value", "component"}, {"reason", reason}});
    };
    if (components.size() < components_min) {
        return malformed("two or more are needed");
    }
    for (auto one = components.begin(); one != components.end(); ++one) {
        if (one->size() != backup_key_size_bytes) {
            return malformed("32 bytes are expected");
        }
        for (auto before = components.begin(); before != one; ++before) {
            if (equal_in_constant_time(before->bytes(), one->bytes())) {
                return malformed("two are equal, and would cancel out");
            }
        }
        const ByteView bytes = one->bytes();
        std::transform(bytes.begin(), bytes.end(), combined->bytes().begin(), combined->writable().begin(),
                       std::bit_xor<>());
    }
    return combined;
}

Status write_key_backup(const fs::path& file, const KeyBackupHeader& header, const SecretBytes& key,
                        const fs::path& directory, const std::vector<fs::path>& files) {
    std::error_code error;
    if (fs::exists(file, error)) {
        return fail(ErrorCode::file_io, {{"path", file.string()}, {"reason", "is there already"}});
    }
    const auto content = gather(directory, files);
    if (!content) {
        return content.failure();
    }
    ByteArray<iv_size_bytes> iv{};
    if (RAND_bytes(iv.data(), static_cast<int>(iv.size())) != 1) {
        return fail(ErrorCode::internal, {{"step", "key backup"}}, "no random bytes");
    }
    const std::string line = header_line(header, iv);
    const auto sealed = seal(key, iv, line, *content);
    if (!sealed) {
        return sealed.failure();
    }
    Bytes whole(line.begin(), line.end());
    whole.insert(whole.end(), sealed->begin(), sealed->end());
    return write_durably(file, whole);
}

Result<KeyBackupHeader> read_key_backup_header(const fs::path& file) {
    auto backup = open_backup(file);
    return backup ? Result<KeyBackupHeader>(std::move(backup->header)) : backup.failure();
}

Status restore_key_backup(const fs::path& file, const SecretBytes& key, const fs::path& directory) {
    auto backup = open_backup(file);
    auto content = backup ? unseal(file, key, *backup) : backup.failure();
    if (!content) {
        return content.failure();
    }
    for (Content rest(content->writable()); !rest.is_at_end();) {
        const auto name_length = rest.number(name_length_bytes);
        const auto name = name_length && *name_length <= name_size_bytes_max ? rest.bytes(*name_length) : std::nullopt;
        const auto length = name ? rest.number(file_length_bytes) : std::nullopt;
        const auto bytes = length ? rest.bytes(*length) : std::nullopt;
        const fs::path path = name ? fs::path(as_text(*name)) : fs::path();
        if (!bytes || !is_below(path)) {
            return unsound(file, "its content is damaged");
        }
        std::error_code error;
        for (fs::path made = directory; const fs::path& part : path.parent_path()) {
            made /= part;
            fs::create_directory(made, error);
            fs::permissions(made, fs::perms::owner_all, error);
        }
        if (auto written = write_durably(directory / path, *bytes); !written) {
            return written;
        }
    }
    return {};
}

} // namespace keyline::hsm
