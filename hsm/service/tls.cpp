#include "hsm/service/tls.h"

#include "hsm/tls/openssl_handles.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/conf.h>
#include <openssl/ssl.h>

namespace keyline::hsm {

namespace {

namespace tls = grpc::experimental;
constexpr unsigned look_again_s = 1; // at certificate and key

std::string_view view(grpc::string_ref text) {
    return {text.data(), text.size()};
}

using Check = std::function<Status(std::string_view leaf, std::string_view chain)>;

class Verifier final : public tls::ExternalCertificateVerifier {
  public:
    explicit Verifier(Check check) : check_(std::move(check)) {}

    bool Verify(tls::TlsCustomVerificationCheckRequest* request, std::function<void(grpc::Status)> /*later*/,
                grpc::Status* status) override {
        const Status checked = check_(view(request->peer_cert()), view(request->peer_cert_full_chain()));
        *status = checked ? grpc::Status::OK
                          : grpc::Status(grpc::StatusCode::UNAUTHENTICATED, std::string(checked.error().arg("reason")));
        return true;
    }
    void Cancel(tls::TlsCustomVerificationCheckRequest* /*request*/) override {}

  private:
    const Check check_;
};

} // namespace

Status set_tls_version_min(TlsVersion version) {
    OPENSSL_init_ssl(OPENSSL_INIT_LOAD_CONFIG, nullptr); // the system's first, or it would come later, over ours
    const std::string text = std::string("keyline = keyline_conf\n[keyline_conf]\nssl_conf = keyline_ssl\n"
                                         "[keyline_ssl]\nsystem_default = keyline_tls\n[keyline_tls]\n"
                                         "CipherString = DEFAULT:@SECLEVEL=2\n"
                                         "Protocol = -ALL, TLSv1.3") +
                             (version == TlsVersion::v1_2 ? ", TLSv1.2\n" : "\n");
    const std::unique_ptr<CONF, FreeWith<NCONF_free>> conf(NCONF_new(nullptr));
    long error_line = 0;
    if (!conf || NCONF_load_bio(conf.get(), bio_of(text).get(), &error_line) != 1 ||
        CONF_modules_load(conf.get(), "keyline", 0) != 1) {
        return fail(ErrorCode::internal, {{"step", "TLS versions"}}, openssl_cause());
    }
    return {};
}

std::shared_ptr<grpc::ServerCredentials> server_tls(const OwnCertificate& own, Gate& gate) {
    tls::TlsServerCredentialsOptions options(std::make_shared<tls::FileWatcherCertificateProvider>(
        own.key.string(), own.certificate.string(), look_again_s));
    options.watch_identity_key_cert_pairs();
    options.set_check_call_host(false);
    options.set_cert_request_type(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_BUT_DONT_VERIFY); // the gate does
    options.set_certificate_verifier(tls::ExternalCertificateVerifier::Create<Verifier>(
        [&gate](std::string_view leaf, std::string_view chain) { return gate.admit_connection(leaf, chain, {}); }));
    return tls::TlsServerCredentials(options);
}

void Distrust::set(std::string reason) {
    const std::lock_guard lock(mutex_);
    reason_ = std::move(reason);
}

std::string Distrust::get() const {
    const std::lock_guard lock(mutex_);
    return reason_;
}

std::shared_ptr<grpc::ChannelCredentials> channel_tls(const OwnCertificate& own, const std::filesystem::path& ca,
                                                      std::shared_ptr<ReloadedTrust> trust,
                                                      std::shared_ptr<Distrust> distrust) {
    tls::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(std::make_shared<tls::FileWatcherCertificateProvider>(
        own.key.string(), own.certificate.string(), ca.string(), look_again_s));
    options.watch_identity_key_cert_pairs();
    options.watch_root_certs();
    options.set_verify_server_certs(false); // the same, with a reason that can be told, is done by `trust`
    options.set_check_call_host(false);
    options.set_certificate_verifier(tls::ExternalCertificateVerifier::Create<Verifier>(
        [trust = std::move(trust), distrust = std::move(distrust)](std::string_view leaf,
                                                                   std::string_view chain) -> Status {
            auto peer = trust->current()->check(leaf, chain, std::chrono::system_clock::now());
            distrust->set(peer ? std::string() : std::string(peer.error().arg("reason")));
            return peer ? Status() : Status(peer.failure());
        }));
    return tls::TlsCredentials(options);
}

} // namespace keyline::hsm
