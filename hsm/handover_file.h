// The hand-over of an order's PEKs as files; all of it can be checked and read with openssl and a JSON reader. Format:
// hsm/README.md, "Hand-over files".
// FILE.sig comes last: without it there is no hand-over. One that was interrupted leaves files without it, which the
// next one to the same FILE replaces; one that is there is never overwritten. Threads: one. Errors: file_io {path},
// value_malformed {value, reason}.
#pragma once

#include "hsm/handover.h"
#include "provisioning/ports/signer.h"

#include <cstdio>
#include <functional>

namespace keyline::hsm {

struct HandoverHeader {
    OrderId order;
    std::string environment;
    std::string made; // UTC, 2026-11-21T15:00:00Z
    const Recipient& recipient;
    const Bytes& wrapped_transport_key;
    Mechanism::OaepHash oaep_hash;
};
struct HandoverUnit {
    SerialNumber serial;
    ChipUid uid;
    CheckValue kg;
    ExportedPek pek;
};

class HandoverWriter {
  public:
    // Nothing is there, or what an interrupted hand-over has left: to be asked before anything is put on record.
    static Status require_free(const std::filesystem::path& path);
    // file_io: a whole one is there already, or something that is none.
    static Result<HandoverWriter> create(const std::filesystem::path& path, const HandoverHeader& header);
    HandoverWriter(HandoverWriter&&) noexcept;
    HandoverWriter& operator=(HandoverWriter&&) = delete;
    ~HandoverWriter(); // unfinished: the parts are removed

    Status add(const HandoverUnit& unit);
    std::uint64_t units() const { return units_; }
    // Told SHA-256 of FILE.manifest, which the owner's receipt names, before FILE.sig is there: what fails in it leaves
    // no hand-over.
    using OnSigned = std::function<Status(const ByteArray<32>& manifest_sha256)>;
    // Answers the same.
    Result<ByteArray<32>> finish(Signer& signer, const OnSigned& on_signed);

  private:
    struct State;
    HandoverWriter(std::unique_ptr<State> state);
    Status write_line(const std::string& line);
    std::unique_ptr<State> state_;
    std::uint64_t units_ = 0;
};

struct HandoverReport {
    OrderId order;
    std::string environment;
    std::uint64_t units = 0;
    std::string manifest_sha256;
    std::string recipient_sha256;
    std::string signer_sha256; // of the SubjectPublicKeyInfo
    std::string oaep_hash;
};
// Every line, every digest, the signature. `signer_der`: whose it must be; empty: the manifest's own, which says only
// that the files belong together. handover_unsound {path, reason}; file_io.
Result<HandoverReport> verify_handover(const std::filesystem::path& path, ByteView signer_der);

// What the owner sends back.
struct HandoverReceipt {
    OrderId order;
    std::string manifest_sha256;
    std::uint64_t units = 0;
};
Result<HandoverReceipt> parse_receipt(ByteView json);

} // namespace keyline::hsm
