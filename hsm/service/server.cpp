#include "hsm/service/server.h"

#include "hsm/service/address.h"
#include "hsm/service/administration_server.h"
#include "hsm/service/attendance.h"
#include "hsm/service/calls.h"
#include "hsm/service/grpc_library.h"

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

struct ChallengeWanted {
    ClaimId claim;
    ProofStage stage;
};
struct ProofGiven {
    ClaimId claim;
    ChallengeId challenge;
    ProofAnswer answer;
};
struct EndReported {
    ClaimId claim;
    ClaimState end;
    std::string code;
};
struct EntriesSent {
    std::uint64_t from;
    std::vector<std::string> entries;
};

Result<ChallengeWanted> parse(const v1::ChallengeRequest& message) {
    auto claim = ClaimId::from_bytes(as_bytes(message.claim()));
    if (!claim) {
        return claim.failure();
    }
    auto stage = from_message(message.stage());
    if (!stage) {
        return stage.failure();
    }
    return ChallengeWanted{*claim, *stage};
}

Result<ProofGiven> parse(const v1::ProveRequest& message) {
    auto claim = ClaimId::from_bytes(as_bytes(message.claim()));
    if (!claim) {
        return claim.failure();
    }
    auto challenge = to_array<challenge_id_size_bytes>(as_bytes(message.challenge()));
    if (!challenge) {
        return challenge.failure();
    }
    auto response = to_array<capture_response_size_bytes>(as_bytes(message.capture_response()));
    if (!response) {
        return response.failure();
    }
    auto tag = to_array<table_tag_size_bytes>(as_bytes(message.table_tag()));
    if (!tag) {
        return tag.failure();
    }
    return ProofGiven{*claim, *challenge, {*response, *tag}};
}

Result<EndReported> parse(const v1::ReportRequest& message) {
    auto claim = ClaimId::from_bytes(as_bytes(message.claim()));
    if (!claim) {
        return claim.failure();
    }
    auto end = from_message(message.end());
    if (!end) {
        return end.failure();
    }
    if (message.code().size() > outcome_code_characters_max) {
        return fail(ErrorCode::value_malformed, {{"value", "outcome code"}, {"reason", "64 characters at most"}});
    }
    return EndReported{*claim, *end, message.code()};
}

Result<EntriesSent> parse(const v1::ArchiveRequest& message) {
    const auto& entries = message.entries();
    const auto too_long = [](const std::string& entry) { return entry.size() > archive_entry_size_bytes_max; };
    if (static_cast<std::size_t>(entries.size()) > archive_entries_max ||
        std::any_of(entries.begin(), entries.end(), too_long)) {
        return fail(ErrorCode::value_malformed,
                    {{"value", "log entries"}, {"reason", "1024 of 65535 bytes each at most"}});
    }
    return EntriesSent{message.from(), {entries.begin(), entries.end()}};
}

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
        return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case ErrorCode::value_malformed:
        return grpc::StatusCode::INVALID_ARGUMENT;
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
    Service(KeyServices& services, Calls& calls, Attendance& attendance)
        : services_(services), calls_(calls), attendance_(attendance) {
        SetMessageAllocatorFor_Issue(&issue_allocator_);
        SetMessageAllocatorFor_Table(&table_allocator_);
    }

    Attendance::Reactor* Attend(Context*, const v1::AttendRequest*) override { return attendance_.admit(); }

    Reactor* Info(Context* context, const v1::InfoRequest*, v1::InfoAnswer* answer) override {
        return submit(*context, "Info", *answer, Result<Nothing>(Nothing()),
                      [](KeyService& service, Nothing) { return messages(service.info()); });
    }
    Reactor* Issue(Context* context, const v1::IssueRequest* request, v1::IssueAnswer* answer) override {
        return submit(*context, "Issue", *answer, from_message(*request),
                      [](KeyService& service, const IssueRequest& wanted) { return messages(service.issue(wanted)); });
    }
    Reactor* FindClaim(Context* context, const v1::FindClaimRequest* request, v1::FindClaimAnswer* answer) override {
        return submit(*context, "FindClaim", *answer, parse(*request), find_claim);
    }
    Reactor* Table(Context* context, const v1::TableRequest* request, v1::TableAnswer* answer) override {
        return submit(*context, "Table", *answer, OrderId::parse(request->order()), table);
    }
    Reactor* Challenge(Context* context, const v1::ChallengeRequest* request, v1::ChallengeAnswer* answer) override {
        return submit(*context, "Challenge", *answer, parse(*request),
                      [](KeyService& service, const ChallengeWanted& wanted) {
                          return messages(service.challenge(wanted.claim, wanted.stage));
                      });
    }
    Reactor* Prove(Context* context, const v1::ProveRequest* request, v1::ProveAnswer* answer) override {
        return submit(*context, "Prove", *answer, parse(*request), [](KeyService& service, const ProofGiven& given) {
            return done<v1::ProveAnswer>(service.prove(given.claim, given.challenge, given.answer));
        });
    }
    Reactor* Report(Context* context, const v1::ReportRequest* request, v1::ReportAnswer* answer) override {
        return submit(*context, "Report", *answer, parse(*request),
                      [](KeyService& service, const EndReported& reported) {
                          return done<v1::ReportAnswer>(service.report(reported.claim, reported.end, reported.code));
                      });
    }
    Reactor* CreateOrder(Context* context, const v1::CreateOrderRequest* request, v1::OrderAnswer* answer) override {
        return submit(
            *context, "CreateOrder", *answer, from_message(*request),
            [](KeyService& service, const NewOrder& order) { return order_answer(service.create_order(order)); });
    }
    Reactor* Order(Context* context, const v1::OrderRequest* request, v1::OrderAnswer* answer) override {
        return submit(*context, "Order", *answer, OrderId::parse(request->id()),
                      [](KeyService& service, const OrderId& id) { return order_answer(service.order(id)); });
    }
    Reactor* Orders(Context* context, const v1::OrdersRequest*, v1::OrdersAnswer* answer) override {
        return submit(*context, "Orders", *answer, Result<Nothing>(Nothing()),
                      [](KeyService& service, Nothing) { return orders(service); });
    }
    Reactor* Archive(Context* context, const v1::ArchiveRequest* request, v1::ArchiveAnswer* answer) override {
        return submit(*context, "Archive", *answer, parse(*request), archive);
    }

  private:
    template <class Answer, class Request, class Work>
    Reactor* submit(const Context& context, std::string_view name, Answer& answer, Result<Request> request, Work work) {
        return calls_.submit(context, name, answer, std::move(request),
                             [this, work](const Caller& caller, const Request& wanted) -> Result<Answer> {
                                 return work(*services_.serve(caller), wanted);
                             });
    }

    KeyServices& services_;
    Calls& calls_;
    Attendance& attendance_;
    WipingAllocator<v1::IssueRequest, v1::IssueAnswer> issue_allocator_;
    WipingAllocator<v1::TableRequest, v1::TableAnswer> table_allocator_;
};

// In the order in which they depend on one another; gRPC's server goes first.
class KeyServiceServer::Running {
  public:
    explicit Running(Options options)
        : on_hang_(std::move(options.on_hang)), pool_({options.workers, options.call_ms_max, [this] { give_up(); }}),
          gate_(std::move(options.socket_station)), calls_(gate_, pool_),
          service_(options.services, calls_, attendance_) {
        if (options.people != nullptr) {
            people_.emplace(*options.people, calls_);
        }
    }

    ~Running() {
        if (server_ != nullptr) {
            shut_down(stop_ms_max);
        }
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    Status start(const std::string& socket_path) {
        keep_grpc_up();
        grpc::EnableDefaultHealthCheckService(true);
        grpc::ServerBuilder builder;
        builder.AddListeningPort(grpc_target(socket_path), grpc::InsecureServerCredentials());
        builder.SetMaxReceiveMessageSize(message_size_bytes_max);
        builder.SetMaxSendMessageSize(message_size_bytes_max);
        builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, calls_per_connection_max);
        builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, headers_size_bytes_max);
        builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0); // it would enlarge what a caller may send ahead
        builder.SetResourceQuota(grpc::ResourceQuota("keyd").Resize(buffers_size_bytes_max));
        builder.RegisterService(&service_);
        if (people_) {
            builder.RegisterService(&*people_);
        }
        {
            const std::lock_guard lock(server_mutex_);
            server_ = builder.BuildAndStart();
        }
        if (server_ == nullptr || chmod(socket_path.c_str(), S_IRUSR | S_IWUSR) != 0) {
            return fail(ErrorCode::key_service_not_started,
                        {{"socket", socket_path}, {"reason", "the socket cannot be made"}}, errno_text(errno));
        }
        return {};
    }

    Attendance& attendance() { return attendance_; }

  private:
    void shut_down(std::chrono::milliseconds ms_max) {
        attendance_.close();
        server_->Shutdown(std::chrono::system_clock::now() + ms_max);
    }

    void give_up() {
        const std::lock_guard lock(server_mutex_); // the watchdog is older than the server
        server_->GetHealthCheckService()->SetServingStatus(false);
        shut_down(last_words_ms_max);
        on_hang_();
    }

    const std::function<void()> on_hang_;
    Attendance attendance_;
    WorkerPool pool_;
    Gate gate_;
    Calls calls_;
    Service service_;
    std::optional<AdministrationServer> people_;
    std::mutex server_mutex_;
    std::unique_ptr<grpc::Server> server_;
};

Result<std::unique_ptr<KeyServiceServer>> KeyServiceServer::start(Options options) {
    const std::string address = "unix:" + options.socket_path;
    auto socket_path = socket_path_of(address);
    if (!socket_path) {
        return socket_path.failure();
    }
    auto running = std::make_unique<Running>(std::move(options));
    if (auto started = running->start(*socket_path); !started) {
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

} // namespace keyline::hsm
