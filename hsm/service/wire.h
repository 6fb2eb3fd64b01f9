// Between the messages of keyline.proto and the types of provisioning/. What comes from the other side goes through
// parse() and is checked for its size here, on both sides; value_malformed names the field. Threads: any.
#pragma once

#include "provisioning/ports/key_service.h"

#include "keyline.pb.h"

namespace keyline::hsm {

inline constexpr std::size_t message_size_bytes_max = 4'194'304;
// keyd: between the two we refuse, on record; beyond, gRPC does, and nobody hears of it.
inline constexpr int received_size_bytes_max = 2 * message_size_bytes_max;
inline constexpr std::size_t archive_entries_max = 1'024;
inline constexpr std::size_t archive_entry_size_bytes_max = 65'535; // C2SP tlog-tiles: entries have 16-bit lengths
inline constexpr std::size_t description_characters_max = 256;
inline constexpr std::size_t outcome_code_characters_max = 64;
inline constexpr std::int64_t utc_unix_ms_max = 4'102'444'800'000; // the year 2100

std::string bytes_field(ByteView bytes);
// value_malformed: a field that cannot be so.
tl::unexpected<Error> malformed(std::string_view value, std::string_view reason);

v1::ErrorDetail to_message(const Error& error); // shortened to what fits into a status
Error from_message(const v1::ErrorDetail& message);

v1::ClaimState to_message(ClaimState state);
Result<ClaimState> from_message(v1::ClaimState state);
v1::ProofStage to_message(ProofStage stage);
Result<ProofStage> from_message(v1::ProofStage stage);

v1::Claim to_message(const Claim& claim);
Result<Claim> from_message(const v1::Claim& message);

v1::WorkOrder to_message(const WorkOrder& order);
Result<WorkOrder> from_message(const v1::WorkOrder& message);
v1::CreateOrderRequest to_message(const NewOrder& order);
Result<NewOrder> from_message(const v1::CreateOrderRequest& message);

v1::IssueRequest to_message(const IssueRequest& request);
Result<IssueRequest> from_message(const v1::IssueRequest& message);
v1::IssueAnswer to_message(const Issued& issued);
Result<Issued> from_message(const v1::IssueAnswer& message);

v1::ChallengeAnswer to_message(const Challenge& challenge);
Result<Challenge> from_message(const v1::ChallengeAnswer& message);

v1::InfoAnswer to_message(const KeyServiceInfo& info);
Result<KeyServiceInfo> from_message(const v1::InfoAnswer& message);

// Messages that have held a token or a table.
void wipe_secrets(v1::IssueAnswer& message);
void wipe_secrets(v1::TableAnswer& message);

} // namespace keyline::hsm
