// The lines of the escrow copy (escrow_file.h). Each is a JSON object; "prev" is the SHA-256 of the line before it
// without its line end, zeroes in the first. Bytes are hex, serial numbers as people write them.
//   {"seq":0,"prev":"..","copy":"..","of":"keyline/production/keyd"}           the first: the copy's own name, and
//   whose
//   {"seq":1,"prev":"..","group":1,"claim":"..","order":"WO-0001","station":"S1","serial":"..","uid":"..",
//    "escrow":"..","kg":"..","kek":".."}                                       a claim with its escrow
//   {"seq":2,"prev":"..","kept":1,"log":17,"root":"..","store":".."}           group 1 is committed
//   {"seq":4,"prev":"..","void":3}                                             group 3 is not: its tokens never left
//   {"seq":5,"prev":"..","seen":true,"log":21,"root":"..","store":".."}
// The claims of a group have one COMMIT; its number is the seq of its first line. "log" and "root" are what keyd's own
// log had then, "store" which storage it was in: a registry that has not got that log is an older one. No key is clear:
// an escrow is a PEK wrapped under KEK. Threads: values.
#pragma once

#include "db/merkle.h"
#include "provisioning/ports/registry.h"

#include <variant>

namespace keyline::db {

inline constexpr std::size_t escrow_line_size_bytes_max = 2'048;

struct EscrowHeader {
    std::string copy;   // its name: 32 hex digits
    std::string origin; // of keyd's log
};

struct EscrowClaim {
    std::uint64_t group = 0;
    ClaimRecord record;
};

struct LogMark { // how far the registry was
    std::uint64_t size = 0;
    Hash root{};
    std::string store; // Database::storage()
};

struct EscrowKept {
    std::optional<std::uint64_t> group; // none: seen, no more
    LogMark log;
};

struct EscrowVoid {
    std::uint64_t group = 0;
};

using EscrowContent = std::variant<EscrowHeader, EscrowClaim, EscrowKept, EscrowVoid>;

struct EscrowLine {
    std::uint64_t seq = 0;
    Hash prev{};
    EscrowContent content;
};

std::string format_escrow_line(const EscrowLine& line); // without the line end
std::optional<EscrowLine> parse_escrow_line(std::string_view text);

} // namespace keyline::db
