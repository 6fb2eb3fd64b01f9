// StationProfile: profiles/NAME.toml of a station. Unknown keys and wrong types are refused, with their line.
// Threads: values. Errors: profile_missing, profile_invalid {path, line, reason}.
#pragma once

#include "app/station_setup.h"
#include "fixtures/swd_profile.h"

namespace keyline::app {

// What a profile of this station says: of the product, which the key service keeps too, and of how its locks are
// reached.
struct StationProfile {
    ProductProfile product;
    std::optional<fixtures::SwdProfile> swd; // `[swd]`: through debug probes
    bool auto_start = true; // a unit begins when it is put in, with the order's next number; false: by its label's scan
};
Result<StationProfile> read_station_profile(const StationSetup& setup, const ProfileName& name);
Result<ProductProfile> read_profile(const StationSetup& setup, const ProfileName& name);

// Of the files that are there, in order; each may be read or not.
std::vector<ProfileName> profile_names(const StationSetup& setup);

// Does a unit begin when it is put in? True where this station has no profile of that name.
Result<bool> starts_by_itself(const StationSetup& setup, const ProfileName& name);
// How lanes with a debug probe reach the locks: of this profile; null for a profile without [swd].
Result<std::optional<fixtures::SwdProfile>> read_swd_profile(const StationSetup& setup, const ProfileName& name);
// The same where nobody has named a profile: of the only one that has [swd]; profile_missing when it is none or
// several.
Result<std::optional<fixtures::SwdProfile>> find_swd_profile(const StationSetup& setup);

} // namespace keyline::app
