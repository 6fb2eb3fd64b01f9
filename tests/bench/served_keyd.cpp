#include "tests/bench/served_keyd.h"

#include "app/key_service_start.h"
#include "app/keyd_config.h"

#include <csignal>
#include <fstream>
#include <thread>

namespace keyline::bench {

ServedKeyd::ServedKeyd(const std::filesystem::path& directory)
    : directory_(directory), setup_(must(app::init_embedded_key_service(directory, must(StationId::parse("line1")),
                                                                        must(Name::parse("development")), {}))) {}

ServedKeyd::~ServedKeyd() {
    const int running = process();
    if (running > 0 && kill(running, SIGTERM) == 0) {
        while (process() == running) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10)); // it tells nobody but its lock file
        }
    }
}

std::unique_ptr<KeyService> ServedKeyd::connect() const {
    return must(app::connect_key_service(setup_));
}

OrderId ServedKeyd::create_order() const {
    constexpr std::uint64_t quota = 10'000'000;
    const ProductProfile profile{must(ProfileName::parse("demo")), DeviceType(1), 256, {}};
    return must(connect()->create_order({profile, must(SerialNumber::from_parts(DeviceType(1), 1)), {}, quota, {}, {}}))
        .id;
}

CheckValue ServedKeyd::kg() const {
    return must(app::read_keyd_config(setup_.keyd_config)).kgs.front().check_value;
}

int ServedKeyd::process() const {
    int process = 0;
    std::ifstream(directory_ / "keyd.lock") >> process; // empty when nobody works there
    return process;
}

std::string ServedKeyd::memory_text() const {
    return decimals(memory_mb_max(process()), 0) + " MB";
}

double memory_mb_max(int process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::stod(line.substr(6)) / 1024;
        }
    }
    throw std::runtime_error("process " + std::to_string(process) + " has ended");
}

} // namespace keyline::bench
