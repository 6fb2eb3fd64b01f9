// Gate: who calls, and whether they may, asked anew for each call: the certificate that the connection was made with,
// as it stands now (expiry by keyd's clock, revocation by the list as it is now), the station's rights, and how much it
// has asked for lately. Threads: any. Errors: certificate_refused, caller_not_allowed {station, call, reason},
// key_service_busy {limit, retry_after_ms}.
#pragma once

#include "hsm/service/flow_limit.h"
#include "hsm/tls/trust.h"
#include "provisioning/caller.h"
#include "provisioning/ports/clock.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace grpc {
class ServerContextBase;
}

namespace keyline::hsm {

struct Admission {
    Caller caller;
    Ticket ticket;
};

// Which calls a station may make; everybody may make Attend and Info.
enum class CallGroup {
    line,   // claims, proofs, reports, the archive, looking at orders
    orders, // making orders, by whomever
    people, // all else that people do: the service Administration
};
Result<CallGroup> parse_call_group(std::string_view text); // value_malformed

struct StationRights {
    enum class State { enabled, disabled };
    StationId name;
    std::set<CallGroup> calls;
    State state = State::enabled;
};

// Somebody was turned away; for the record. Never blocks.
struct Refusal {
    Error why;
    std::string from; // "ipv4:10.0.0.7:40112"
    std::string call; // "Issue"; empty: the connection itself
};

// A call that was let in has its answer; for the metrics. Never blocks.
struct CallEnd {
    std::string_view call;         // "Issue"
    std::optional<ErrorCode> code; // none: it went well
    std::chrono::steady_clock::duration took;
};

class Gate {
  public:
    struct Options {
        StationId socket_station;               // whose the Unix socket is
        std::vector<StationRights> stations{};  // who may call over TLS
        std::shared_ptr<ReloadedTrust> trust{}; // none: nobody comes over TLS
        Clock* clock = nullptr;                 // with `trust`; outlives the gate
        std::function<void(const Refusal&)> on_refused = [](const Refusal&) {};
        std::function<void(const CallEnd&)> on_call_ended = [](const CallEnd&) {};
    };
    explicit Gate(Options options) : options_(std::move(options)) {}

    // `call`: "Issue", as the .proto names it.
    Result<Admission> admit(const grpc::ServerContextBase& context, std::string_view call,
                            CallGroup group = CallGroup::line);
    // Whoever no CA of ours has vouched for gets no connection.
    Status admit_connection(std::string_view leaf, std::string_view chain, const std::string& from);

    // A call that cannot be read: on record, unless its caller is refused anyway. Answers what the caller is told.
    Error turn_away(const grpc::ServerContextBase& context, std::string_view call, Error why);

    void call_ended(const CallEnd& end) const { options_.on_call_ended(end); }
    void set_stations(std::vector<StationRights> stations);
    // Every station that has called over TLS, and until when its certificate holds.
    std::map<std::string, std::chrono::system_clock::time_point> certificates_end() const;

  private:
    Result<Peer> peer_of(std::string_view leaf, std::string_view chain);
    Result<Caller> caller_of(const grpc::ServerContextBase& context);
    Status check_rights(const Caller& caller, std::string_view call, CallGroup group) const;

    const Options options_;
    mutable std::mutex mutex_;
    std::vector<StationRights> stations_ = options_.stations;
    // What was found of a certificate, for as long as the trust is the same.
    struct Known {
        std::shared_ptr<const Trust> trust;
        Peer peer;
    };
    std::map<std::string, Known, std::less<>> known_;
    FlowLimit flow_;
};

} // namespace keyline::hsm
