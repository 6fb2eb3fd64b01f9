// Outbox: what keyd has still to learn: how units ended, and the entries of the audit log. Whatever is not acknowledged
// stays in the log and is sent again. Threads: one at a time.
#pragma once

#include "provisioning/ports/audit_log.h"
#include "provisioning/ports/key_service.h"

namespace keyline {

inline constexpr std::size_t archive_batch_entries_max = 500;
// So much may be unarchived before the station stops issuing.
inline constexpr std::uint64_t archive_backlog_entries_max = 10'000;

// Sends all there is. An end that keyd refuses is put on record and not sent again.
Status deliver_outbox(KeyService& keys, AuditLog& log);

// audit_backlog when too much is not archived yet.
Status check_backlog(AuditLog& log);

} // namespace keyline
