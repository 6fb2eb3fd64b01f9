// keyline status: is everything there that production needs, and what is outstanding?
#include "app/cli/commands.h"
#include "app/clock_watch.h"

namespace keyline::app {

namespace {

// Each part tells its own trouble, so that one does not hide another.
class StatusReport {
  public:
    StatusReport(Station& station, Output& out) : station_(station), out_(out) {}

    Result<ExitCode> print() {
        const StationSetup& setup = station_.setup();
        out_.text("Station " + setup.name.text() + " (" + setup.environment.text() + ") in " +
                  setup.directory.string());
        json_ = {{"station", setup.name.text()}, {"environment", setup.environment.text()}};
        key_service();
        if (auto told = audit_log(); !told) {
            codes_.insert(out_.failure(told.error()));
        }
        if (auto told = outstanding(); !told) {
            codes_.insert(out_.failure(told.error()));
        }
        disk();
        lanes();
        out_.event({"status", {}, {}, {}, codes_.empty() ? "ok" : "attention", json_});
        return most_serious(codes_);
    }

  private:
    void key_service() {
        auto keys = station_.keys();
        auto info = keys ? (*keys)->info() : Result<KeyServiceInfo>(keys.failure());
        if (!info) {
            codes_.insert(out_.failure(info.error()));
            return;
        }
        json_["key_service"] = {{"version", info->version}, {"kg", info->kg.text()}, {"kek", info->kek.text()}};
        out_.text("Key service  serves, version " + info->version + ", Kg " + info->kg.text() + ", KEK " +
                  info->kek.text());
        if (!info->token_restored_from.empty()) {
            json_["key_service"]["token_restored_from"] = info->token_restored_from;
            out_.text("             its token was damaged and is now the copy " + info->token_restored_from);
        }
        if (info->issues_nothing) {
            json_["key_service"]["issues_nothing"] = text_of(info->issues_nothing->code);
            out_.text("             this station gets no new serial numbers from it: " +
                      std::string(text_of(info->issues_nothing->code)));
            codes_.insert(out_.failure(*info->issues_nothing));
        }
        clocks(**keys);
        auto orders = (*keys)->orders();
        if (!orders) {
            codes_.insert(out_.failure(orders.error()));
            return;
        }
        const auto now = station_.clock().utc().time_since_epoch();
        const auto now_unix_s = std::chrono::duration_cast<std::chrono::seconds>(now).count();
        std::uint64_t remaining = 0;
        for (const WorkOrder& order : *orders) {
            const bool expired = order.expires_unix_s && *order.expires_unix_s <= now_unix_s;
            remaining += expired ? 0 : order.remaining();
        }
        json_["orders"] = orders->size();
        json_["remaining"] = remaining;
        out_.text("Orders       " + std::to_string(orders->size()) + ", " + std::to_string(remaining) +
                  " units remaining");
        if (auto delivered = station_.deliver(); !delivered) {
            codes_.insert(out_.failure(delivered.error()));
        }
    }

    void clocks(KeyService& keys) {
        const auto offset = measure_clock_offset(keys, station_.clock());
        if (!offset) {
            codes_.insert(out_.failure(offset.error()));
            return;
        }
        const auto allowed = station_.setup().key_service.clock_offset_ms_max;
        json_["clock"] = {{"offset_s", static_cast<double>(offset->offset.count()) / 1e3},
                          {"uncertainty_s", static_cast<double>(offset->uncertainty.count()) / 1e3},
                          {"offset_s_max", static_cast<double>(allowed.count()) / 1e3}};
        out_.text("Clock        the key service's is " + seconds_text(offset->offset) + " s from ours (to " +
                  seconds_text(offset->uncertainty) + " s); " + seconds_text(allowed) + " s are allowed");
        if (auto agreed = check_clock_offset(*offset, allowed); !agreed) {
            codes_.insert(out_.failure(agreed.error()));
        }
    }

    Status audit_log() {
        auto size = station_.log().size();
        if (!size) {
            return size.failure();
        }
        auto archived = station_.log().archived_size();
        if (!archived) {
            return archived.failure();
        }
        json_["audit"] = {{"entries", *size}, {"archived", *archived}};
        out_.text("Audit log    " + std::to_string(*size) + " entries, " + std::to_string(*archived) +
                  " archived and signed");
        return {};
    }

    Status outstanding() {
        auto units = station_.log().open_units();
        if (!units) {
            return units.failure();
        }
        json_["outstanding"] = Json::array();
        for (const UnitRecord& unit : *units) {
            const std::string serial = unit.serial ? unit.serial->text() : "no serial number yet";
            json_["outstanding"].push_back({{"serial", unit.serial ? Json(unit.serial->text()) : Json()},
                                            {"uid", unit.uid.text()},
                                            {"order", unit.order.text()},
                                            {"lane", unit.lane},
                                            {"last", text_of(unit.last)}});
            out_.text("Outstanding  " + serial + ", chip " + unit.uid.text() + ", lane " + std::to_string(unit.lane) +
                      ", after " + std::string(text_of(unit.last)) + ": goes on when it is in a fixture again");
        }
        return {};
    }

    void disk() {
        const StationSetup& setup = station_.setup();
        const auto free = free_mib(setup.directory);
        if (!free) {
            codes_.insert(out_.failure(free.error()));
            return;
        }
        json_["disk"] = {{"free_mib", *free}, {"free_mib_min", setup.disk_free_mib_min}};
        out_.text("Disk         " + std::to_string(*free) + " MiB free; below " +
                  std::to_string(setup.disk_free_mib_min) + " is an alarm");
        if (auto room = check_disk_space(setup.directory, setup.disk_free_mib_min); !room) {
            codes_.insert(out_.failure(room.error()));
        }
    }

    void lanes() {
        json_["lanes"] = station_.setup().lanes.size();
        out_.text("Lanes        " + std::to_string(station_.setup().lanes.size()) +
                  " (keyline fixtures identify asks them)");
    }

    Station& station_;
    Output& out_;
    Json json_;
    std::set<ExitCode> codes_;
};

} // namespace

void add_status(CommandLine& line) {
    auto* command = line.app.add_subcommand("status", "Key service, orders, audit log, units that are outstanding");
    command->callback([&line] {
        line.run = [&line](Output& out) {
            return with_station(
                line, out, [&](Station& station) { return StatusReport(station, out).print(); }, Whose::nobody);
        };
    });
}

} // namespace keyline::app
