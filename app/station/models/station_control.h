// StationControl: the station behind the screen: opened, connected to its key service, with whoever is logged in. Each
// call that may take its time is made beside the GUI's thread, so that a window is there before the key service
// answers. A person's session gives a Station of its own: what was begun under one name is recorded under that name to
// its end. Threads: the GUI's.
#pragma once

#include "app/station/models/background.h"
#include "app/station_health.h"

#include <QTimer>
#include <filesystem>

namespace keyline::station {

class StationControl final : public QObject {
    Q_OBJECT

  public:
    static constexpr std::chrono::milliseconds look_every_ms{2'000};
    static constexpr std::chrono::milliseconds connect_again_ms{1'000};

    enum class State {
        opening,    // the directory and its log
        broken,     // cannot be opened: trouble()
        connecting, // to the key service; trouble(), once it has not answered
        logged_out, // somebody must log in
        ready,
    };
    Q_ENUM(State)

    explicit StationControl(std::filesystem::path directory, QObject* parent = nullptr);

    void open(); // again, when it is broken
    State state() const { return state_; }
    const std::optional<Error>& trouble() const { return trouble_; }
    // Of who is logged in; nobody's before. None until it is opened.
    const std::shared_ptr<app::Station>& station() const { return station_; }
    const std::optional<app::StationHealth>& health() const { return health_; }
    Background& calls() { return calls_; }

    bool people_required() const { return people_required_; }
    QString person() const { return person_; } // empty: nobody
    Roles roles() const { return roles_; }
    void log_in(SecretBytes badge, SecretBytes pin);
    bool is_logging_in() const { return logging_in_; }
    // The screen is nobody's at once; answers the station whose session is to be ended when its work is done.
    std::shared_ptr<app::Station> leave();
    void end_session_of(const std::shared_ptr<app::Station>& station);
    void look(); // at the station's health, now

  signals:
    void state_changed();
    void health_changed();
    void log_in_refused(const keyline::Error& reason);
    void session_over(); // its time has come to an end

  private:
    struct Opened {
        std::shared_ptr<app::Station> station;
        bool people_required = false;
    };
    struct Entered {
        std::shared_ptr<app::Station> station;
        Person person;
        std::int64_t ends_unix_s = 0;
    };

    void set_state(State state);
    void connect_to_keys();
    void connected(bool people_required);
    void entered(Entered entered);

    std::filesystem::path directory_;
    State state_ = State::opening;
    std::optional<Error> trouble_;
    std::shared_ptr<app::Station> nobodys_;
    std::shared_ptr<app::Station> station_;
    std::optional<app::StationHealth> health_;
    bool people_required_ = false;
    bool logging_in_ = false;
    bool looking_ = false;
    QString person_;
    Roles roles_;
    QTimer look_timer_;
    QTimer session_timer_;
    Background looks_;
    Background calls_; // the last members: their threads use all others
};

} // namespace keyline::station
