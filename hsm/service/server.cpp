#include "hsm/service/server.h"

#include "hsm/service/address.h"
#include "hsm/service/administration_server.h"
#include "hsm/service/attendance.h"
#include "hsm/service/calls.h"
#include "hsm/service/grpc_library.h"
#include "hsm/service/refused_calls.h"
#include "hsm/service/requests.h"
#include "hsm/service/tls.h"

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <mutex>
#include <sys/stat.h>
#include <variant>

namespace keyline::hsm {

namespace {

constexpr int calls_per_connection_max = 256;
constexpr int headers_size_bytes_max = 4'096;                 // of one call
constexpr std::size_t buffers_size_bytes_max = 67'108'864;    // of all connections; gRPC closes some beyond
constexpr std::chrono::milliseconds last_words_ms_max{1'000}; // to callers, when a call has hung
constexpr int handshake_ms_max = 10'000;
constexpr int idle_connection_ms_max = 120'000; // without a call; a client's Attend is one
constexpr int keepalive_ms = 20'000;            // a station that was switched off is found out so
constexpr int keepalive_answer_ms_max = 10'000;
constexpr int keepalive_ms_min = 5'000; // what clients may do

// What a service answers, as the message that carries it.
template <class Value>
auto messages(const Result<Value>& value) -> Result<decltype(to_message(*value))> {
    if (!value) {
        return value.failure();
    }
    return to_message(*value);
}

template <class Answer>
Result<Answer> done(const Status& status) {
    if (!status) {
        return status.failure();
    }
    return Answer{};
}

Result<v1::OrderAnswer> order_answer(const Result<WorkOrder>& order) {
    if (!order) {
        return order.failure();
    }
    v1::OrderAnswer answer;
    *answer.mutable_order() = to_message(*order);
    return answer;
}

using ClaimWanted = std::variant<ClaimId, ChipUid>;

Result<ClaimWanted> parse(const v1::FindClaimRequest& message) {
    if (message.has_uid()) {
        auto uid = ChipUid::from_bytes(as_bytes(message.uid()));
        return uid ? Result<ClaimWanted>(*uid) : uid.failure();
    }
    auto claim = ClaimId::from_bytes(as_bytes(message.claim()));
    return claim ? Result<ClaimWanted>(*claim) : claim.failure();
}

Result<v1::FindClaimAnswer> find_claim(KeyService& service, const ClaimWanted& wanted) {
    auto claim = std::visit([&](const auto& by) { return service.find_claim(by); }, wanted);
    if (!claim) {
        return claim.failure();
    }
    v1::FindClaimAnswer answer;
    if (*claim) {
        *answer.mutable_claim() = to_message(**claim);
    }
    return answer;
}

Result<v1::TableAnswer> table(KeyService& service, const OrderId& order) {
    auto made = service.table(order);
    if (!made) {
        return made.failure();
    }
    v1::TableAnswer answer;
    answer.set_table(bytes_field(made->bytes()));
    return answer;
}

Result<v1::OrdersAnswer> orders(KeyService& service) {
    auto all = service.orders();
    if (!all) {
        return all.failure();
    }
    v1::OrdersAnswer answer;
    for (const WorkOrder& order : *all) {
        *answer.add_orders() = to_message(order);
    }
    return answer;
}

Result<v1::ArchiveAnswer> archive(KeyService& service, const EntriesSent& sent) {
    auto note = service.archive(sent.from, sent.entries);
    if (!note) {
        return note.failure();
    }
    v1::ArchiveAnswer answer;
    answer.set_signed_note(std::move(*note));
    return answer;
}

grpc::StatusCode status_code_of(const Error& error) {
    switch (error.code) {
    case ErrorCode::key_service_unavailable:
        return grpc::StatusCode::UNAVAILABLE;
    case ErrorCode::key_service_busy:
    case ErrorCode::call_too_large:
        return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case ErrorCode::value_malformed:
    case ErrorCode::call_malformed:
        return grpc::StatusCode::INVALID_ARGUMENT;
    case ErrorCode::call_unknown:
        return grpc::StatusCode::UNIMPLEMENTED;
    case ErrorCode::certificate_refused:
        return grpc::StatusCode::UNAUTHENTICATED;
    case ErrorCode::caller_not_allowed:
        return grpc::StatusCode::PERMISSION_DENIED;
    case ErrorCode::stopped:
        return grpc::StatusCode::CANCELLED;
    default:
        return kind_of(error.code) == ErrorKind::refused ? grpc::StatusCode::FAILED_PRECONDITION
                                                         : grpc::StatusCode::INTERNAL;
    }
}

} // namespace

grpc::Status status_of(const Error& error) {
    return {status_code_of(error), std::string(text_of(error.code)), to_message(error).SerializeAsString()};
}

class KeyServiceServer::Service final : public v1::KeyService::CallbackService {
    using Context = grpc::CallbackServerContext;
    using Reactor = grpc::ServerUnaryReactor;
    struct Nothing {};

  public:
    Service(KeyServices& services, Gate& gate, Calls& calls, Attendance& attendance)
        : services_(services), gate_(gate), calls_(calls), attendance_(attendance) {
        SetMessageAllocatorFor_Issue(&issue_allocator_);
        SetMessageAllocatorFor_Table(&table_allocator_);
    }

    Attendance::Reactor* Attend(Context* context, const v1::AttendRequest*) override {
        auto admitted = gate_.admit(*context, "Attend");
        return admitted ? attendance_.admit(admitted->caller) : attendance_.refuse(admitted.error());
    }

    Reactor* Info(Context* context, const v1::InfoRequest* request, v1::InfoAnswer* answer) override {
        return submit(*context, "Info", *answer,
                      readable(*request, [](const auto&) { return Result<Nothing>(Nothing()); }),
                      [](KeyService& service, Nothing) { return messages(service.info()); });
    }
    Reactor* Issue(Context* context, const v1::IssueRequest* request, v1::IssueAnswer* answer) override {
        return submit(*context, "Issue", *answer,
                      readable(*request, [](const auto& sent) { return from_message(sent); }),
                      [](KeyService& service, const IssueRequest& wanted) { return messages(service.issue(wanted)); });
    }
    Reactor* FindClaim(Context* context, const v1::FindClaimRequest* request, v1::FindClaimAnswer* answer) override {
        return submit(*context, "FindClaim", *answer, readable(*request, [](const auto& sent) { return parse(sent); }),
                      find_claim);
    }
    Reactor* Table(Context* context, const v1::TableRequest* request, v1::TableAnswer* answer) override {
        return submit(*context, "Table", *answer,
                      readable(*request, [](const auto& sent) { return OrderId::parse(sent.order()); }), table);
    }
    Reactor* Challenge(Context* context, const v1::ChallengeRequest* request, v1::ChallengeAnswer* answer) override {
        return submit(*context, "Challenge", *answer, readable(*request, [](const auto& sent) { return parse(sent); }),
                      [](KeyService& service, const ChallengeWanted& wanted) {
                          return messages(service.challenge(wanted.claim, wanted.stage));
                      });
    }
    Reactor* Prove(Context* context, const v1::ProveRequest* request, v1::ProveAnswer* answer) override {
        return submit(*context, "Prove", *answer, readable(*request, [](const auto& sent) { return parse(sent); }),
                      [](KeyService& service, const ProofGiven& given) {
                          return done<v1::ProveAnswer>(service.prove(given.claim, given.challenge, given.answer));
                      });
    }
    Reactor* Report(Context* context, const v1::ReportRequest* request, v1::ReportAnswer* answer) override {
        return submit(*context, "Report", *answer, readable(*request, [](const auto& sent) { return parse(sent); }),
                      [](KeyService& service, const EndReported& reported) {
                          return done<v1::ReportAnswer>(service.report(reported.claim, reported.end, reported.code));
                      });
    }
    Reactor* CreateOrder(Context* context, const v1::CreateOrderRequest* request, v1::OrderAnswer* answer) override {
        return submit(
            *context, "CreateOrder", *answer, readable(*request, [](const auto& sent) { return from_message(sent); }),
            [](KeyService& service, const NewOrder& order) { return order_answer(service.create_order(order)); });
    }
    Reactor* Order(Context* context, const v1::OrderRequest* request, v1::OrderAnswer* answer) override {
        return submit(*context, "Order", *answer,
                      readable(*request, [](const auto& sent) { return OrderId::parse(sent.id()); }),
                      [](KeyService& service, const OrderId& id) { return order_answer(service.order(id)); });
    }
    Reactor* Orders(Context* context, const v1::OrdersRequest* request, v1::OrdersAnswer* answer) override {
        return submit(*context, "Orders", *answer,
                      readable(*request, [](const auto&) { return Result<Nothing>(Nothing()); }),
                      [](KeyService& service, Nothing) { return orders(service); });
    }
    Reactor* Archive(Context* context, const v1::ArchiveRequest* request, v1::ArchiveAnswer* answer) override {
        return submit(*context, "Archive", *answer, readable(*request, [](const auto& sent) { return parse(sent); }),
                      archive);
    }

  private:
    template <class Answer, class Request, class Work>
    Reactor* submit(const Context& context, std::string_view name, Answer& answer, Result<Request> request, Work work) {
        const CallGroup group = name == "CreateOrder" ? CallGroup::orders : CallGroup::line;
        return calls_.submit(context, name, group, answer, std::move(request),
                             [this, work](const Caller& caller, const Request& wanted) -> Result<Answer> {
                                 return work(*services_.serve(caller), wanted);
                             });
    }

    KeyServices& services_;
    Gate& gate_;
    Calls& calls_;
    Attendance& attendance_;
    WipingAllocator<v1::IssueRequest, v1::IssueAnswer> issue_allocator_;
    WipingAllocator<v1::TableRequest, v1::TableAnswer> table_allocator_;
};

// In the order in which they depend on one another; gRPC's server goes first.
class KeyServiceServer::Running {
  public:
    explicit Running(Options options)
        : options_(std::move(options)), pool_({options_.workers, options_.call_ms_max, [this] { give_up(); }}),
          gate_(options_.gate), calls_(gate_, pool_), service_(options_.services, gate_, calls_, attendance_),
          unknown_calls_(gate_) {
        if (options_.people != nullptr) {
            people_.emplace(*options_.people, calls_);
        }
    }

    ~Running() {
        if (server_ != nullptr) {
            shut_down(stop_ms_max);
        }
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    Status start() {
        keep_grpc_up();
        grpc::EnableDefaultHealthCheckService(true);
        grpc::ServerBuilder builder;
        builder.AddListeningPort(grpc_target(options_.socket_path), grpc::InsecureServerCredentials());
        if (options_.tls) {
            builder.AddListeningPort(options_.tls->listen, server_tls(options_.tls->own, gate_), &port_);
        }
        set_limits(builder);
        builder.RegisterService(&service_);
        if (people_) {
            builder.RegisterService(&*people_);
        }
        builder.RegisterCallbackGenericService(&unknown_calls_);
        std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> watchers;
        watchers.push_back(unreadable_messages(gate_));
        builder.experimental().SetInterceptorCreators(std::move(watchers));
        {
            const std::lock_guard lock(server_mutex_);
            server_ = builder.BuildAndStart();
        }
        if (server_ == nullptr) { // gRPC does not say why
            const std::string made = "the socket " + options_.socket_path + " cannot be made";
            return fail(
                ErrorCode::key_service_not_started,
                {{"reason",
                  options_.tls ? options_.tls->listen + " is in use or not of this machine, or " + made : made}});
        }
        if (chmod(options_.socket_path.c_str(), S_IRUSR | S_IWUSR) != 0) {
            return fail(ErrorCode::key_service_not_started, {{"reason", options_.socket_path}}, errno_text(errno));
        }
        return {};
    }

    Attendance& attendance() { return attendance_; }
    Gate& gate() { return gate_; }
    WorkerPool& pool() { return pool_; }
    int port() const { return port_; }

  private:
    void shut_down(std::chrono::milliseconds ms_max) {
        attendance_.close();
        server_->Shutdown(std::chrono::system_clock::now() + ms_max);
    }

    static void set_limits(grpc::ServerBuilder& builder) {
        builder.SetMaxReceiveMessageSize(received_size_bytes_max);
        builder.SetMaxSendMessageSize(message_size_bytes_max);
        builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, calls_per_connection_max);
        builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, headers_size_bytes_max);
        builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0); // it would enlarge what a caller may send ahead
        builder.SetResourceQuota(grpc::ResourceQuota("keyd").Resize(buffers_size_bytes_max));
        builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0); // two on one port would share the callers
        builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, handshake_ms_max);
        builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, idle_connection_ms_max);
        builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, keepalive_ms);
        builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, keepalive_answer_ms_max);
        builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
        builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, keepalive_ms_min);
    }

    void give_up() {
        const std::lock_guard lock(server_mutex_); // the watchdog is older than the server
        server_->GetHealthCheckService()->SetServingStatus(false);
        shut_down(last_words_ms_max);
        options_.on_hang();
    }

    const Options options_;
    int port_ = 0; // of the TLS listener
    Attendance attendance_;
    WorkerPool pool_;
    Gate gate_;
    Calls calls_;
    Service service_;
    std::optional<AdministrationServer> people_;
    UnknownCalls unknown_calls_;
    std::mutex server_mutex_;
    std::unique_ptr<grpc::Server> server_;
};

Result<std::unique_ptr<KeyServiceServer>> KeyServiceServer::start(Options options) {
    if (auto socket_path = socket_path_of("unix:" + options.socket_path); !socket_path) {
        return socket_path.failure();
    }
    if (options.tls) {
        if (auto fits = check_key_fits(options.tls->own.key, options.tls->own.certificate); !fits) {
            return fits.failure();
        }
        if (auto set = set_tls_version_min(options.tls->version_min); !set) {
            return set.failure();
        }
    }
    auto running = std::make_unique<Running>(std::move(options));
    if (auto started = running->start(); !started) {
        return started.failure();
    }
    return std::unique_ptr<KeyServiceServer>(new KeyServiceServer(std::move(running)));
}

KeyServiceServer::KeyServiceServer(std::unique_ptr<Running> running) : running_(std::move(running)) {}
KeyServiceServer::~KeyServiceServer() = default;

std::optional<std::chrono::steady_clock::duration> KeyServiceServer::idle_for() const {
    return running_->attendance().idle_for();
}

bool KeyServiceServer::close_if_idle() {
    return running_->attendance().close_if_idle();
}

int KeyServiceServer::port() const {
    return running_->port();
}

void KeyServiceServer::set_stations(std::vector<StationRights> stations) {
    running_->gate().set_stations(std::move(stations));
}

ServerState KeyServiceServer::state() const {
    return {running_->attendance().count(), running_->pool().queued(), running_->gate().certificates_end()};
}

} // namespace keyline::hsm
