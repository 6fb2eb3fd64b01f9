// VaultPool: a few vaults (HSM sessions) for any number of callers: each call takes one that is free, and waits for one
// when there is none. So calls that wait for a commit keep no session. Threads: any. Failure: that of the vault.
#pragma once

#include "provisioning/ports/vault.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace keyline::hsm {

class VaultPool final : public Vault {
  public:
    // Not empty; all with the same keys.
    explicit VaultPool(std::vector<std::unique_ptr<Vault>> vaults)
        : kgs_(vaults.front()->kgs()), kek_(vaults.front()->kek_check_value()), free_(std::move(vaults)) {}

    const std::vector<KgVersion>& kgs() const override { return kgs_; }
    const CheckValue& kek_check_value() const override { return kek_; }
    Result<MintedToken> mint(const SerialNumber& serial, const CheckValue& kg) override {
        return take()->mint(serial, kg);
    }
    Result<ProductionToken> remake(const SerialNumber& serial, ByteView escrow, const CheckValue& kg) override {
        return take()->remake(serial, escrow, kg);
    }
    Result<bool> check_capture(const SerialNumber& serial, ByteView escrow, const Challenge& challenge,
                               const ByteArray<capture_response_size_bytes>& response) override {
        return take()->check_capture(serial, escrow, challenge, response);
    }
    Result<SubstitutionTable> make_table(std::size_t size_bytes) override { return take()->make_table(size_bytes); }
    Result<Bytes> seal_table(const SubstitutionTable& table, std::string_view context) override {
        return take()->seal_table(table, context);
    }
    Result<SubstitutionTable> open_table(ByteView sealed, std::string_view context) override {
        return take()->open_table(sealed, context);
    }
    Result<Bytes> seal_secret(ByteView secret, std::string_view context) override {
        return take()->seal_secret(secret, context);
    }
    Result<SecretBytes> open_secret(ByteView sealed, std::string_view context) override {
        return take()->open_secret(sealed, context);
    }
    Result<ByteArray<keyed_digest_size_bytes>> keyed_digest(ByteView secret) override {
        return take()->keyed_digest(secret);
    }

  private:
    // One vault, given back by the destructor.
    class Taken {
      public:
        Taken(VaultPool& pool, std::unique_ptr<Vault> vault) : pool_(pool), vault_(std::move(vault)) {}
        Taken(const Taken&) = delete;
        Taken& operator=(const Taken&) = delete;
        ~Taken() {
            {
                const std::lock_guard lock(pool_.mutex_);
                pool_.free_.push_back(std::move(vault_));
            }
            pool_.given_back_.notify_one();
        }
        Vault* operator->() { return vault_.get(); }

      private:
        VaultPool& pool_;
        std::unique_ptr<Vault> vault_;
    };

    Taken take() {
        std::unique_lock lock(mutex_);
        given_back_.wait(lock, [this] { return !free_.empty(); });
        auto vault = std::move(free_.back());
        free_.pop_back();
        return {*this, std::move(vault)};
    }

    const std::vector<KgVersion> kgs_;
    const CheckValue kek_;
    std::mutex mutex_;
    std::condition_variable given_back_;
    std::vector<std::unique_ptr<Vault>> free_;
};

} // namespace keyline::hsm
