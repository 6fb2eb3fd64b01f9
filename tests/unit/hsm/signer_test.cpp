// The log signer: signatures that OpenSSL verifies with the public key that it gives.
#include "hsm/identity.h"
#include "tests/unit/hsm/softhsm_token.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <thread>

namespace keyline::hsm {

namespace {
constexpr std::size_t threads_count = 4;
constexpr std::size_t signatures_per_thread = 10;

bool verifies(ByteView public_key_der, ByteView message, ByteView signature) {
    const std::uint8_t* der = public_key_der.data();
    EVP_PKEY* key = d2i_PUBKEY(nullptr, &der, static_cast<long>(public_key_der.size()));
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const bool sound =
        EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key) == 1 &&
        EVP_DigestVerify(context, signature.data(), signature.size(), message.data(), message.size()) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return sound;
}
} // namespace

class SignerTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        token_.emplace();
        VERIFY_OK(token_->set_up(Bytes(aes_key_size_bytes, 0x31)));
    }
    void cleanupTestCase() { token_.reset(); }

    void signs_what_openssl_verifies() {
        const auto signer = HsmSigner::create(token_->module());
        VERIFY_OK(signer);
        const ByteView message = as_bytes("keyline.example/log\n42\nroot\n");
        const auto signature = (*signer)->sign(message);
        VERIFY_OK(signature);
        const ByteView key = (*signer)->public_key_der();
        QCOMPARE(key.size(), 91U); // SubjectPublicKeyInfo of an uncompressed P-256 point
        QVERIFY(verifies(key, message, *signature));
        QVERIFY(!verifies(key, as_bytes("another"), *signature));
        VERIFY_OK((*signer)->sign({}));
    }

    void has_the_same_key_after_a_restart() {
        Bytes before;
        {
            const auto signer = HsmSigner::create(token_->module());
            VERIFY_OK(signer);
            before = (*signer)->public_key_der();
        }
        VERIFY_OK(token_->load());
        VERIFY_OK(token_->log_in());
        const auto signer = HsmSigner::create(token_->module());
        VERIFY_OK(signer);
        QVERIFY(before == (*signer)->public_key_der());
    }

    void signs_for_several_threads() {
        const auto signer = HsmSigner::create(token_->module());
        VERIFY_OK(signer);
        std::array<std::size_t, threads_count> sound{};
        std::vector<std::thread> threads;
        for (std::size_t thread = 0; thread < threads_count; ++thread) {
            threads.emplace_back([&, thread] {
                for (std::size_t i = 0; i < signatures_per_thread; ++i) {
                    const std::string message = std::to_string(thread) + " " + std::to_string(i);
                    const auto signature = (*signer)->sign(as_bytes(message));
                    sound[thread] += static_cast<std::size_t>(
                        signature && verifies((*signer)->public_key_der(), as_bytes(message), *signature));
                }
            });
        }
        for (auto& thread : threads) {
            thread.join();
        }
        for (const std::size_t count : sound) {
            QCOMPARE(count, signatures_per_thread);
        }
    }

    void says_which_key_is_missing() {
        const auto signer = HsmSigner::create(token_->module(), "other-signer");
        VERIFY_FAILS(signer, ErrorCode::hsm_key_missing);
        QCOMPARE(signer.error().arg("key"), std::string_view("other-signer"));
    }

  private:
    std::optional<SoftHsmToken> token_;
};

} // namespace keyline::hsm

QTEST_GUILESS_MAIN(keyline::hsm::SignerTest)
#include "signer_test.moc"
