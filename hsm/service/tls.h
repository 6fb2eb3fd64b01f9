// TLS for both sides of the protocol, as gRPC's credentials. TLS 1.3 alone, unless 1.2 is asked for: gRPC 1.51 has no
// way to say so in C++, therefore it is said to OpenSSL, for the whole process. Certificate and key are read again by
// gRPC when the files have changed. Threads: any; set_tls_version_min() once, before the first credentials.
#pragma once

#include "hsm/service/server.h"

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

namespace keyline::hsm {

// internal, when OpenSSL does not take it.
Status set_tls_version_min(TlsVersion version);

// The gate, which outlives the server, is asked about each connection. Everybody gets a TLS connection as far as a
// certificate's chain, so that the gate can put on record who was turned away.
std::shared_ptr<grpc::ServerCredentials> server_tls(const OwnCertificate& own, Gate& gate);

// Why the other side was not believed the last time; empty: it was. Threads: any.
class Distrust {
  public:
    void set(std::string reason);
    std::string get() const;

  private:
    mutable std::mutex mutex_;
    std::string reason_;
};

std::shared_ptr<grpc::ChannelCredentials> channel_tls(const OwnCertificate& own, const std::filesystem::path& ca,
                                                      std::shared_ptr<ReloadedTrust> trust,
                                                      std::shared_ptr<Distrust> distrust);

} // namespace keyline::hsm
