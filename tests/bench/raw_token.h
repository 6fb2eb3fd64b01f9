// What one token costs without any of our code: the same PKCS#11 calls in a plain loop, and OpenSSL with the keys in
// memory. Threads: one at a time for an object.
#pragma once

#include "hsm/pkcs11/session.h"
#include "tests/bench/bench.h"

namespace keyline::bench {

// A session of the module that is logged in already, with session copies of the keys, as the vault has.
class RawPkcs11 {
  public:
    explicit RawPkcs11(const hsm::Module& module);
    void mint();   // generate, wrap under Kg, encrypt the serial number, wrap under KEK, destroy
    void digest(); // HMAC of a token

  private:
    const CK_FUNCTION_LIST& pkcs11_;
    hsm::Session session_;
    hsm::Object kg_;
    hsm::Object kek_;
    hsm::Object digest_;
    ByteArray<64> token_{};
    ByteArray<40> escrow_{};
};

class OpenSslToken {
  public:
    OpenSslToken();
    ~OpenSslToken();
    OpenSslToken(const OpenSslToken&) = delete;
    OpenSslToken& operator=(const OpenSslToken&) = delete;
    void mint();

  private:
    struct Ciphers;
    std::unique_ptr<Ciphers> ciphers_;
    ByteArray<32> kg_{};
    ByteArray<32> kek_{};
    ByteArray<64> token_{};
    ByteArray<40> escrow_{};
};

} // namespace keyline::bench
