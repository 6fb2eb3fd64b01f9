#include "app/keyd/handover.h"

#include "app/keyd/serve.h"
#include "app/system_ports.h"
#include "db/registry.h"
#include "hsm/durable_file.h"
#include "hsm/identity.h"
#include "provisioning/issuing/decision.h"
#include "provisioning/issuing/handover.h"
#include "provisioning/ports/handover_records.h"
#include "provisioning/ports/people_records.h"

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t certificate_file_size_bytes_max = 65'536;

std::int64_t unix_s(const Clock& clock) {
    return std::chrono::duration_cast<std::chrono::seconds>(clock.utc().time_since_epoch()).count();
}

std::string hash_text(hsm::Mechanism::OaepHash hash) {
    return hash == hsm::Mechanism::OaepHash::sha1 ? "SHA-1" : "SHA-256";
}

AuditEvent event_about(std::string event, const OrderId& order, Error::Args details) {
    AuditEvent made;
    made.event = std::move(event);
    made.order = order;
    made.details = std::move(details);
    return made;
}

// What one hand-over works with, in the order in which they need one another.
struct Parts {
    const HandoverOptions& options;
    const KeydConfig& config;
    SystemClock& clock;
    Registry& registry;
    StartedHsm hsm;
    hsm::Recipient recipient;
};

struct Standing {
    std::string author = "keyd's own host";
    std::string approver{};
};

// Who stands behind it: two persons, where people must log in.
Result<Standing> standing_of(RegistryTransaction& transaction, const Parts& parts) {
    const auto needed = must_log_in(transaction.people(), parts.config.people.required);
    if (!needed) {
        return needed.failure();
    }
    if (!*needed) {
        return Standing{};
    }
    const auto grant = transaction.handovers().newest_grant(parts.options.order, parts.recipient.certificate_der);
    if (!grant) {
        return grant.failure();
    }
    if (!*grant || (*grant)->granted_unix_s + handover_grant_valid_s < unix_s(parts.clock)) {
        return fail(ErrorCode::handover_not_granted, {{"order", parts.options.order.text()}});
    }
    return Standing{(*grant)->author, (*grant)->approver};
}

// On record before any key leaves the HSM.
Result<WorkOrder> begin(RegistryTransaction& transaction, const Parts& parts) {
    auto order = transaction.order(parts.options.order);
    if (!order) {
        return order.failure();
    }
    if (!*order) {
        return fail(ErrorCode::order_unknown, {{"order", parts.options.order.text()}});
    }
    if ((*order)->counts.passed == 0) {
        return fail(ErrorCode::handover_empty, {{"order", (*order)->id.text()}});
    }
    const auto standing = standing_of(transaction, parts);
    if (!standing) {
        return standing.failure();
    }
    auto recorded = transaction.record(event_about("handover.begun", (*order)->id,
                                                   {{"author", standing->author},
                                                    {"approver", standing->approver},
                                                    {"recipient", parts.recipient.subject},
                                                    {"recipient_sha256", parts.recipient.fingerprint},
                                                    {"passed", std::to_string((*order)->counts.passed)}}));
    return recorded ? Result<WorkOrder>(**std::move(order)) : recorded.failure();
}

Status write_units(const Parts& parts, const WorkOrder& order, hsm::PekExport& exporting, hsm::HandoverWriter& writer,
                   HandoverContents& contents) {
    std::optional<ClaimId> after;
    std::vector<ClaimRecord> units;
    for (bool more = true; more;) {
        auto page = look_and_commit(parts.registry, [&](RegistryTransaction& transaction) {
            return next_units(transaction, order, after, units);
        });
        if (!page) {
            return page.failure();
        }
        more = *page;
        for (const ClaimRecord& unit : units) {
            auto pek = exporting.take(unit.claim.serial, unit.escrow);
            if (!pek) {
                return pek.failure();
            }
            if (auto added = writer.add({unit.claim.serial, unit.claim.uid, unit.kg, *pek}); !added) {
                return added;
            }
            contents.add(unit.claim);
        }
    }
    return {};
}

// On record with its digest, before the file's signature makes it one.
Status record_made(RegistryTransaction& transaction, const Parts& parts, HandoverRecord made) {
    if (auto inserted = transaction.handovers().insert(made); !inserted) {
        return inserted;
    }
    return transaction.record(event_about("handover.made", made.order,
                                          {{"units", std::to_string(made.units)},
                                           {"contents", to_hex(made.contents)},
                                           {"manifest_sha256", to_hex(made.manifest_sha256)},
                                           {"recipient_sha256", parts.recipient.fingerprint}}));
}

Result<HandoverMade> write_handover(Parts& parts, const WorkOrder& order) {
    auto exporting = hsm::PekExport::create(parts.hsm.module, {{}, parts.config.kek}, parts.recipient);
    auto signer = hsm::HsmSigner::create(parts.hsm.module);
    if (!exporting || !signer) {
        return exporting ? signer.failure() : exporting.failure();
    }
    std::string made_at = utc_text(parts.clock.utc());
    made_at = made_at.substr(0, made_at.find('.')) + "Z";
    auto writer = hsm::HandoverWriter::create(parts.options.file,
                                              {order.id, parts.config.environment.text(), made_at, parts.recipient,
                                               exporting->wrapped_transport_key(), exporting->oaep_hash()});
    if (!writer) {
        return writer.failure();
    }
    HandoverContents contents;
    if (auto written = write_units(parts, order, *exporting, *writer, contents); !written) {
        return written.failure();
    }
    if (contents.units() == 0) { // scrapped or held back since it was begun
        return fail(ErrorCode::handover_empty, {{"order", order.id.text()}});
    }
    const auto digest = writer->finish(**signer, [&](const ByteArray<32>& manifest) {
        return decide_and_commit(parts.registry, "handover", event_about("", order.id, {}),
                                 [&](RegistryTransaction& transaction) {
                                     return record_made(transaction, parts,
                                                        {order.id, parts.recipient.certificate_der, contents.units(),
                                                         contents.end(), manifest, unix_s(parts.clock)});
                                 });
    });
    if (!digest) {
        return digest.failure();
    }
    return HandoverMade{contents.units(), to_hex(*digest), parts.recipient.subject, parts.recipient.fingerprint,
                        hash_text(exporting->oaep_hash())};
}

Result<hsm::Recipient> read_recipient(const fs::path& file, const Clock& clock) {
    const auto certificate = hsm::read_small_file(file, certificate_file_size_bytes_max);
    return certificate ? hsm::parse_recipient(*certificate, unix_s(clock))
                       : Result<hsm::Recipient>(certificate.failure());
}

} // namespace

Result<HandoverMade> make_handover(const HandoverOptions& options) {
    auto config = read_keyd_config(options.config_path);
    if (!config) {
        return config.failure();
    }
    SystemClock clock;
    auto recipient = read_recipient(options.recipient, clock);
    if (!recipient) {
        return recipient.failure();
    }
    if (auto free = hsm::HandoverWriter::require_free(options.file); !free) {
        return free.failure();
    }
    auto lock = take_directory(*config, embedded_end_ms_max);
    if (!lock) {
        return lock.failure();
    }
    auto registry = db::SqlRegistry::open({config->registry, config->environment, clock});
    if (!registry) {
        return registry.failure();
    }
    auto hsm = start_hsm(*config, clock, [](const hsm::TokenRestored&) { return Status(); });
    if (!hsm) {
        return hsm.failure();
    }
    Parts parts{options, *config, clock, **registry, std::move(*hsm), std::move(*recipient)};
    const auto order = decide_and_commit(
        **registry, "handover", event_about("", options.order, {{"recipient_sha256", parts.recipient.fingerprint}}),
        [&](RegistryTransaction& transaction) { return begin(transaction, parts); });
    return order ? write_handover(parts, *order) : Result<HandoverMade>(order.failure());
}

} // namespace keyline::app
