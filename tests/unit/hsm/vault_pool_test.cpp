// Many callers, few vaults: no vault has two callers at once, each serves, and a failure gives its vault back.
#include "hsm/vault_pool.h"
#include "tests/support/software_vault.h"

#include <QTest>
#include <atomic>
#include <latch>
#include <thread>

using namespace keyline;
using namespace keyline::hsm;

namespace {

// Digests wait until `meeting` says that as many are under way as there are vaults.
class CountingVault final : public Vault {
  public:
    CountingVault(std::atomic<int>& overlaps, std::latch& meeting) : overlaps_(overlaps), meeting_(meeting) {
        inner_.kg.fill(0x4b); // all have the same keys
    }
    const std::vector<KgVersion>& kgs() const override { return inner_.kgs(); }
    const CheckValue& kek_check_value() const override { return inner_.kek_check_value(); }
    Result<MintedToken> mint(const SerialNumber& serial, const CheckValue& kg) override {
        overlaps_ += busy_.exchange(true) ? 1 : 0;
        auto minted = inner_.mint(serial, kg);
        busy_ = false;
        return minted;
    }
    Result<ProductionToken> remake(const SerialNumber&, ByteView, const CheckValue&) override {
        return fail(ErrorCode::hsm_failed);
    }
    Result<bool> check_capture(const SerialNumber& serial, ByteView escrow, const Challenge& challenge,
                               const ByteArray<capture_response_size_bytes>& response) override {
        return inner_.check_capture(serial, escrow, challenge, response);
    }
    Result<SubstitutionTable> make_table(std::size_t size_bytes) override { return inner_.make_table(size_bytes); }
    Result<Bytes> seal_table(const SubstitutionTable& table, std::string_view context) override {
        return inner_.seal_table(table, context);
    }
    Result<SubstitutionTable> open_table(ByteView sealed, std::string_view context) override {
        return inner_.open_table(sealed, context);
    }
    Result<Bytes> seal_secret(ByteView secret, std::string_view context) override {
        return inner_.seal_secret(secret, context);
    }
    Result<SecretBytes> open_secret(ByteView sealed, std::string_view context) override {
        return inner_.open_secret(sealed, context);
    }
    Result<ByteArray<keyed_digest_size_bytes>> keyed_digest(ByteView secret) override {
        meeting_.arrive_and_wait();
        return inner_.keyed_digest(secret);
    }

  private:
    test::SoftwareVault inner_;
    std::atomic<bool> busy_ = false;
    std::atomic<int>& overlaps_;
    std::latch& meeting_;
};

} // namespace

class VaultPoolTest : public QObject {
    Q_OBJECT
  private:
    static constexpr int vaults = 3;
    std::atomic<int> overlaps_ = 0;
    std::latch meeting_{vaults};

    std::vector<std::unique_ptr<Vault>> make_vaults() {
        std::vector<std::unique_ptr<Vault>> made;
        for (int i = 0; i < vaults; ++i) {
            made.push_back(std::make_unique<CountingVault>(overlaps_, meeting_));
        }
        return made;
    }

  private slots:
    void as_many_at_once_as_there_are_vaults() {
        VaultPool pool(make_vaults());
        std::atomic<int> made = 0;
        std::vector<std::jthread> callers;
        for (int i = 0; i < vaults; ++i) { // each of them waits for the others
            callers.emplace_back([&] { made += pool.keyed_digest({}) ? 1 : 0; });
        }
        callers.clear();
        QCOMPARE(made.load(), vaults);
    }

    void no_vault_has_two_callers() {
        VaultPool pool(make_vaults());
        const SerialNumber serial = *SerialNumber::parse("0001-000000000001");
        std::atomic<int> minted = 0;
        std::vector<std::jthread> callers;
        for (int i = 0; i < 12; ++i) {
            callers.emplace_back([&] {
                for (int token = 0; token < 200; ++token) {
                    minted += pool.mint(serial, pool.kg_check_value()) ? 1 : 0;
                }
            });
        }
        callers.clear();
        QCOMPARE(minted.load(), 2'400);
        QCOMPARE(overlaps_.load(), 0);
    }

    void a_failure_gives_its_vault_back() {
        VaultPool pool(make_vaults());
        const SerialNumber serial = *SerialNumber::parse("0001-000000000001");
        for (int i = 0; i < vaults * 2; ++i) {
            QCOMPARE(pool.remake(serial, {}, pool.kg_check_value()).error().code, ErrorCode::hsm_failed);
        }
        QVERIFY(pool.mint(serial, pool.kg_check_value()));
    }
};

QTEST_GUILESS_MAIN(VaultPoolTest)
#include "vault_pool_test.moc"
