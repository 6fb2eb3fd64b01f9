// Desk: all that the window shows and does, without any window: the station, the run, the lanes, the strip, the shift.
// Threads: the GUI's.
#pragma once

#include "app/station/models/lanes_model.h"
#include "app/station/models/preferences.h"
#include "app/station/models/requests_control.h"
#include "app/station/models/run_control.h"
#include "app/station/models/shift_figures.h"
#include "app/station/models/station_control.h"
#include "app/station/models/strip_model.h"

#include <QDateTime>
#include <QTimer>

namespace keyline::station {

class Desk final : public QObject, public app::RunObserver {
    Q_OBJECT

  public:
    static constexpr std::chrono::milliseconds orders_every_ms{5'000};

    explicit Desk(const std::filesystem::path& station, QObject* parent = nullptr);
    ~Desk() override;

    StationControl& station() { return station_; }
    RunControl& run() { return run_; }
    LanesModel& lanes() { return lanes_; }
    StripModel& strip() { return strip_; }
    Preferences& preferences() { return preferences_; }
    const ShiftFigures& shift() const { return shift_; }
    const QDateTime& shift_began() const { return shift_began_; }
    const std::vector<WorkOrder>& orders() const { return orders_; } // that may be worked on here, by number
    // Of the run: the order's passed units, those of this run counted at once.
    std::uint64_t passed_of_order() const { return passed_of_order_; }

    void start(const OrderId& order);
    // The screen is nobody's at once; units in work are finished, under the name they were begun with.
    void log_out();
    void refresh_orders(); // now; others make and end orders too, so that it is looked every orders_every_ms
    void open_anew();      // its set-up has changed; whoever is logged in has to log in again
    RequestsControl& requests() { return requests_; }
    // An action of whoever is logged in, on record here too; with a one-time code where needs_code() says so.
    void act(const Action& action, std::optional<SecretBytes> code = {});
    bool needs_code(ActionKind kind) const;
    bool may_ask(ActionKind kind) const;
    bool prints_labels() const; // station.toml names a printer
    void print_label_again(const SerialNumber& serial, const std::string& reason);

    void on_started(const WorkOrder& order, const std::vector<app::LaneSetup>& lanes) override;
    void on_interrupted(const Interrupted& before) override;
    void on_waiting(unsigned lane, LaneWaits what) override;
    void on_unit(unsigned lane, const LockIdentity& lock, Resume resume) override;
    void on_line(unsigned lane, Line line, const std::optional<SerialNumber>& serial) override;
    void on_progress(unsigned lane, std::size_t bytes_done, std::size_t bytes_total) override;
    void on_result(unsigned lane, const UnitResult& result, std::chrono::milliseconds took) override;
    void on_lane_condition(unsigned lane, app::LaneCondition condition, const std::optional<Error>& reason) override;
    void on_lane_ended(unsigned lane, const LaneReport& report) override;
    void on_outbox(const std::optional<Error>& trouble) override;
    void on_label(unsigned lane, const SerialNumber& serial, const std::optional<Error>& trouble) override;

  signals:
    void orders_changed();
    void interrupted(const keyline::Interrupted& before); // units that an earlier run has left open
    void figures_changed();
    void unit_ended(unsigned lane, keyline::Outcome outcome);
    void decided(const QString& serial, bool waits_for_second_person);
    void label_printed(const QString& serial);
    void trouble(const keyline::Error& error);

  private:
    void show_order();
    void show_order_between_runs(); // others decide about its units
    void run_has_ended(const std::optional<Error>& failure);
    void station_has_changed();
    enum class Asked { by_person, by_time };
    void ask_orders(Asked asked);

    Preferences preferences_;
    StationControl station_;
    RequestsControl requests_{station_};
    LanesModel lanes_;
    StripModel strip_;
    ShiftFigures shift_;
    QDateTime shift_began_ = QDateTime::currentDateTimeUtc();
    QString person_;
    QTimer orders_timer_;
    std::vector<WorkOrder> orders_;
    std::optional<WorkOrder> order_;
    std::uint64_t passed_of_order_ = 0;
    std::shared_ptr<app::Station> leaving_; // until its run has ended
    RunControl run_;                        // before all others go, its units are finished
    Background timed_asks_;                 // a key service that is slow to tell its orders holds up no scan
};

} // namespace keyline::station
