// Preferences: what this screen is set to, kept in the station's directory, screen.ini. Nothing that production depends
// on. Threads: the GUI's.
#pragma once

#include <QObject>
#include <QSettings>
#include <filesystem>

namespace keyline::station {

class Preferences final : public QObject {
    Q_OBJECT

  public:
    static constexpr int target_per_hour_max = 10'000;
    static constexpr int lock_after_min_default = 10;

    explicit Preferences(const std::filesystem::path& station, QObject* parent = nullptr)
        : QObject(parent), file_(QString::fromStdString((station / "screen.ini").string()), QSettings::IniFormat) {}

    QString theme() const { return file_.value("theme", "light").toString(); }
    QString language() const { return file_.value("language").toString(); } // empty: the system's
    bool sounds() const { return file_.value("sounds", true).toBool(); }
    int target_per_hour() const { return file_.value("target_per_hour", 0).toInt(); } // 0: none
    int lock_after_min() const { return file_.value("lock_after_min", lock_after_min_default).toInt(); }
    bool numbers_are_scanned() const { return file_.value("numbers", "next").toString() == "scanned"; }

    void set_theme(const QString& name) { set("theme", name); }
    void set_language(const QString& name) { set("language", name); }
    void set_sounds(bool on) { set("sounds", on); }
    void set_target_per_hour(int units) { set("target_per_hour", units); }
    void set_lock_after_min(int minutes) { set("lock_after_min", minutes); }
    void set_numbers_are_scanned(bool scanned) { set("numbers", scanned ? "scanned" : "next"); }

  signals:
    void changed();

  private:
    void set(const QString& key, const QVariant& value) {
        file_.setValue(key, value);
        emit changed();
    }

    QSettings file_;
};

} // namespace keyline::station
