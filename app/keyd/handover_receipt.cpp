// The owner's receipt, and the actions of people about a hand-over.
#include "app/keyd/handover.h"
#include "app/keyd/serve.h"
#include "app/system_ports.h"
#include "db/registry.h"
#include "hsm/durable_file.h"
#include "provisioning/issuing/decision.h"
#include "provisioning/ports/handover_records.h"

#include <algorithm>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t receipt_size_bytes_max = 4'096;
constexpr std::size_t signature_size_bytes_max = 2'048; // RSA of 16,384 bits

tl::unexpected<Error> refused(std::string reason) {
    return fail(ErrorCode::handover_receipt, {{"reason", std::move(reason)}});
}

// `document`: the receipt, a zero byte, its signature.
Result<AcknowledgedHandover> acknowledge(RegistryTransaction& transaction, ByteView document, std::int64_t now_unix_s) {
    const auto zero = std::find(document.begin(), document.end(), std::uint8_t(0));
    if (zero == document.end()) {
        return refused("its signature is missing");
    }
    const ByteView text = document.first(static_cast<std::size_t>(zero - document.begin()));
    const ByteView signature = document.subspan(text.size() + 1);
    auto receipt = hsm::parse_receipt(text);
    if (!receipt) {
        return receipt.failure();
    }
    const auto manifest = to_array<32>(from_hex(receipt->manifest_sha256).value());
    auto made = transaction.handovers().with_manifest(*manifest);
    if (!made) {
        return made.failure();
    }
    if (!*made) {
        return fail(ErrorCode::handover_unknown, {{"manifest", receipt->manifest_sha256}});
    }
    if ((*made)->order != receipt->order || (*made)->units != receipt->units) {
        return refused("its order or its count of units is another one");
    }
    const auto recipient = hsm::parse_recipient((*made)->recipient_der, (*made)->made_unix_s);
    if (!recipient) {
        return recipient.failure();
    }
    const auto right = hsm::is_signed_by(*recipient, text, signature);
    if (!right || !*right) {
        return right ? refused("it is not signed by the key of the recipient's certificate") : right.failure();
    }
    if (auto kept = transaction.handovers().acknowledge(*manifest, document, now_unix_s); !kept) {
        return kept.failure();
    }
    return AcknowledgedHandover{receipt->order, receipt->units, receipt->manifest_sha256};
}

Error::Args details_of(const AcknowledgedHandover& done) {
    return {{"units", std::to_string(done.units)}, {"manifest_sha256", done.manifest_sha256}};
}

// keys.handover: whom the keys of this order may go to.
Result<HandoverGrant> grant_of(RegistryTransaction& transaction, const Action& action, const ActionContext& context,
                               Error::Args& shown) {
    auto id = OrderId::parse(action.arg("order"));
    if (!id) {
        return id.failure();
    }
    const auto order = transaction.order(*id);
    if (!order) {
        return order.failure();
    }
    if (!*order) {
        return fail(ErrorCode::order_unknown, {{"order", id->text()}});
    }
    auto recipient = hsm::parse_recipient(action.document, context.now_unix_s);
    if (!recipient) {
        return recipient.failure();
    }
    shown = {{"recipient", recipient->subject},
             {"recipient_sha256", recipient->fingerprint},
             {"passed", std::to_string((*order)->counts.passed)}};
    return HandoverGrant{*id, std::move(recipient->certificate_der), context.author.name.text(),
                         context.approver ? context.approver->name.text() : "", context.now_unix_s};
}

Result<Error::Args> look_at_grant(RegistryTransaction& transaction, const Action& action,
                                  const ActionContext& context) {
    Error::Args shown;
    auto grant = grant_of(transaction, action, context, shown);
    return grant ? Result<Error::Args>(shown) : grant.failure();
}

Result<ActionDone> grant(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    Error::Args shown;
    auto granted = grant_of(transaction, action, context, shown);
    if (!granted) {
        return granted.failure();
    }
    if (auto inserted = transaction.handovers().insert_grant(*granted); !inserted) {
        return inserted.failure();
    }
    if (auto recorded = transaction.record(event_of("handover.granted", action, context, shown)); !recorded) {
        return recorded.failure();
    }
    return ActionDone{std::move(shown)};
}

Result<ActionDone> receive(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto done = acknowledge(transaction, action.document, context.now_unix_s);
    if (!done) {
        return done.failure();
    }
    if (action.arg("order") != done->order.text()) {
        return refused("it is for order " + done->order.text());
    }
    auto recorded = transaction.record(event_of("handover.acknowledged", action, context, details_of(*done)));
    return recorded ? Result<ActionDone>(ActionDone{details_of(*done)}) : recorded.failure();
}

} // namespace

Result<AcknowledgedHandover> take_receipt(const fs::path& config_path, const fs::path& file) {
    auto config = read_keyd_config(config_path);
    if (!config) {
        return config.failure();
    }
    auto document = hsm::read_small_file(file, receipt_size_bytes_max);
    const auto signature = hsm::read_small_file(file.string() + ".sig", signature_size_bytes_max);
    if (!document || !signature) {
        return document ? signature.failure() : document.failure();
    }
    document->push_back(0);
    document->insert(document->end(), signature->begin(), signature->end());
    auto lock = take_directory(*config, embedded_end_ms_max);
    if (!lock) {
        return lock.failure();
    }
    SystemClock clock;
    auto registry = db::SqlRegistry::open({config->registry, config->environment, clock});
    if (!registry) {
        return registry.failure();
    }
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(clock.utc().time_since_epoch()).count();
    AuditEvent subject;
    return decide_and_commit(**registry, "receipt", subject,
                             [&](RegistryTransaction& transaction) -> Result<AcknowledgedHandover> {
                                 auto done = acknowledge(transaction, *document, now);
                                 if (!done) {
                                     return done;
                                 }
                                 AuditEvent received;
                                 received.event = "handover.acknowledged";
                                 received.order = done->order;
                                 received.details = details_of(*done);
                                 auto recorded = transaction.record(received);
                                 return recorded ? done : recorded.failure();
                             });
}

void add_handover_handlers(ActionHandlers& handlers) {
    handlers[ActionKind::keys_handover] = {grant, look_at_grant};
    handlers[ActionKind::keys_receipt] = {receive, {}};
}

} // namespace keyline::app
