#include "app/key_service_start.h"

#include "app/file_lock.h"
#include "app/keyd_config.h"
#include "app/keyd_process.h"
#include "hsm/service/client.h"

#include <mutex>
#include <sys/wait.h>

namespace keyline::app {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds start_lock_ms_max{2 * keyd_ready_ms_max}; // the one who has it takes no longer
constexpr std::chrono::milliseconds look_again_ms{500};                       // at a keyd that starts or ends
constexpr const char* idle_exit_s = "5";                                      // after the last client has gone

// The keyd of one directory: called, started when nobody answers, and started again when it has died.
class EmbeddedKeyService final : public KeyService {
  public:
    EmbeddedKeyService(fs::path config_path, KeydConfig config)
        : config_path_(std::move(config_path)), config_(std::move(config)) {}
    ~EmbeddedKeyService() override { reap(); }
    EmbeddedKeyService(const EmbeddedKeyService&) = delete;
    EmbeddedKeyService& operator=(const EmbeddedKeyService&) = delete;

    // A client other than `failed`.
    Result<std::shared_ptr<KeyService>> client_instead_of(const std::shared_ptr<KeyService>& failed) {
        const std::lock_guard lock(mutex_);
        if (client_ == failed) {
            client_ = nullptr;
            auto started = connect_or_start();
            if (!started) {
                return started.failure();
            }
            client_ = std::move(*started);
        }
        return client_;
    }

    Result<KeyServiceInfo> info() override {
        return called([](KeyService& service) { return service.info(); });
    }
    Result<Issued> issue(const IssueRequest& request) override {
        return called([&](KeyService& service) { return service.issue(request); });
    }
    Result<std::optional<Claim>> find_claim(const ClaimId& claim) override {
        return called([&](KeyService& service) { return service.find_claim(claim); });
    }
    Result<std::optional<Claim>> find_claim(const ChipUid& uid) override {
        return called([&](KeyService& service) { return service.find_claim(uid); });
    }
    Result<SubstitutionTable> table(const OrderId& order) override {
        return called([&](KeyService& service) { return service.table(order); });
    }
    Result<Challenge> challenge(const ClaimId& claim, ProofStage stage) override {
        return called([&](KeyService& service) { return service.challenge(claim, stage); });
    }
    Status prove(const ClaimId& claim, const ChallengeId& challenge, const ProofAnswer& answer) override {
        return called([&](KeyService& service) { return service.prove(claim, challenge, answer); });
    }
    Status report(const ClaimId& claim, ClaimState end, const std::string& code) override {
        return called([&](KeyService& service) { return service.report(claim, end, code); });
    }
    Result<WorkOrder> create_order(const NewOrder& order) override {
        return called([&](KeyService& service) { return service.create_order(order); });
    }
    Result<WorkOrder> order(const OrderId& order) override {
        return called([&](KeyService& service) { return service.order(order); });
    }
    Result<std::vector<WorkOrder>> orders() override {
        return called([](KeyService& service) { return service.orders(); });
    }
    Result<std::string> archive(std::uint64_t from, const std::vector<std::string>& entries) override {
        return called([&](KeyService& service) { return service.archive(from, entries); });
    }

  private:
    template <class Call>
    auto called(Call call) -> decltype(call(std::declval<KeyService&>())) {
        auto client = client_instead_of(nullptr);
        if (!client) {
            return client.failure();
        }
        auto answer = call(**client);
        if (answer || answer.error().code != ErrorCode::key_service_unavailable) {
            return answer;
        }
        auto next = client_instead_of(*client);
        return next ? call(**next) : next.failure();
    }

    Result<std::shared_ptr<KeyService>> connect() const {
        hsm::KeyServiceClient::Options options;
        options.addresses = {"unix:" + config_.socket.string()};
        options.when_down = hsm::KeyServiceClient::WhenDown::fail;
        auto client = hsm::KeyServiceClient::connect(options);
        if (!client) {
            return client.failure();
        }
        return std::shared_ptr<KeyService>(std::move(*client));
    }

    static bool may_be_down(const Result<std::shared_ptr<KeyService>>& client) {
        return !client && client.error().code == ErrorCode::key_service_unavailable;
    }

    Result<std::shared_ptr<KeyService>> connect_or_start() {
        if (auto secure = secure_socket_directory(config_.socket); !secure) {
            return secure.failure();
        }
        if (auto client = connect(); !may_be_down(client)) {
            return client;
        }
        auto lock = FileLock::take(config_.directory / "start.lock", start_lock_ms_max);
        if (!lock) {
            return lock.failure();
        }
        if (!*lock) {
            return fail(ErrorCode::key_service_not_started,
                        {{"reason", "another process has been starting it for 60 s"}});
        }
        return find_or_start();
    }

    // Under start.lock. While somebody works in the directory no second keyd is started, however slow the first is.
    Result<std::shared_ptr<KeyService>> find_or_start() {
        const auto deadline = std::chrono::steady_clock::now() + keyd_ready_ms_max;
        while (true) {
            auto client = connect();
            if (!may_be_down(client) || std::chrono::steady_clock::now() >= deadline) {
                return client;
            }
            const auto nobody_works = FileLock::take(config_.directory / keyd_lock_name, look_again_ms);
            if (!nobody_works) {
                return nobody_works.failure();
            }
            if (*nobody_works) {
                break;
            }
        }
        return start();
    }

    Result<std::shared_ptr<KeyService>> start() {
        reap();
        auto pid = run_keyd({"serve", "--config", config_path_.string(), "--idle-exit", idle_exit_s},
                            config_.directory / "keyd.log");
        if (!pid) {
            auto client = connect(); // perhaps a supervisor has started its own meanwhile
            return client ? client : pid.failure();
        }
        keyd_ = *pid;
        return connect();
    }

    // What has ended of what we started.
    void reap() {
        if (keyd_ > 0 && waitpid(keyd_, nullptr, WNOHANG) == keyd_) {
            keyd_ = -1;
        }
    }

    const fs::path config_path_;
    const KeydConfig config_;
    std::mutex mutex_;
    std::shared_ptr<KeyService> client_;
    pid_t keyd_ = -1;
};

hsm::KeyServiceClient::Options external_options(const KeyServiceSetup& setup) {
    hsm::KeyServiceClient::Options options;
    options.addresses = setup.addresses;
    if (setup.tls) {
        options.tls = {{setup.tls->certificate, setup.tls->key},
                       setup.tls->ca,
                       setup.tls->pins,
                       setup.tls->environment,
                       setup.tls->tls_1_2_allowed ? hsm::TlsVersion::v1_2 : hsm::TlsVersion::v1_3};
    }
    return options;
}

} // namespace

Result<std::unique_ptr<KeyService>> connect_key_service(const KeyServiceSetup& setup) {
    if (setup.mode == KeyServiceSetup::Mode::external) {
        auto client = hsm::KeyServiceClient::connect(external_options(setup));
        if (!client) {
            return client.failure();
        }
        return std::unique_ptr<KeyService>(std::move(*client));
    }
    auto config = read_keyd_config(setup.keyd_config);
    if (!config) {
        return config.failure();
    }
    auto service = std::make_unique<EmbeddedKeyService>(setup.keyd_config, std::move(*config));
    if (auto client = service->client_instead_of(nullptr); !client) {
        return client.failure();
    }
    return std::unique_ptr<KeyService>(std::move(service));
}

Result<std::unique_ptr<Administration>> connect_administration(const KeyServiceSetup& setup) {
    hsm::KeyServiceClient::Options options = external_options(setup);
    if (setup.mode == KeyServiceSetup::Mode::embedded) {
        auto config = read_keyd_config(setup.keyd_config);
        if (!config) {
            return config.failure();
        }
        options.addresses = {"unix:" + config->socket.string()};
        options.when_down = hsm::KeyServiceClient::WhenDown::fail;
    }
    auto client = hsm::KeyServiceClient::connect(options);
    if (!client) {
        return client.failure();
    }
    return (*client)->administration();
}

Result<KeyServiceSetup> init_embedded_key_service(const fs::path& directory, const StationId& station,
                                                  const Name& environment, const fs::path& kg_file) {
    KeyServiceSetup setup{KeyServiceSetup::Mode::embedded, {}, directory / "keyd.toml"};
    std::error_code error;
    if (!fs::exists(setup.keyd_config, error)) {
        std::vector<std::string> arguments{"init",         "--dir",         directory.string(), "--station",
                                           station.text(), "--environment", environment.text()};
        if (!kg_file.empty()) {
            arguments.insert(arguments.end(), {"--kg-file", kg_file.string()});
        }
        auto pid = run_keyd(std::move(arguments), directory.string() + "-init.log");
        // An interrupted init's own keyd may have finished it meanwhile.
        const bool finished_by_another =
            !pid && pid.error().code == ErrorCode::station_exists && fs::exists(setup.keyd_config, error);
        if (!pid && !finished_by_another) {
            return pid.failure();
        }
        if (pid) {
            waitpid(*pid, nullptr, 0);
        }
    }
    fs::remove(directory.string() + "-init.log", error); // also that of an init that was killed
    auto config = read_keyd_config(setup.keyd_config);
    if (!config) {
        return config.failure();
    }
    setup.addresses = {"unix:" + config->socket.string()};
    return setup;
}

} // namespace keyline::app
