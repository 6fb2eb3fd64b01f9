// What hsm/tls reads out of OpenSSL's certificates. Only for hsm/tls/*.cpp.
#pragma once

#include "hsm/tls/certificate.h"
#include "hsm/tls/openssl_handles.h"

namespace keyline::hsm {

std::string text_of(const X509_NAME* name); // RFC 2253
std::string pin_of(const X509& certificate);
std::vector<std::string> keyline_uris_of(const X509& certificate);
CertificatesHandle certificates_in(std::string_view pem);
CertificateFacts facts_of(const X509& certificate);

} // namespace keyline::hsm
