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

la_ssize_t write_to_bio(archive*, void* bio, const void* bytes, std::size_t size) {
    const int written = BIO_write(static_cast<BIO*>(bio), bytes, static_cast<int>(std::min(size, block_bytes)));
    return written > 0 ? written : -1;
}

Status add_member(archive* writer, const SealedMember& member) {
    const Descriptor file(open(member.file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat about {};
    if (file.number() < 0 || fstat(file.number(), &about) != 0) {
        return fail(ErrorCode::file_io, {{"path", member.file.string()}, {"reason", "cannot be read"}},
                    errno_text(errno));
    }
    const MemberEntry entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), member.name.c_str());
    archive_entry_set_size(entry.get(), about.st_size);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file_mode);
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

Status write_archive(const std::vector<SealedMember>& members, BIO* out) {
    const Writer writer(archive_write_new());
    archive_write_set_format_pax_restricted(writer.get());
    archive_write_set_bytes_per_block(writer.get(), static_cast<int>(block_bytes));
    archive_write_open(writer.get(), out, nullptr, write_to_bio, nullptr);
    for (const SealedMember& member : members) {
        if (auto added = add_member(writer.get(), member); !added) {
            return added;
        }
    }
    return archive_write_close(writer.get()) == ARCHIVE_OK
               ? Status()
               : Status(not_written("archive", archive_errno(writer.get())));
}

// The chain ends the CMS structure as it is taken apart.
Status seal(const std::vector<SealedMember>& members, STACK_OF(X509) * recipients, BIO* file) {
    const Cms cms(CMS_encrypt(recipients, nullptr, EVP_aes_256_gcm(), CMS_STREAM | CMS_BINARY));
    BIO* chain = cms ? BIO_new_CMS(file, cms.get()) : nullptr;
    if (chain == nullptr) {
        return fail(ErrorCode::value_malformed,
                    {{"value", "recipients"}, {"reason", "their certificates' keys cannot be encrypted to"}});
    }
    Status written = write_archive(members, chain);
    const bool flushed = BIO_flush(chain) == 1;
    while (chain != file) {
        BIO* next = BIO_pop(chain);
        BIO_free(chain);
        chain = next;
    }
    return !written || flushed ? written : Status(not_written("archive"));
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
    const Bio bio(BIO_new_fd(file.number(), BIO_NOCLOSE));
    Status sealed = seal(members, certificates->get(), bio.get());
    if (sealed && fsync(file.number()) != 0) {
        sealed = not_written(out);
    }
    if (!sealed) {
        unlink(out.c_str());
    }
    return sealed;
}

namespace {

Status decrypt(const fs::path& sealed, const fs::path& key_file, const fs::path& out) {
    for (const fs::path& path : {key_file, sealed}) {
        std::error_code error;
        if (!fs::is_regular_file(path, error)) { // a pipe would hold us
            return fail(ErrorCode::file_missing, {{"path", path.string()}}, error ? error.message() : "it is no file");
        }
    }
    const Bio key_bio(BIO_new_file(key_file.c_str(), "rb"));
    const Bio in(BIO_new_file(sealed.c_str(), "rb"));
    if (!key_bio || !in) {
        return fail(ErrorCode::file_io,
                    {{"path", (key_bio ? sealed : key_file).string()}, {"reason", "cannot be read"}},
                    errno_text(errno));
    }
    const Key key(PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, nullptr));
    if (!key) {
        return fail(ErrorCode::value_malformed,
                    {{"value", key_file.string()}, {"reason", "a private key in PEM is expected"}});
    }
    const Cms cms(d2i_CMS_bio(in.get(), nullptr));
    if (!cms) {
        return unsound(sealed, "it is no backup, or was cut short");
    }
    const Bio plain(BIO_new_file(out.c_str(), "wb"));
    if (!plain) {
        return not_written(out);
    }
    // Without a recipient's certificate OpenSSL goes on with a random key when none fits: the tag is wrong then.
    if (CMS_decrypt(cms.get(), key.get(), nullptr, nullptr, plain.get(), CMS_BINARY) != 1 ||
        BIO_flush(plain.get()) != 1) {
        return unsound(sealed, "it is for another key, or was changed");
    }
    return {};
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
        const std::string name = archive_entry_pathname(entry);
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
