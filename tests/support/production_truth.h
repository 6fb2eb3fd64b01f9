// What must be true of a station, its key service and its locks whatever was killed: compared from the files
// themselves, the locks' flash included. contradictions() is empty, or names each unit that does not fit.
#pragma once

#include "db/audit_log.h"
#include "db/registry.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "fixtures/lock/record.h"
#include "fixtures/lock/simulator/unit_file.h"
#include "tests/support/demo_station.h"

#include <QMap>

namespace keyline::test {

struct ChipTruth {
    std::uint32_t state = 0;
    QString serial; // empty: blank
};

struct ClaimTruth {
    QString serial;
    QString state;
};

class ProductionTruth {
  public:
    // Ends the station's key service first: nothing may change below.
    explicit ProductionTruth(DemoStation& station) : station_(station) {
        if (station.keyline({"audit", "verify"}).exit_code != 0) {
            contradictions_ += "the station's log does not verify";
        }
        station.end_keyd(SIGTERM);
        if (QProcess::execute(DemoStation::program("keyline-keyd"),
                              {"verify", "--config", station.path("station/keyd/keyd.toml")}) != 0) {
            contradictions_ += "keyd's log does not verify";
        }
        read_chips();
        read_claims();
        read_log();
        compare();
    }

    const QStringList& contradictions() const { return contradictions_; }
    qsizetype passed() const { return passes_.size(); }

  private:
    static QString text_of_serial(const std::uint8_t* serial) {
        const auto parsed = SerialNumber::from_bytes(ByteView(serial, kl_serial_bytes));
        return parsed ? QString::fromStdString(parsed->text()) : QString("malformed");
    }

    void read_chips() {
        using fixtures::simulator::UnitFile;
        for (const QFileInfo& file : QDir(station_.path("sim/state/units")).entryInfoList({"*.unit"}, QDir::Files)) {
            auto chip = UnitFile::open(file.filePath().toStdString());
            KlLockHost host{};
            KlStore store{};
            if (chip) {
                host.context = &*chip;
                host.flash_read = [](void* context, std::uint32_t address, std::uint8_t* data, std::size_t size) {
                    return static_cast<UnitFile*>(context)->read(address, {data, size});
                };
            }
            if (!chip || !kl_store_open(&store, &host, table_size_bytes)) {
                contradictions_ += "chip " + file.fileName() + " cannot be read";
                continue;
            }
            const KlRecord& record = store.record;
            chips_[file.completeBaseName()] = {
                record.state, record.state == kl_state_blank ? QString() : text_of_serial(record.serial)};
        }
    }

    void read_claims() {
        auto database = db::SqliteDatabase::open(station_.path("station/keyd/keyd.db").toStdString(),
                                                 db::registry_kind(), db::Access::read_only);
        if (!database) {
            contradictions_ += "the registry cannot be opened";
            return;
        }
        auto claims = (*database)->query("SELECT uid, serial, state FROM claims");
        for (auto row = claims->step(); row && *row; row = claims->step()) {
            claims_[QString::fromStdString(to_hex(claims->blob(0)))] = {text_of_serial(claims->blob(1).data()),
                                                                        QString::fromStdString(claims->text(2))};
        }
        QMap<QString, int> keys_of_serial;
        auto entries = (*database)->query("SELECT leaf FROM entries");
        for (auto row = entries->step(); row && *row; row = entries->step()) {
            const QJsonObject entry = object(entries->blob(0));
            keys_of_serial[entry["unit"].toString()] += entry["event"] == "claim.issued" ? 1 : 0;
        }
        for (const auto& [uid, claim] : claims_.asKeyValueRange()) {
            if (keys_of_serial[claim.serial] != 1) {
                contradictions_ +=
                    claim.serial + " got a key " + QString::number(keys_of_serial[claim.serial]) + " times";
            }
        }
    }

    void read_log() {
        auto database = db::SqliteDatabase::open(station_.path("station/audit.db").toStdString(),
                                                 db::station_log_kind(), db::Access::read_only);
        if (!database) {
            contradictions_ += "the station's log cannot be opened";
            return;
        }
        auto entries = (*database)->query("SELECT leaf FROM entries ORDER BY id");
        for (auto row = entries->step(); row && *row; row = entries->step()) {
            const QJsonObject entry = object(entries->blob(0));
            const QString uid = entry["uid"].toString();
            const QString event = entry["event"].toString();
            if (event == "unit.passed") {
                if (passes_.contains(uid) || passes_.values().contains(entry["unit"].toString())) {
                    contradictions_ += entry["unit"].toString() + " passed twice";
                }
                passes_[uid] = entry["unit"].toString();
            }
            if (event.startsWith("unit.") && entry.contains("claim")) {
                newest_[uid] = event;
            }
        }
    }

    void compare() {
        for (const auto& [uid, serial] : passes_.asKeyValueRange()) {
            if (chips_[uid].state != kl_state_closed || chips_[uid].serial != serial) {
                contradictions_ += serial + " passed, and chip " + uid + " does not hold it";
            }
            if (claims_[uid].serial != serial) {
                contradictions_ += serial + " passed, and the registry gave " + uid + " another number";
            }
        }
        QSet<QString> held;
        for (const auto& [uid, chip] : chips_.asKeyValueRange()) {
            if (chip.serial.isEmpty()) {
                continue;
            }
            if (held.contains(chip.serial) || claims_[uid].serial != chip.serial) {
                contradictions_ += "chip " + uid + " holds " + chip.serial + ", which is not its own";
            }
            held.insert(chip.serial);
            if (!newest_.contains(uid)) {
                contradictions_ += "chip " + uid + " was written and is not on record";
            }
        }
        for (const auto& [uid, claim] : claims_.asKeyValueRange()) {
            if ((claim.state == "passed") != (newest_[uid] == "unit.passed")) {
                contradictions_ +=
                    claim.serial + " is " + claim.state + " for keyd and " + newest_[uid] + " in the log";
            }
        }
    }

    static QJsonObject object(const Bytes& leaf) {
        return QJsonDocument::fromJson(
                   QByteArray(reinterpret_cast<const char*>(leaf.data()), static_cast<qsizetype>(leaf.size())))
            .object();
    }

    static constexpr std::uint32_t table_size_bytes = 4096; // of the demo profile
    DemoStation& station_;
    QStringList contradictions_;
    QMap<QString, ChipTruth> chips_;   // by UID
    QMap<QString, ClaimTruth> claims_; // by UID
    QMap<QString, QString> passes_;    // serial number by UID
    QMap<QString, QString> newest_;    // unit event by UID
};

} // namespace keyline::test
