// The units of a station's log, made again from its entries and compared with the records that the file keeps of them
// (unit_projection.h). Part of the verification of a log; works inside its transactions. Threads: as its Database.
#pragma once

#include "db/unit_projection.h"

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <unordered_map>

namespace keyline::db {

class UnitReplay {
  public:
    explicit UnitReplay(Database& database) : database_(&database), projection_(database) {}

    Status read(const AuditEvent& event, std::uint64_t seq);
    // The index of the entries read since the last call; by the page, for those about one unit stand close together.
    Status compare_index();
    // At the log's end: every record has been told of by an entry, and no number has passed twice.
    Status finish();
    const std::map<UnitEventKind, std::uint64_t>& units() const { return counts_; } // compared, by their newest event

    // For a verification that goes on later; of a replay whose index is compared.
    nlohmann::json state() const;
    Status restore(const nlohmann::json& state); // value_malformed; exceptions of the JSON library

  private:
    struct ClaimHash {
        std::size_t operator()(const ClaimId& claim) const {
            return std::hash<std::string_view>()(as_text(claim.bytes()));
        }
    };
    struct Passes {
        std::uint64_t count;
        std::uint64_t newest; // entry
    };

    Status pass(const UnitRow& row);
    Status compare_unit(const UnitRow& expected);
    Status check_only_pass(const UnitRow& passed);
    Status check_passes() const;
    tl::unexpected<Error> unsound(std::uint64_t entry, std::string reason) const;

    Database* database_;
    UnitProjection projection_;
    std::map<UnitEventKind, std::uint64_t> counts_;
    std::uint64_t claims_ = 0;
    std::uint64_t indexed_ = 0;
    std::map<Bytes, std::vector<std::uint64_t>> page_subjects_; // which entries of this page are about what
    std::unordered_map<ClaimId, UnitRow, ClaimHash> units_;     // not passed
    std::map<SerialNumber, Passes> passed_again_;
    std::map<SerialNumber, std::set<ClaimId>> rekeyed_; // the claims that superseded another
};

} // namespace keyline::db
