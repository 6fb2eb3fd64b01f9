#include "hsm/tls/trust.h"

#include "hsm/tls/certificate_parts.h"

#include <algorithm>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <sys/stat.h>

namespace keyline::hsm {

namespace {

using TimePoint = std::chrono::system_clock::time_point;

constexpr int chain_depth_max = 3;
constexpr int security_level = 2; // OpenSSL's: 112 bits at least, no SHA-1
constexpr const char* no_certificate = "there is none";
constexpr const char* stranger = "no CA that is trusted here has signed it";
constexpr const char* of_other_use = "its extended key usage is not a "; // station's, keyd's

tl::unexpected<Error> refused(std::string reason, const CertificateFacts* facts = nullptr, std::string cause = {}) {
    Error::Args args{{"reason", std::move(reason)}};
    if (facts != nullptr) {
        args.insert(args.end(), {{"subject", facts->subject}, {"serial", facts->serial}, {"pin", facts->pin}});
    }
    return fail(ErrorCode::certificate_refused, std::move(args), std::move(cause));
}

tl::unexpected<Error> unreadable(const std::filesystem::path& path, const char* reason) {
    return fail(ErrorCode::certificate_invalid, {{"path", path.string()}, {"reason", reason}}, openssl_cause());
}

TimePoint time_of(const ASN1_TIME* time) {
    std::tm fields{};
    return ASN1_TIME_to_tm(time, &fields) == 1 ? TimePoint(std::chrono::system_clock::from_time_t(timegm(&fields)))
                                               : TimePoint();
}

bool is_among(const std::string& pin, const std::vector<std::string>& pins) {
    return std::find(pins.begin(), pins.end(), pin) != pins.end();
}

} // namespace

struct Trust::Store {
    StoreHandle roots{X509_STORE_new()};
    CrlHandle crl;
    bool has_crl = false;
    TimePoint crl_made;
    TimePoint crl_next_update;

    // The verified chain, leaf first; or OpenSSL's word.
    enum class Check { signatures, signatures_and_use, revocation };
    Result<CertificatesHandle> verify(X509* leaf, STACK_OF(X509) * others, CertificateName::Role role, Check check,
                                      TimePoint now) const {
        const StoreContextHandle context(X509_STORE_CTX_new());
        if (!context || X509_STORE_CTX_init(context.get(), roots.get(), leaf, others) != 1) {
            return fail(ErrorCode::internal, {}, openssl_cause());
        }
        X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
        X509_VERIFY_PARAM_set_depth(rules, chain_depth_max);
        X509_VERIFY_PARAM_set_auth_level(rules, security_level);
        if (check != Check::signatures) {
            X509_STORE_CTX_set_purpose(context.get(), role == CertificateName::Role::keyd ? X509_PURPOSE_SSL_SERVER
                                                                                          : X509_PURPOSE_SSL_CLIENT);
        }
        if (check == Check::revocation) {
            X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_CRL_CHECK);
            X509_VERIFY_PARAM_set_time(rules, std::chrono::system_clock::to_time_t(now));
        } else {
            X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_NO_CHECK_TIME);
        }
        const bool holds = X509_verify_cert(context.get()) == 1;
        const int error = X509_STORE_CTX_get_error(context.get());
        ERR_clear_error();
        if (!holds) {
            return fail(ErrorCode::certificate_refused, {{"error", std::to_string(error)}},
                        X509_verify_cert_error_string(error));
        }
        return CertificatesHandle(X509_STORE_CTX_get1_chain(context.get()));
    }
};

Result<std::shared_ptr<const Trust>> Trust::load(const TrustOptions& options) {
    auto store = std::make_unique<Store>();
    auto ca = read_text_file(options.ca);
    if (!ca) {
        return ca.failure();
    }
    const CertificatesHandle roots = certificates_in(*ca);
    if (!store->roots || sk_X509_num(roots.get()) < 1) {
        return unreadable(options.ca, "no certificate in PEM");
    }
    for (int i = 0; i < sk_X509_num(roots.get()); ++i) {
        X509_STORE_add_cert(store->roots.get(), sk_X509_value(roots.get(), i));
    }
    if (!options.crl.empty()) {
        auto text = read_text_file(options.crl);
        if (!text) {
            return text.failure();
        }
        store->crl.reset(PEM_read_bio_X509_CRL(bio_of(*text).get(), nullptr, nullptr, nullptr));
        if (!store->crl || X509_CRL_get0_nextUpdate(store->crl.get()) == nullptr) {
            return unreadable(options.crl, "no list of revoked certificates (CRL) in PEM with a next update");
        }
        X509_STORE_add_crl(store->roots.get(), store->crl.get());
        store->has_crl = true;
        store->crl_made = time_of(X509_CRL_get0_lastUpdate(store->crl.get()));
        store->crl_next_update = time_of(X509_CRL_get0_nextUpdate(store->crl.get()));
    }
    return std::shared_ptr<const Trust>(new Trust(options, std::move(store)));
}

Trust::Trust(TrustOptions options, std::unique_ptr<Store> store)
    : options_(std::move(options)), store_(std::move(store)) {}
Trust::~Trust() = default;

std::optional<TimePoint> Trust::crl_next_update() const {
    return store_->has_crl ? std::optional(store_->crl_next_update) : std::nullopt;
}

bool Trust::has_older_crl_than(const Trust& other) const {
    return store_->has_crl && other.store_->has_crl && store_->crl_made < other.store_->crl_made;
}

bool Trust::is_stranger(const Error& refusal) {
    return refusal.code != ErrorCode::certificate_refused || refusal.arg("reason") == no_certificate ||
           refusal.arg("reason") == stranger || refusal.arg("reason").starts_with(of_other_use);
}

namespace {

Result<CertificateName> name_of(const CertificateFacts& facts, const TrustOptions& options) {
    if (facts.uris.size() != 1) {
        return refused(facts.uris.empty() ? "it has no name keyline://..." : "it has more than one name keyline://...",
                       &facts);
    }
    auto name = CertificateName::parse(facts.uris.front());
    if (!name) {
        return refused("its name is not keyline://ENVIRONMENT/station/NAME", &facts);
    }
    if (name->environment != options.environment) {
        return refused("it is for the environment " + name->environment.text(), &facts);
    }
    if (name->role != options.role) {
        return refused("it is a " + std::string(text_of(name->role)) + "'s", &facts);
    }
    return name;
}

Status check_key(const CertificateFacts& facts, const TrustOptions& options) {
    if (is_among(facts.pin, options.blocked_pins)) {
        return refused("its key is blocked", &facts);
    }
    if (!options.pins.empty() && !is_among(facts.pin, options.pins)) {
        return refused("its key is not one of those that are pinned", &facts);
    }
    return {};
}

} // namespace

Result<Peer> Trust::check(std::string_view leaf_pem, std::string_view chain_pem, TimePoint now) const {
    const CertificatesHandle leaves = certificates_in(leaf_pem);
    if (sk_X509_num(leaves.get()) < 1) {
        return refused(no_certificate);
    }
    X509* leaf = sk_X509_value(leaves.get(), 0);
    const CertificateFacts facts = facts_of(*leaf);
    const CertificatesHandle others = certificates_in(chain_pem);
    auto chain = store_->verify(leaf, others.get(), options_.role, Store::Check::signatures_and_use, now);
    if (!chain) {
        const auto known = store_->verify(leaf, others.get(), options_.role, Store::Check::signatures, now);
        return refused(known ? of_other_use + std::string(text_of(options_.role)) + "'s" : stranger, &facts,
                       chain.error().cause);
    }
    TimePoint from = facts.not_before;
    TimePoint until = facts.not_after;
    for (int i = 0; i < sk_X509_num(chain->get()); ++i) {
        const CertificateFacts one = facts_of(*sk_X509_value(chain->get(), i));
        from = std::max(from, one.not_before);
        until = std::min(until, one.not_after);
        if (options_.environment.text() == "production" &&
            one.subject.find("Keyline DEVELOPMENT") != std::string::npos) {
            return refused("it is for development only", &facts);
        }
    }
    if (now < from || now > until) {
        return refused(now < from ? "it is not valid yet" : "it has expired", &facts);
    }
    if (store_->has_crl) {
        if (now > store_->crl_next_update) {
            return refused("the list of revoked certificates is out of date", &facts);
        }
        auto current = store_->verify(leaf, others.get(), options_.role, Store::Check::revocation, now);
        if (!current) {
            const bool revoked = current.error().arg("error") == std::to_string(X509_V_ERR_CERT_REVOKED);
            return refused(revoked ? "it is revoked" : "the list of revoked certificates does not cover it", &facts,
                           current.error().cause);
        }
        until = std::min(until, store_->crl_next_update);
    }
    if (auto allowed = check_key(facts, options_); !allowed) {
        return allowed.failure();
    }
    auto name = name_of(facts, options_);
    if (!name) {
        return name.failure();
    }
    return Peer{std::move(*name), facts, from, until};
}

Result<std::unique_ptr<ReloadedTrust>> ReloadedTrust::load(TrustOptions options, OnReloaded on_reloaded) {
    std::string seen = look(options);
    auto trust = Trust::load(options);
    if (!trust) {
        return trust.failure();
    }
    return std::unique_ptr<ReloadedTrust>(
        new ReloadedTrust(std::move(options), std::move(on_reloaded), std::move(*trust), std::move(seen)));
}

ReloadedTrust::ReloadedTrust(TrustOptions options, OnReloaded on_reloaded, std::shared_ptr<const Trust> trust,
                             std::string seen)
    : options_(std::move(options)), on_reloaded_(std::move(on_reloaded)), trust_(std::move(trust)),
      seen_(std::move(seen)), looked_(std::chrono::steady_clock::now()) {}

std::shared_ptr<const Trust> ReloadedTrust::current() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now - looked_ < look_again_ms) {
        return trust_;
    }
    looked_ = now;
    std::string seen = look(options_);
    if (seen == seen_) {
        return trust_;
    }
    seen_ = std::move(seen);
    auto trust = Trust::load(options_);
    Status reloaded = trust ? Status() : Status(trust.failure());
    if (trust && (*trust)->has_older_crl_than(*trust_)) {
        reloaded = fail(ErrorCode::certificate_invalid,
                        {{"path", options_.crl.string()},
                         {"reason", "this list of revoked certificates is older than the one before it, which stays"}});
    }
    if (reloaded) {
        trust_ = std::move(*trust);
    }
    on_reloaded_(reloaded);
    return trust_;
}

// Which files these are: a file that was replaced, or written to, is another one.
std::string ReloadedTrust::look(const TrustOptions& options) {
    std::string seen;
    for (const auto& path : {options.ca, options.crl}) {
        struct stat status {};
        if (!path.empty() && stat(path.c_str(), &status) == 0) {
            seen += std::to_string(status.st_ino) + "/" + std::to_string(status.st_size) + "/" +
                    std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec);
        }
        seen += ";";
    }
    return seen;
}

} // namespace keyline::hsm
