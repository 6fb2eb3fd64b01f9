#include "app/keyd/sealed_archive.h"

#include "fixtures/descriptor.h"
#include "hsm/tls/openssl_handles.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;
using fixtures::Descriptor;
constexpr std::size_t block_bytes = 65'536;
constexpr std::size_t part_bytes_max = std::size_t{64} << 20U;
constexpr std::int64_t sealed_part_bytes_max = (std::int64_t{64} << 20U) + 1'048'576; // with its recipients
constexpr ::mode_t file_mode = 0600;

using Bio = hsm::BioHandle;
using Certificate = hsm::CertificateHandle;
using Key = hsm::EvpKeyHandle;
using Cms = std::unique_ptr<CMS_ContentInfo, hsm::FreeWith<CMS_ContentInfo_free>>;
using Writer = std::unique_ptr<archive, hsm::FreeWith<archive_write_free>>;
using Reader = std::unique_ptr<archive, hsm::FreeWith<archive_read_free>>;
using MemberEntry = std::unique_ptr<archive_entry, hsm::FreeWith<archive_entry_free>>;
using Certificates = hsm::CertificatesHandle;

tl::unexpected<Error> not_written(const fs::path& path, int error_number = errno) {
    return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be written"}},
                errno_text(error_number));
}
tl::unexpected<Error> unsound(const fs::path& path, std::string reason) {
    return fail(ErrorCode::backup_unsound, {{"path", path.string()}, {"reason", std::move(reason)}});
}

std::string part_name(std::size_t number) {
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "part-%06zu.cms", number);
    return name.data();
}

// Empty for a name that is none in this locale.
std::string name_of(archive_entry* entry) {
    const char* name = archive_entry_pathname(entry);
    return name != nullptr ? name : "";
}

MemberEntry member_entry(const std::string& name, std::size_t size) {
    MemberEntry entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file_mode);
    return entry;
}

Result<Certificates> read_certificates(const std::vector<fs::path>& paths) {
    Certificates all(sk_X509_new_null());
    for (const fs::path& path : paths) {
        const Bio file(BIO_new_file(path.c_str(), "rb"));
        if (!file) {
            return fail(ErrorCode::file_missing, {{"path", path.string()}});
        }
        Certificate certificate(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
        if (!certificate) {
            return fail(ErrorCode::value_malformed,
                        {{"value", path.string()}, {"reason", "a certificate in PEM is expected"}});
        }
        sk_X509_push(all.get(), certificate.release());
    }
    return all;
}

// Encrypts the inner archive as it comes, part after part: neither sealing nor opening has more than one in memory.
class PartWriter {
  public:
    PartWriter(archive* out, STACK_OF(X509) * recipients) : out_(out), recipients_(recipients) {
        part_.reserve(part_bytes_max);
    }

    static la_ssize_t on_bytes(archive*, void* parts, const void* bytes, std::size_t size) {
        return static_cast<PartWriter*>(parts)->take(static_cast<const char*>(bytes), size);
    }
    Status finish() {
        if (failure_ && !part_.empty()) {
            failure_ = write_part();
        }
        return failure_;
    }
    const Status& failure() const { return failure_; }

  private:
    la_ssize_t take(const char* bytes, std::size_t size) {
        const std::size_t room = std::min(size, part_bytes_max - part_.size());
        part_.insert(part_.end(), bytes, bytes + room);
        if (part_.size() == part_bytes_max) {
            failure_ = write_part();
        }
        return failure_ ? static_cast<la_ssize_t>(room) : -1;
    }

    Status write_part() {
        const Bio plain(BIO_new_mem_buf(part_.data(), static_cast<int>(part_.size())));
        const Bio sealed(BIO_new(BIO_s_mem()));
        const Cms cms(CMS_encrypt(recipients_, plain.get(), EVP_aes_256_gcm(), CMS_BINARY));
        if (!cms || i2d_CMS_bio(sealed.get(), cms.get()) != 1) {
            return fail(ErrorCode::value_malformed,
                        {{"value", "recipients"}, {"reason", "their certificates' keys cannot be encrypted to"}});
        }
        part_.clear();
        char* bytes = nullptr;
        const auto size = static_cast<std::size_t>(BIO_get_mem_data(sealed.get(), &bytes));
        if (archive_write_header(out_, member_entry(part_name(++number_), size).get()) != ARCHIVE_OK ||
            archive_write_data(out_, bytes, size) != static_cast<la_ssize_t>(size)) {
            return not_written("part", archive_errno(out_));
        }
        return {};
    }

    archive* out_;
    STACK_OF(X509) * recipients_;
    std::vector<char> part_;
    std::size_t number_ = 0;
    Status failure_;
};

Status add_member(archive* writer, const SealedMember& member) {
    const Descriptor file(open(member.file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat about {};
    if (file.number() < 0 || fstat(file.number(), &about) != 0) {
        return fail(ErrorCode::file_io, {{"path", member.file.string()}, {"reason", "cannot be read"}},
                    errno_text(errno));
    }
    const MemberEntry entry = member_entry(member.name, static_cast<std::size_t>(about.st_size));
    archive_entry_set_mtime(entry.get(), about.st_mtime, 0);
    if (archive_write_header(writer, entry.get()) != ARCHIVE_OK) {
        return not_written(member.name, archive_errno(writer));
    }
    std::vector<char> block(block_bytes);
    for (ssize_t size = 0; (size = read(file.number(), block.data(), block.size())) > 0;) {
        if (archive_write_data(writer, block.data(), static_cast<std::size_t>(size)) != size) {
            return not_written(member.name, archive_errno(writer));
        }
    }
    return {};
}

Status write_archive(const std::vector<SealedMember>& members, PartWriter& parts) {
    const Writer writer(archive_write_new());
    archive_write_set_format_pax_restricted(writer.get());
    archive_write_set_bytes_per_block(writer.get(), static_cast<int>(block_bytes));
    archive_write_open(writer.get(), &parts, nullptr, PartWriter::on_bytes, nullptr);
    for (const SealedMember& member : members) {
        if (auto added = add_member(writer.get(), member); !added) {
            return parts.failure() ? added : parts.failure();
        }
    }
    if (archive_write_close(writer.get()) != ARCHIVE_OK) {
        return parts.failure() ? Status(not_written("archive", archive_errno(writer.get()))) : parts.failure();
    }
    return parts.finish();
}

Status seal(const std::vector<SealedMember>& members, STACK_OF(X509) * recipients, int file) {
    const Writer out(archive_write_new());
    archive_write_set_format_pax_restricted(out.get());
    archive_write_open_fd(out.get(), file);
    PartWriter parts(out.get(), recipients);
    Status written = write_archive(members, parts);
    if (written && archive_write_close(out.get()) != ARCHIVE_OK) {
        written = not_written("archive", archive_errno(out.get()));
    }
    return written;
}

} // namespace

Status seal_files(const std::vector<SealedMember>& members, const std::vector<fs::path>& recipients,
                  const fs::path& out) {
    const auto certificates = read_certificates(recipients);
    if (!certificates) {
        return certificates.failure();
    }
    const Descriptor file(open(out.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, file_mode));
    if (file.number() < 0) {
        return not_written(out);
    }
    Status sealed = seal(members, certificates->get(), file.number());
    if (sealed && fsync(file.number()) != 0) {
        sealed = not_written(out);
    }
    if (!sealed) {
        unlink(out.c_str());
    }
    return sealed;
}

namespace {

Result<Key> read_key(const fs::path& path) {
    const Bio file(BIO_new_file(path.c_str(), "rb"));
    if (!file) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be read"}}, errno_text(errno));
    }
    Key key(PEM_read_bio_PrivateKey(file.get(), nullptr, nullptr, nullptr));
    if (!key) {
        return fail(ErrorCode::value_malformed,
                    {{"value", path.string()}, {"reason", "a private key in PEM is expected"}});
    }
    return key;
}

Status decrypt_part(const std::vector<char>& part, EVP_PKEY* key, BIO* plain, const fs::path& sealed) {
    const Bio in(BIO_new_mem_buf(part.data(), static_cast<int>(part.size())));
    const Cms cms(d2i_CMS_bio(in.get(), nullptr));
    if (!cms) {
        return unsound(sealed, "it is no backup, or was cut short");
    }
    // Without a recipient's certificate OpenSSL goes on with a random key when none fits: the tag is wrong then.
    if (CMS_decrypt(cms.get(), key, nullptr, nullptr, plain, CMS_BINARY) != 1 || BIO_flush(plain) != 1) {
        return unsound(sealed, "it is for another key, or was changed");
    }
    return {};
}

Status decrypt(const fs::path& sealed, const fs::path& key_file, const fs::path& out) {
    for (const fs::path& path : {key_file, sealed}) {
        std::error_code error;
        if (!fs::is_regular_file(path, error)) { // a pipe would hold us
            return fail(ErrorCode::file_missing, {{"path", path.string()}}, error ? error.message() : "it is no file");
        }
    }
    const auto key = read_key(key_file);
    if (!key) {
        return key.failure();
    }
    const Bio plain(BIO_new_file(out.c_str(), "wb"));
    if (!plain) {
        return not_written(out);
    }
    const Reader reader(archive_read_new());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_filename(reader.get(), sealed.c_str(), block_bytes) != ARCHIVE_OK) {
        return unsound(sealed, "it is no backup, or was cut short");
    }
    std::size_t number = 0;
    archive_entry* entry = nullptr;
    int next = ARCHIVE_OK;
    while ((next = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
        const auto size = archive_entry_size(entry);
        if (name_of(entry) != part_name(++number) || size < 0 || size > sealed_part_bytes_max) {
            return unsound(sealed, "it has something that belongs to no backup");
        }
        std::vector<char> part(static_cast<std::size_t>(size));
        if (archive_read_data(reader.get(), part.data(), part.size()) != size) {
            return unsound(sealed, "it was cut short");
        }
        if (auto opened = decrypt_part(part, key->get(), plain.get(), sealed); !opened) {
            return opened;
        }
    }
    return next == ARCHIVE_EOF && number > 0 ? Status() : Status(unsound(sealed, "it is no backup, or was cut short"));
}

Status extract(archive* reader, const fs::path& path) {
    const Descriptor file(open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, file_mode));
    if (file.number() < 0) {
        return not_written(path);
    }
    if (archive_read_data_into_fd(reader, file.number()) != ARCHIVE_OK || fsync(file.number()) != 0) {
        return not_written(path, archive_errno(reader));
    }
    return {};
}

Status extract_all(const fs::path& tar, const fs::path& sealed, const std::vector<std::string>& names,
                   const fs::path& directory) {
    const Reader reader(archive_read_new());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_filename(reader.get(), tar.c_str(), block_bytes) != ARCHIVE_OK) {
        return unsound(sealed, "what is in it is no archive");
    }
    std::size_t found = 0;
    archive_entry* entry = nullptr;
    while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
        const std::string name = name_of(entry);
        if (std::find(names.begin(), names.end(), name) == names.end() || archive_entry_filetype(entry) != AE_IFREG) {
            return unsound(sealed, "it has something that belongs to no backup");
        }
        if (auto extracted = extract(reader.get(), directory / name); !extracted) {
            return extracted;
        }
        ++found;
    }
    return found == names.size() ? Status() : Status(unsound(sealed, "something is missing in it"));
}

} // namespace

Status open_sealed(const fs::path& sealed, const fs::path& key, const std::vector<std::string>& names,
                   const fs::path& directory) {
    const fs::path tar = directory / ".opened";
    auto opened = decrypt(sealed, key, tar);
    opened = opened ? extract_all(tar, sealed, names, directory) : opened;
    std::error_code ignored;
    fs::remove(tar, ignored);
    return opened;
}

Result<std::string> sha256_of_file(const fs::path& path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const std::unique_ptr<EVP_MD_CTX, hsm::FreeWith<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    std::vector<char> block(block_bytes);
    ssize_t size = 0;
    while (file.number() >= 0 && (size = read(file.number(), block.data(), block.size())) > 0) {
        EVP_DigestUpdate(context.get(), block.data(), static_cast<std::size_t>(size));
    }
    if (file.number() < 0 || size < 0) {
        return fail(ErrorCode::file_io, {{"path", path.string()}, {"reason", "cannot be read"}}, errno_text(errno));
    }
    ByteArray<32> digest{};
    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    return to_hex(digest);
}

} // namespace keyline::app
