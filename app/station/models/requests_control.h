// RequestsControl: what waits for a second person, as whoever is logged in may see it; one of them with all that it
// does; approved, refused or withdrawn from this person's own session. Threads: the GUI's; calls go beside it.
#pragma once

#include "app/acting.h"
#include "app/station/models/station_control.h"

namespace keyline::station {

class RequestsControl final : public QObject {
    Q_OBJECT

  public:
    static constexpr std::chrono::seconds look_every{15};

    explicit RequestsControl(StationControl& station, QObject* parent = nullptr);

    const std::vector<Request>& pending() const { return pending_; } // the newest first
    const std::optional<Request>& shown() const { return shown_; }   // with what it would come to now
    bool is_own() const;                                             // the one that is shown
    bool may_approve() const;
    bool is_busy() const { return busy_; }

    void refresh();
    void show(RequestNumber number);
    void approve(std::optional<SecretBytes> code); // what is shown
    void end(const std::string& reason);           // refused; withdrawn, when it is one's own

  signals:
    void changed();
    void ended(keyline::RequestNumber number, bool was_done);
    void failed(const keyline::Error& error);

  private:
    void over(RequestNumber number, const Status& status, bool was_done);
    void forget();

    StationControl& station_;
    std::vector<Request> pending_;
    std::optional<Request> shown_;
    bool busy_ = false;
    bool looking_ = false;
    QTimer timer_;
};

} // namespace keyline::station
