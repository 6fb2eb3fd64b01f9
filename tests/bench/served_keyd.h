// A keyline-keyd with a new registry and SoftHSM token, started as a station starts it; ends with its owner.
#pragma once

#include "app/station_setup.h"
#include "provisioning/ports/key_service.h"
#include "tests/bench/bench.h"

namespace keyline::bench {

class ServedKeyd {
  public:
    explicit ServedKeyd(const std::filesystem::path& directory);
    ~ServedKeyd();
    ServedKeyd(const ServedKeyd&) = delete;
    ServedKeyd& operator=(const ServedKeyd&) = delete;

    std::unique_ptr<KeyService> connect() const;
    OrderId create_order() const; // as large as one may be
    std::filesystem::path registry() const { return directory_ / "keyd.db"; }
    CheckValue kg() const;
    int process() const; // 0: none is running
    std::string memory_text() const;

  private:
    std::filesystem::path directory_;
    app::KeyServiceSetup setup_;
};

// The most that a process has had in memory, in MB.
double memory_mb_max(int process);

} // namespace keyline::bench
