#include "hsm/service/client.h"

#include "hsm/service/address.h"
#include "hsm/service/administration_client.h"
#include "hsm/service/connection.h"
#include "hsm/service/wire.h"

namespace keyline::hsm {

namespace {

using Stub = v1::KeyService::Stub;

tl::unexpected<Error> not_believed(std::string_view field, std::string_view reason) {
    return fail(ErrorCode::key_service_answer, {{"field", std::string(field)}, {"reason", std::string(reason)}});
}

tl::unexpected<Error> another_than_asked(std::string_view field) {
    return not_believed(field, "another " + std::string(field) + " than was asked for");
}

// A value that did not survive parse() is the service's fault, not the caller's (memory that cannot be locked is).
template <class Value>
Result<Value> believed(Result<Value> value, std::string_view field) {
    if (value || value.error().code == ErrorCode::memory_not_locked) {
        return value;
    }
    return not_believed(field,
                        std::string(value.error().arg("value")) + ": " + std::string(value.error().arg("reason")));
}

Result<SubstitutionTable> table_of(const v1::TableAnswer& answer) {
    auto bytes = SecretBytes::copy_of(as_bytes(answer.table()));
    return bytes ? SubstitutionTable::create(std::move(*bytes)) : bytes.failure();
}

Result<WorkOrder> order_of(const v1::OrderAnswer& answer) {
    return believed(from_message(answer.order()), "order");
}

} // namespace

Result<std::unique_ptr<KeyServiceClient>> KeyServiceClient::connect(const Options& options) {
    auto connection = Connection::open(options);
    if (!connection) {
        return connection.failure();
    }
    if (auto attended = (*connection)->attend(std::chrono::steady_clock::now() + options.connect_ms_max); !attended) {
        return attended.failure();
    }
    return std::unique_ptr<KeyServiceClient>(new KeyServiceClient(std::move(*connection)));
}

KeyServiceClient::KeyServiceClient(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
KeyServiceClient::~KeyServiceClient() = default;

std::unique_ptr<Administration> KeyServiceClient::administration() const {
    return std::make_unique<AdministrationClient>(connection_);
}

Result<KeyServiceInfo> KeyServiceClient::ask_info() {
    v1::InfoAnswer answer;
    if (auto called = connection_->call(&Stub::Info, v1::InfoRequest(), answer); !called) {
        return called.failure();
    }
    return believed(from_message(answer), "info");
}

// One that issues nothing is told of when none of them does.
Result<KeyServiceInfo> KeyServiceClient::info() {
    auto info = ask_info();
    for (std::size_t asked = 1; info && info->issues_nothing && asked < connection_->addresses(); ++asked) {
        connection_->leave_current();
        auto other = ask_info();
        if (other && !other->issues_nothing) {
            return other;
        }
    }
    return info;
}

Result<Issued> KeyServiceClient::issue(const IssueRequest& request) {
    v1::IssueAnswer answer;
    if (auto called = connection_->call(&Stub::Issue, to_message(request), answer); !called) {
        return called.failure();
    }
    auto issued = believed(from_message(answer), "issued");
    wipe_secrets(answer);
    if (!issued) {
        return issued;
    }
    const Claim& claim = issued->claim;
    if (claim.id != request.claim || claim.uid != request.uid || claim.order != request.order) {
        return another_than_asked("claim");
    }
    if (issued->token.serial() != claim.serial || claim.serial != request.serial.value_or(claim.serial)) {
        return another_than_asked("serial");
    }
    return issued;
}

namespace {
template <class Connection, class IsAsked>
Result<std::optional<Claim>> find_claim_by(const v1::FindClaimRequest& request, Connection& connection,
                                           IsAsked is_asked) {
    v1::FindClaimAnswer answer;
    if (auto called = connection.call(&Stub::FindClaim, request, answer); !called) {
        return called.failure();
    }
    if (!answer.has_claim()) {
        return std::nullopt;
    }
    auto claim = believed(from_message(answer.claim()), "claim");
    if (!claim) {
        return claim.failure();
    }
    if (!is_asked(*claim)) {
        return another_than_asked("claim");
    }
    return std::optional(std::move(*claim));
}
} // namespace

Result<std::optional<Claim>> KeyServiceClient::find_claim(const ClaimId& id) {
    v1::FindClaimRequest request;
    request.set_claim(bytes_field(id.bytes()));
    return find_claim_by(request, *connection_, [&](const Claim& claim) { return claim.id == id; });
}

Result<std::optional<Claim>> KeyServiceClient::find_claim(const ChipUid& uid) {
    v1::FindClaimRequest request;
    request.set_uid(bytes_field(uid.bytes()));
    return find_claim_by(request, *connection_, [&](const Claim& claim) { return claim.uid == uid; });
}

Result<SubstitutionTable> KeyServiceClient::table(const OrderId& order) {
    v1::TableRequest request;
    request.set_order(order.text());
    v1::TableAnswer answer;
    if (auto called = connection_->call(&Stub::Table, request, answer); !called) {
        return called.failure();
    }
    auto table = table_of(answer);
    wipe_secrets(answer);
    if (!table && table.error().code == ErrorCode::table_invalid) {
        return not_believed("table", "its size is not possible");
    }
    return table;
}

Result<Challenge> KeyServiceClient::challenge(const ClaimId& claim, ProofStage stage) {
    v1::ChallengeRequest request;
    request.set_claim(bytes_field(claim.bytes()));
    request.set_stage(to_message(stage));
    v1::ChallengeAnswer answer;
    if (auto called = connection_->call(&Stub::Challenge, request, answer); !called) {
        return called.failure();
    }
    return believed(from_message(answer), "challenge");
}

Status KeyServiceClient::prove(const ClaimId& claim, const ChallengeId& challenge, const ProofAnswer& given) {
    v1::ProveRequest request;
    request.set_claim(bytes_field(claim.bytes()));
    request.set_challenge(bytes_field(challenge));
    request.set_capture_response(bytes_field(given.capture_response));
    request.set_table_tag(bytes_field(given.table_tag));
    v1::ProveAnswer answer;
    return connection_->call(&Stub::Prove, request, answer);
}

Status KeyServiceClient::report(const ClaimId& claim, ClaimState end, const std::string& code) {
    v1::ReportRequest request;
    request.set_claim(bytes_field(claim.bytes()));
    request.set_end(to_message(end));
    request.set_code(code);
    v1::ReportAnswer answer;
    return connection_->call(&Stub::Report, request, answer);
}

Result<WorkOrder> KeyServiceClient::create_order(const NewOrder& order) {
    v1::OrderAnswer answer;
    if (auto called = connection_->call(&Stub::CreateOrder, to_message(order), answer); !called) {
        return called.failure();
    }
    return order_of(answer);
}

Result<WorkOrder> KeyServiceClient::order(const OrderId& id) {
    v1::OrderRequest request;
    request.set_id(id.text());
    v1::OrderAnswer answer;
    if (auto called = connection_->call(&Stub::Order, request, answer); !called) {
        return called.failure();
    }
    auto order = order_of(answer);
    if (order && order->id != id) {
        return another_than_asked("order");
    }
    return order;
}

Result<std::vector<WorkOrder>> KeyServiceClient::orders() {
    v1::OrdersAnswer answer;
    if (auto called = connection_->call(&Stub::Orders, v1::OrdersRequest(), answer); !called) {
        return called.failure();
    }
    std::vector<WorkOrder> orders;
    for (const v1::WorkOrder& message : answer.orders()) {
        auto order = believed(from_message(message), "order");
        if (!order) {
            return order.failure();
        }
        orders.push_back(std::move(*order));
    }
    return orders;
}

Result<std::string> KeyServiceClient::archive(std::uint64_t from, const std::vector<std::string>& entries) {
    v1::ArchiveRequest request;
    request.set_from(from);
    for (const std::string& entry : entries) {
        request.add_entries(entry);
    }
    v1::ArchiveAnswer answer;
    if (auto called = connection_->call(&Stub::Archive, request, answer); !called) {
        return called.failure();
    }
    return std::move(*answer.mutable_signed_note());
}

} // namespace keyline::hsm
