// SessionFiles: the sessions of those who are logged in at a station, in its directory: sessions/NAME, mode 0600 in a
// directory of mode 0700. A session is worth nothing at another station, nor after its end. Threads: any.
// Errors: station_unwritable; session_missing (there is none); usage (several, and none was named).
#pragma once

#include "provisioning/people/person.h"
#include "provisioning/secret_bytes.h"

#include <filesystem>

namespace keyline::app {

class SessionFiles {
  public:
    explicit SessionFiles(const std::filesystem::path& station) : directory_(station / "sessions") {}

    Status save(const OperatorName& name, const SecretBytes& session, std::int64_t ends_unix_s) const;
    Result<SecretBytes> load(const std::string& name) const;
    void remove(const std::string& name) const; // overwritten first
    // Those that have not come to their end, by name.
    std::vector<std::string> names(std::int64_t now_unix_s) const;
    // `as` if it is given, else the only one; empty: nobody.
    Result<std::string> choose(const std::string& as, std::int64_t now_unix_s) const;

  private:
    std::filesystem::path directory_;
};

} // namespace keyline::app
