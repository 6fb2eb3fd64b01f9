#include "app/keyd/metrics.h"

#include "app/disk_space.h"

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace keyline::app {

namespace {

constexpr std::size_t reader_threads = 2; // civetweb's: one listens
const prometheus::Histogram::BucketBoundaries call_seconds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
                                                           0.2,    0.5,   1,     2,     5,    10,   15};

double unix_seconds(std::chrono::system_clock::time_point time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

prometheus::MetricFamily gauge(std::string name, std::string help) {
    return {std::move(name), std::move(help), prometheus::MetricType::Gauge, {}};
}
void add(prometheus::MetricFamily& family, double value, std::vector<prometheus::ClientMetric::Label> labels = {}) {
    prometheus::ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    family.metric.push_back(std::move(metric));
}

// What is asked for when somebody reads.
class States final : public prometheus::Collectable {
  public:
    void set(std::function<Metrics::State()> state) {
        const std::lock_guard lock(mutex_);
        state_ = std::move(state);
    }

    std::vector<prometheus::MetricFamily> Collect() const override {
        const std::lock_guard lock(mutex_);
        return state_ ? families(state_()) : std::vector<prometheus::MetricFamily>();
    }

  private:
    static std::vector<prometheus::MetricFamily> families(const Metrics::State& state) {
        std::vector<prometheus::MetricFamily> all;
        const auto one = [&](const char* name, const char* help, double value) {
            all.push_back(gauge(name, help));
            add(all.back(), value);
        };
        one("keyline_keyd_clients", "Clients that hold an Attend stream", static_cast<double>(state.server.clients));
        one("keyline_keyd_queued_calls", "Calls that wait for a worker", static_cast<double>(state.server.queued));
        one("keyline_keyd_hsm_up", "1: the token was there at the last look", state.hsm_there ? 1 : 0);
        one("keyline_keyd_registry_up", "1: the registry was usable at the last look", state.registry_there ? 1 : 0);
        one("keyline_keyd_disk_free_bytes", "Room on the disk that has least, of those that something is kept on",
            static_cast<double>(state.disk_free_mib * mebibyte));
        if (state.own_certificate_ends) {
            one("keyline_keyd_certificate_end_seconds", "Until when keyd's own certificate holds, Unix time",
                unix_seconds(*state.own_certificate_ends));
        }
        if (state.crl_ends) {
            one("keyline_keyd_crl_end_seconds", "Until when the list of revoked certificates holds, Unix time",
                unix_seconds(*state.crl_ends));
        }
        if (!state.server.certificates_end.empty()) {
            all.push_back(gauge("keyline_keyd_station_certificate_end_seconds",
                                "Until when the certificate of a station that has called holds, Unix time"));
            for (const auto& [station, end] : state.server.certificates_end) {
                add(all.back(), unix_seconds(end), {{"station", station}});
            }
        }
        return all;
    }

    mutable std::mutex mutex_;
    std::function<Metrics::State()> state_;
};

class ServedMetrics final : public Metrics {
  public:
    ServedMetrics(const std::string& listen, const std::string& version)
        : calls_(prometheus::BuildCounter()
                     .Name("keyline_keyd_calls_total")
                     .Help("Calls that came as far as the queue, by how they ended")
                     .Register(*registry_)),
          seconds_(prometheus::BuildHistogram()
                       .Name("keyline_keyd_call_seconds")
                       .Help("From a call's arrival to its answer")
                       .Register(*registry_)),
          refusals_(prometheus::BuildCounter()
                        .Name("keyline_keyd_refusals_total")
                        .Help("Calls and connections that were turned away at the door")
                        .Register(*registry_)),
          clock_steps_(prometheus::BuildCounter()
                           .Name("keyline_keyd_clock_steps_total")
                           .Help("How often this machine's clock was set")
                           .Register(*registry_)
                           .Add({})),
          exposer_(listen, reader_threads) {
        prometheus::BuildGauge()
            .Name("keyline_keyd_info")
            .Help("Always 1")
            .Register(*registry_)
            .Add({{"version", version}})
            .Set(1);
        exposer_.RegisterCollectable(registry_);
        exposer_.RegisterCollectable(states_);
    }

    void call_ended(const hsm::CallEnd& end) override {
        const std::string call(end.call);
        const std::string code = end.code ? std::string(text_of(*end.code)) : "ok";
        calls_.Add({{"call", call}, {"code", code}}).Increment();
        seconds_.Add({{"call", call}}, call_seconds).Observe(std::chrono::duration<double>(end.took).count());
    }
    void refused(ErrorCode why) override { refusals_.Add({{"code", std::string(text_of(why))}}).Increment(); }
    void clock_stepped() override { clock_steps_.Increment(); }
    void set_state(std::function<State()> state) override { states_->set(std::move(state)); }

  private:
    const std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
    const std::shared_ptr<States> states_ = std::make_shared<States>();
    prometheus::Family<prometheus::Counter>& calls_;
    prometheus::Family<prometheus::Histogram>& seconds_;
    prometheus::Family<prometheus::Counter>& refusals_;
    prometheus::Counter& clock_steps_;
    prometheus::Exposer exposer_; // the last: its threads use all others
};

} // namespace

Result<std::unique_ptr<Metrics>> Metrics::serve(const std::string& listen, const std::string& version) {
    try {
        return std::unique_ptr<Metrics>(std::make_unique<ServedMetrics>(listen, version));
    } catch (const std::exception& error) { // the library's
        return fail(ErrorCode::key_service_not_started, {{"reason", "metrics cannot be served on " + listen}},
                    error.what());
    }
}

} // namespace keyline::app
