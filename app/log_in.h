// A session of a person at this station: begun and ended at the key service, kept in the station's session files, and
// on record here. Threads: one at a time. Errors: those of Administration and SessionFiles; audit_*.
#pragma once

#include "app/station.h"

namespace keyline::app {

Result<LoggedIn> begin_session(Station& station, const SecretBytes& badge, const SecretBytes& pin);
// Of station.logged_in(). Its file goes in any case: the key service may not answer, and the person leaves.
// session_missing: nobody is logged in.
Status end_session(Station& station);

} // namespace keyline::app
