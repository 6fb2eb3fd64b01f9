// Do the station's log, its archive and the key service's registry tell one history? Asked before a run's first unit: a
// file that was restored from an old copy would give serial numbers and quotas out twice.
// Threads: any. Blocks for as long as the key service's calls may take.
#pragma once

#include "app/station.h"

namespace keyline::app {

// audit_*: the archive has other entries than this log. key_service_answer: the key service does not know the newest
// claim that is on record here. A key service that cannot be reached is no disagreement: no unit begins without it.
Status check_histories_agree(Station& station);

} // namespace keyline::app
