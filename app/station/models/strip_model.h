// StripModel: what the strip that is always there says: a word and a mark for each part of the station, and what to do
// when it is bad. Threads: the GUI's. What is good or bad is decided here, once, from values (app/station_health.h).
#pragma once

#include "app/station_health.h"

#include <QObject>
#include <QString>
#include <array>

namespace keyline::station {

enum class StripPart { person, order, hsm, key_service, audit_log, clock, archive };
inline constexpr int strip_part_count = 7;

enum class Mark {
    good,
    notice, // goes on, and wants to be looked at
    bad,    // nothing is produced
    unknown,
};

struct StripItem {
    QString name;
    QString word;   // few letters
    QString advice; // what it means and what to do; empty while all is well
    Mark mark = Mark::unknown;

    bool operator==(const StripItem&) const = default;
};

class StripModel final : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    const StripItem& item(StripPart part) const { return items_[static_cast<std::size_t>(part)]; }

    void show_health(const std::optional<app::StationHealth>& health); // none: not asked yet
    void show_station(bool can_be_opened);
    // `needs_log_in`: somebody must log in, and nobody has.
    void show_person(const QString& name, bool needs_log_in);
    void show_order(const QString& id, std::uint64_t passed, std::uint64_t quota); // empty: none
    // The run's own trouble with the log, at once: it does not wait for the next look.
    void show_log_failure(const Error& failure);
    void translate(); // the language has changed

  signals:
    void changed();

  private:
    StripItem person_item() const;
    StripItem order_item() const;
    StripItem hsm_item() const;
    StripItem service_item() const;
    StripItem log_item() const;
    StripItem clock_item() const;
    StripItem archive_item() const;

    bool can_be_opened_ = true;
    std::optional<app::StationHealth> health_;
    std::optional<Error> log_failure_;
    std::optional<std::uint64_t> entries_at_failure_; // as the first look after it has seen them
    QString person_;
    bool needs_log_in_ = false;
    QString order_;
    std::uint64_t passed_ = 0;
    std::uint64_t quota_ = 0;
    std::array<StripItem, strip_part_count> items_;
};

} // namespace keyline::station
