// Pkcs11Vault: the Vault port over one PKCS#11 session, with session copies of the keys.
// One for each session (VaultPool shares them out); all share the module, which outlives them and stays where it is.
// Run the self-test before. After a failure the session is not trusted any more: the next call opens another, finds the
// keys again by label and compares their check values again, so that a token that was exchanged under us is noticed.
// SoftHSM keeps some 250 bytes of each session object until the module is finalised: a service that has issued some
// hundred thousand units should be started again when it is idle.
#pragma once

#include "hsm/pek.h"

#include <optional>

namespace keyline::hsm {

class Pkcs11Vault final : public Vault {
  public:
    struct Options {
        KeyLabels labels;
        std::vector<KgVersion> kgs; // what the configuration expects; not empty
        CheckValue kek;
    };
    // hsm_key_missing, hsm_key_ambiguous {key}; hsm_key_check_value {key, expected, found}; hsm_failed.
    static Result<Pkcs11Vault> create(const Module& module, Options options);

    const std::vector<KgVersion>& kgs() const override { return options_.kgs; }
    const CheckValue& kek_check_value() const override { return options_.kek; }
    Result<MintedToken> mint(const SerialNumber& serial, const CheckValue& kg) override;
    Result<ProductionToken> remake(const SerialNumber& serial, ByteView escrow, const CheckValue& kg) override;
    Result<bool> check_capture(const SerialNumber& serial, ByteView escrow, const Challenge& challenge,
                               const ByteArray<capture_response_size_bytes>& response) override;
    Result<SubstitutionTable> make_table(std::size_t size_bytes) override;
    Result<Bytes> seal_table(const SubstitutionTable& table, std::string_view context) override;
    // table_damaged {profile: the context} when it was tampered with, or is another context's.
    Result<SubstitutionTable> open_table(ByteView sealed, std::string_view context) override;
    Result<Bytes> seal_secret(ByteView secret, std::string_view context) override;
    Result<SecretBytes> open_secret(ByteView sealed, std::string_view context) override;
    Result<ByteArray<keyed_digest_size_bytes>> keyed_digest(ByteView secret) override;

  private:
    struct Bench { // the session first: it is closed last
        Session session;
        std::vector<Object> kgs; // in the order of options_.kgs
        Object kek, table, digest;
    };

    Pkcs11Vault(const Module& module, Options options, SecretBytes token)
        : module_(&module), options_(std::move(options)), token_(std::move(token)) {}
    Status prepare();
    template <class Body>
    auto on_bench(Body body) -> decltype(body(std::declval<Bench&>()));
    Result<std::vector<Object>> copy_kgs(Session& session) const;
    Result<std::size_t> index_of(const CheckValue& kg) const;
    Result<ProductionToken> take_token(Bench& bench, KeyHandle kg, KeyHandle pek, const SerialNumber& serial);
    // Whether the KEK, or the table key, does its work in a new session: then it was the input that was bad.
    bool kek_works(const Bench& bench) const;
    bool table_key_works(const Bench& bench) const;
    Result<Object> restore(Bench& bench, ByteView escrow, PekUse use);

    const Module* module_;
    Options options_;
    SecretBytes token_; // where a token is put together; wiped after each
    std::optional<Bench> bench_;
};

} // namespace keyline::hsm
