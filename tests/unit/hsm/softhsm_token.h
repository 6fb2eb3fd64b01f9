// A SoftHSM token in a directory of its own, with a development Kg that the test knows.
// One at a time in a process: a PKCS#11 module belongs to the whole of it.
#pragma once

#include "hsm/self_test.h"
#include "hsm/token_setup.h"
#include "provisioning/ports/clock.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdlib>
#include <optional>

namespace keyline::hsm {

inline SecretBytes secret(std::string_view text) {
    return std::move(*SecretBytes::copy_of(as_bytes(text)));
}

struct TestClock final : Clock {
    std::chrono::system_clock::time_point utc() const override {
        return std::chrono::sys_days{} + std::chrono::days(1);
    }
    std::chrono::steady_clock::time_point monotonic() const override { return {}; }
};

class SoftHsmToken {
  public:
    static constexpr const char* module_path = "/usr/lib/softhsm/libsofthsm2.so";
    static constexpr const char* label = "keyline test";
    static constexpr const char* user_pin = "1234-user";

    SoftHsmToken() {
        const auto config = write_softhsm_config(directory());
        setenv("SOFTHSM2_CONF", config->c_str(), 1);
    }
    ~SoftHsmToken() { unload(); }
    SoftHsmToken(const SoftHsmToken&) = delete;
    SoftHsmToken& operator=(const SoftHsmToken&) = delete;

    std::filesystem::path directory() const { return directory_.path().toStdString(); }
    std::filesystem::path tokens() const { return directory() / "tokens"; }

    Status load() {
        unload();
        auto loaded = Module::load(module_path);
        if (!loaded) {
            return loaded.failure();
        }
        module_.emplace(std::move(*loaded));
        return {};
    }
    void unload() { module_.reset(); }
    Module& module() { return *module_; }

    Status set_up(ByteView kg) {
        if (auto loaded = load(); !loaded) {
            return loaded;
        }
        const SecretBytes so_pin = secret("5678-officer");
        const SecretBytes pin = secret(user_pin);
        const auto kg_copy = SecretBytes::copy_of(kg);
        return set_up_development_token(module(), {label, so_pin, pin, *kg_copy, KeyLabels{}});
    }
    Status log_in() { return module().log_in(label, secret(user_pin)); }

  private:
    // SoftHSM fsyncs each object: in memory it does not wait for a busy disk.
    QTemporaryDir directory_{QFileInfo("/dev/shm").isWritable() ? "/dev/shm/keyline-XXXXXX"
                                                                : QDir::tempPath() + "/keyline-XXXXXX"};
    std::optional<Module> module_;
};

// What a failed Result says, for QVERIFY2.
template <class T>
std::string text_of_failure(const Result<T>& result) {
    if (result) {
        return "no failure";
    }
    std::string text(text_of(result.error().code));
    for (const auto& [name, value] : result.error().args) {
        text += " " + name + "=" + value;
    }
    return text + " " + result.error().cause;
}

#define VERIFY_OK(result)                                                                                              \
    do {                                                                                                               \
        const auto& keyline_result = (result);                                                                         \
        QVERIFY2(keyline_result, keyline::hsm::text_of_failure(keyline_result).c_str());                               \
    } while (false)
#define VERIFY_FAILS(result, expected)                                                                                 \
    do {                                                                                                               \
        const auto& keyline_result = (result);                                                                         \
        QVERIFY2(!keyline_result && keyline_result.error().code == (expected),                                         \
                 keyline::hsm::text_of_failure(keyline_result).c_str());                                               \
    } while (false)

} // namespace keyline::hsm
