#include "hsm/service/connection.h"

#include "hsm/service/address.h"
#include "hsm/service/grpc_library.h"
#include "hsm/service/wire.h"

#include <charconv>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <random>
#include <thread>

namespace keyline::hsm {

namespace {

constexpr int reconnect_ms_min = 50;
constexpr int reconnect_ms_max = 500;
constexpr int connect_ms_max = 3'000;
constexpr int keepalive_ms = 10'000;
constexpr int keepalive_answer_ms_max = 5'000;

std::shared_ptr<grpc::Channel> channel_to(const std::string& target,
                                          const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(message_size_bytes_max);
    arguments.SetMaxSendMessageSize(message_size_bytes_max);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, reconnect_ms_min);
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, connect_ms_max);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, reconnect_ms_max);
    // A keyd whose machine has gone says nothing.
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, keepalive_ms);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, keepalive_answer_ms_max);
    // A new client makes a new connection, whatever the one before it waits for.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    // A proxy in the environment is none of our business.
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    return grpc::CreateCustomChannel(target, credentials, arguments);
}

// Between half of it and all.
std::chrono::milliseconds jittered(std::chrono::milliseconds pause) {
    thread_local std::minstd_rand random{std::random_device()()};
    return pause / 2 + std::chrono::milliseconds(random() % static_cast<unsigned>(pause.count() / 2 + 1));
}

// How long to wait, when that is all that the service asks for.
std::optional<std::chrono::milliseconds> retry_after(const Error& error) {
    const auto text = error.arg("retry_after_ms");
    unsigned wait_ms = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), wait_ms);
    if (error.code != ErrorCode::key_service_busy || text.empty() || parsed.ec != std::errc() || wait_ms > 10'000) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(wait_ms + 1);
}

// It answers, and cannot work: its HSM, its way to the database or its disk fails. Another one's may not; a call that
// is made again is known by its number.
bool another_may(const Error& error) {
    switch (error.code) {
    case ErrorCode::registry_unavailable:
    case ErrorCode::escrow_unavailable:
    case ErrorCode::escrow_unsound:
        return true;
    default:
        return text_of(error.code).starts_with("hsm.");
    }
}

std::string_view name_of(grpc::StatusCode code) {
    switch (code) {
    case grpc::StatusCode::CANCELLED:
        return "CANCELLED";
    case grpc::StatusCode::DEADLINE_EXCEEDED:
        return "DEADLINE_EXCEEDED";
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
        return "RESOURCE_EXHAUSTED";
    case grpc::StatusCode::UNIMPLEMENTED:
        return "UNIMPLEMENTED";
    case grpc::StatusCode::INTERNAL:
        return "INTERNAL";
    case grpc::StatusCode::UNAVAILABLE:
        return "UNAVAILABLE";
    default:
        return "gRPC status";
    }
}

bool is_no_answer(grpc::StatusCode code) {
    return code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::DEADLINE_EXCEEDED ||
           code == grpc::StatusCode::CANCELLED;
}

// Whom this station believes to be its key service, with its own certificate looked at first: what keyd would refuse
// is told here, by name.
Result<std::shared_ptr<ReloadedTrust>> trust_in(const KeyServiceClient::Tls& tls) {
    if (auto fits = check_key_fits(tls.own.key, tls.own.certificate); !fits) {
        return fits.failure();
    }
    auto own = read_text_file(tls.own.certificate);
    auto own_trust = Trust::load({tls.ca, {}, tls.environment, CertificateName::Role::station});
    if (!own || !own_trust) {
        return own ? own_trust.failure() : own.failure();
    }
    if (auto peer = (*own_trust)->check(*own, *own, std::chrono::system_clock::now()); !peer) {
        Error refusal = peer.error();
        refusal.args.emplace_back("path", tls.own.certificate.string());
        return tl::unexpected<Error>(std::move(refusal));
    }
    if (auto set = set_tls_version_min(tls.version_min); !set) {
        return set.failure();
    }
    auto trust =
        ReloadedTrust::load({tls.ca, {}, tls.environment, CertificateName::Role::keyd, tls.pins}, [](const Status&) {});
    if (!trust) {
        return trust.failure();
    }
    return std::shared_ptr<ReloadedTrust>(std::move(*trust));
}

} // namespace

AttendStream::AttendStream(v1::KeyService::Stub& stub) {
    stub.async()->Attend(&context_, &request_, this);
    StartRead(&answer_);
    StartCall();
}

AttendStream::~AttendStream() {
    context_.TryCancel();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_; });
}

grpc::Status AttendStream::wait_until_counted(std::chrono::system_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, deadline, [this] { return counted_ || ended_; });
    if (ended_) {
        return end_;
    }
    return counted_ ? grpc::Status::OK : grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "no answer in time");
}

bool AttendStream::has_ended() const {
    const std::lock_guard lock(mutex_);
    return ended_;
}

void AttendStream::OnReadDone(bool ok) {
    if (ok) {
        {
            const std::lock_guard lock(mutex_);
            counted_ = true;
            changed_.notify_all();
        }
        StartRead(&answer_); // keyd says no more: this ends with the stream
    }
}

void AttendStream::OnDone(const grpc::Status& status) {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    end_ = status.ok() ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "the key service has hung up") : status;
    changed_.notify_all();
}

Result<std::unique_ptr<KeyServiceClient::Connection>> KeyServiceClient::Connection::open(const Options& options) {
    if (options.addresses.empty()) {
        return fail(ErrorCode::config_invalid, {{"address", ""}, {"reason", "there is none"}});
    }
    std::unique_ptr<Connection> connection(new Connection(options));
    if (auto added = connection->add_lines(); !added) {
        return added.failure();
    }
    return connection;
}

Status KeyServiceClient::Connection::add_lines() {
    keep_grpc_up();
    std::shared_ptr<ReloadedTrust> trust;
    for (const std::string& address : options_.addresses) {
        if (auto valid = check_address(address); !valid) {
            return valid;
        }
        auto line = std::make_unique<Line>();
        line->address = address;
        if (!is_tls_address(address)) {
            line->connect(channel_to(grpc_target(*socket_path_of(address)), grpc::InsecureChannelCredentials()));
            lines_.push_back(std::move(line));
            continue;
        }
        if (!options_.tls || options_.tls->pins.empty()) {
            return fail(ErrorCode::config_invalid, {{"address", address}, {"reason", "needs certificate and pins"}});
        }
        if (trust == nullptr) {
            auto made = trust_in(*options_.tls);
            if (!made) {
                return made.failure();
            }
            trust = std::move(*made);
        }
        line->distrust = std::make_shared<Distrust>();
        line->connect(channel_to(address, channel_tls(options_.tls->own, options_.tls->ca, trust, line->distrust)));
        lines_.push_back(std::move(line));
    }
    return {};
}

void KeyServiceClient::Connection::Line::connect(const std::shared_ptr<grpc::Channel>& channel) {
    stub = v1::KeyService::NewStub(channel);
    people_stub = v1::Administration::NewStub(channel);
}

Status KeyServiceClient::Connection::attend(Deadline deadline) {
    return until_answered(deadline, [](Line&, SystemTime) { return grpc::Status::OK; });
}

Status KeyServiceClient::Connection::once(Deadline deadline, const Attempt& attempt) {
    if (auto attended = attend(deadline); !attended) {
        return attended;
    }
    return try_line(*lines_[current_line(deadline)], deadline, attempt);
}

Status KeyServiceClient::Connection::until_answered(Deadline deadline, const Attempt& attempt) {
    auto pause = pause_ms_min;
    for (std::size_t tried = 1;; ++tried) {
        const std::size_t at = current_line(deadline);
        const bool alone = lines_.size() == 1;
        const auto until = alone ? deadline : std::min(deadline, Deadline::clock::now() + attempt_ms_max);
        Status answered = try_line(*lines_[at], until, attempt);
        if (answered) {
            return answered;
        }
        auto wait = retry_after(answered.error());
        if (!wait) {
            const bool no_answer = answered.error().code == ErrorCode::key_service_unavailable;
            const bool not_trusted = answered.error().code == ErrorCode::key_service_not_trusted;
            const bool cannot = !alone && another_may(answered.error());
            if (!no_answer && !not_trusted && !cannot) {
                return answered;
            }
            leave_line(at);
            const bool all_tried = tried >= lines_.size();
            if (all_tried && (not_trusted || cannot || options_.when_down == WhenDown::fail)) {
                return answered;
            }
            wait = tried % lines_.size() == 0 ? jittered(pause) : std::chrono::milliseconds(0);
            pause = std::min(pause_ms_max, tried % lines_.size() == 0 ? pause * 2 : pause);
        }
        if (Deadline::clock::now() + *wait >= deadline) {
            return answered;
        }
        std::this_thread::sleep_for(*wait);
    }
}

Status KeyServiceClient::Connection::try_line(Line& line, Deadline deadline, const Attempt& attempt) {
    const auto system_deadline = std::chrono::system_clock::now() + (deadline - Deadline::clock::now());
    grpc::Status status = stream_of(line)->wait_until_counted(system_deadline);
    if (status.ok()) {
        status = attempt(line, system_deadline);
    }
    return status.ok() ? Status() : failure(line, status);
}

std::shared_ptr<AttendStream> KeyServiceClient::Connection::stream_of(Line& line) {
    const std::lock_guard lock(mutex_);
    if (line.stream == nullptr || line.stream->has_ended()) {
        line.stream = std::make_shared<AttendStream>(*line.stub);
    }
    return line.stream;
}

std::size_t KeyServiceClient::Connection::current_line(Deadline deadline) {
    {
        const std::lock_guard lock(mutex_);
        const auto now = Deadline::clock::now();
        if (current_ == 0 || now < return_at_) {
            return current_;
        }
        return_at_ = now + return_after; // the others go on where they are
    }
    const auto until = std::min(deadline, Deadline::clock::now() + return_ms_max);
    const bool there = try_line(*lines_.front(), until, [](Line&, SystemTime) { return grpc::Status::OK; }).has_value();
    const std::lock_guard lock(mutex_);
    current_ = there ? 0 : current_;
    return current_;
}

void KeyServiceClient::Connection::leave_current() {
    const std::size_t at = [this] {
        const std::lock_guard lock(mutex_);
        return current_;
    }();
    leave_line(at);
}

void KeyServiceClient::Connection::leave_line(std::size_t line) {
    const std::lock_guard lock(mutex_);
    if (current_ == line && lines_.size() > 1) {
        current_ = (line + 1) % lines_.size();
        return_at_ = Deadline::clock::now() + return_after;
    }
}

tl::unexpected<Error> KeyServiceClient::Connection::failure(const Line& line, const grpc::Status& status) const {
    v1::ErrorDetail detail;
    if (!status.error_details().empty() && detail.ParseFromString(status.error_details())) {
        return tl::unexpected<Error>(from_message(detail));
    }
    const std::string cause = std::string(name_of(status.error_code())) + ": " + status.error_message();
    if (is_no_answer(status.error_code())) {
        if (const std::string reason = line.distrust ? line.distrust->get() : std::string(); !reason.empty()) {
            return fail(ErrorCode::key_service_not_trusted, {{"address", line.address}, {"reason", reason}}, cause);
        }
        return fail(ErrorCode::key_service_unavailable, {{"address", line.address}}, cause);
    }
    return fail(ErrorCode::key_service_answer, {{"address", line.address}}, cause);
}

} // namespace keyline::hsm
