#include "hsm/service/gate.h"

#include <algorithm>
#include <grpc/grpc_security_constants.h>
#include <grpcpp/security/auth_context.h>
#include <grpcpp/server_context.h>

namespace keyline::hsm {

namespace {

constexpr std::size_t known_certificates_max = 1'024;

std::string property(const grpc::AuthContext& context, const char* name) {
    const auto values = context.FindPropertyValues(name);
    return values.empty() ? std::string() : std::string(values.front().data(), values.front().size());
}

tl::unexpected<Error> not_allowed(const Caller& caller, std::string_view call, const char* reason) {
    return fail(ErrorCode::caller_not_allowed,
                {{"station", caller.station.text()}, {"call", std::string(call)}, {"reason", reason}});
}

} // namespace

Result<CallGroup> parse_call_group(std::string_view text) {
    if (text == "line") {
        return CallGroup::line;
    }
    if (text == "orders") {
        return CallGroup::orders;
    }
    if (text == "people") {
        return CallGroup::people;
    }
    return fail(ErrorCode::value_malformed, {{"value", "calls"}, {"reason", "must be line, orders or people"}});
}

Result<Admission> Gate::admit(const grpc::ServerContextBase& context, std::string_view call, CallGroup group) {
    const auto refuse = [&](const Error& error) {
        options_.on_refused({error, context.peer(), std::string(call)});
        return tl::unexpected<Error>(error);
    };
    auto caller = caller_of(context);
    if (!caller) {
        return refuse(caller.error());
    }
    if (caller->certificate.empty()) { // the Unix socket: its own user's
        return Admission{std::move(*caller), {}};
    }
    if (auto allowed = check_rights(*caller, call, group); !allowed) {
        return refuse(allowed.error());
    }
    auto ticket = flow_.enter(caller->station.text(), options_.clock->monotonic());
    if (!ticket) {
        return refuse(ticket.error());
    }
    return Admission{std::move(*caller), std::move(*ticket)};
}

Status Gate::admit_connection(std::string_view leaf, std::string_view chain, const std::string& from) {
    auto peer = peer_of(leaf, chain);
    if (!peer && Trust::is_stranger(peer.error())) {
        options_.on_refused({peer.error(), from, {}});
        return peer.failure();
    }
    return {}; // everybody else is told with each call
}

Error Gate::turn_away(const grpc::ServerContextBase& context, std::string_view call, Error why) {
    auto caller = caller_of(context);
    if (!caller) {
        why = caller.error();
    } else {
        why.args.insert(why.args.end(), {{"station", caller->station.text()}, {"call", std::string(call)}});
    }
    options_.on_refused({why, context.peer(), std::string(call)});
    return why;
}

void Gate::set_stations(std::vector<StationRights> stations) {
    const std::lock_guard lock(mutex_);
    stations_ = std::move(stations);
}

std::map<std::string, std::chrono::system_clock::time_point> Gate::certificates_end() const {
    const std::lock_guard lock(mutex_);
    std::map<std::string, std::chrono::system_clock::time_point> ends;
    for (const auto& [pem, known] : known_) {
        auto& end = ends[known.peer.name.name.text()];
        end = std::max(end, known.peer.facts.not_after);
    }
    return ends;
}

Result<Caller> Gate::caller_of(const grpc::ServerContextBase& context) {
    const auto identity = context.auth_context();
    const bool is_tls = identity != nullptr && property(*identity, GRPC_TRANSPORT_SECURITY_TYPE_PROPERTY_NAME) ==
                                                   GRPC_TLS_TRANSPORT_SECURITY_TYPE;
    if (!is_tls && context.peer().starts_with("unix:")) {
        return Caller{options_.socket_station, {}};
    }
    if (!is_tls) {
        return fail(ErrorCode::certificate_refused, {{"reason", "there is none"}});
    }
    auto peer = peer_of(property(*identity, GRPC_X509_PEM_CERT_PROPERTY_NAME),
                        property(*identity, GRPC_X509_PEM_CERT_CHAIN_PROPERTY_NAME));
    if (!peer) {
        return peer.failure();
    }
    return Caller{peer->name.name, peer->facts.pin};
}

Result<Peer> Gate::peer_of(std::string_view leaf, std::string_view chain) {
    if (options_.trust == nullptr) {
        return fail(ErrorCode::certificate_refused, {{"reason", "there is none"}});
    }
    const auto trust = options_.trust->current();
    const auto now = options_.clock->utc();
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(leaf);
    if (known != known_.end() && known->second.trust == trust && now >= known->second.peer.valid_from &&
        now <= known->second.peer.valid_until) {
        return known->second.peer;
    }
    auto peer = trust->check(leaf, chain, now);
    if (known != known_.end()) {
        known_.erase(known);
    }
    if (peer) {
        if (known_.size() >= known_certificates_max) {
            known_.clear();
        }
        known_.insert_or_assign(std::string(leaf), Known{trust, *peer});
    }
    return peer;
}

Status Gate::check_rights(const Caller& caller, std::string_view call, CallGroup group) const {
    const std::lock_guard lock(mutex_);
    const auto rights = std::find_if(stations_.begin(), stations_.end(),
                                     [&](const StationRights& one) { return one.name == caller.station; });
    if (rights == stations_.end()) {
        return not_allowed(caller, call, "the key service does not know it");
    }
    if (rights->state == StationRights::State::disabled) {
        return not_allowed(caller, call, "it is disabled");
    }
    const bool for_everybody = call == "Info" || call == "Attend";
    if (!for_everybody && !rights->calls.contains(group)) {
        return not_allowed(caller, call, "it has no right to such calls");
    }
    return {};
}

} // namespace keyline::hsm
