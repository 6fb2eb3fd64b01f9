#include "app/station/models/words.h"

#include "app/station/models/error_words.h"

#include <QLocale>
#include <map>

namespace keyline::station {

namespace {

constexpr QChar left_to_right_isolate(0x2066);
constexpr QChar pop_isolate(0x2069);

} // namespace

QString Words::outcome(Outcome outcome) {
    switch (outcome) {
    case Outcome::passed:
        return tr("PASS", "outcome of a unit, read from three metres");
    case Outcome::failed:
        return tr("FAIL", "outcome of a unit, read from three metres");
    case Outcome::error:
        return tr("ERROR", "outcome of a unit: the station's fault");
    case Outcome::aborted:
        return tr("ABORTED", "outcome of a unit");
    case Outcome::quarantined:
        return tr("QUARANTINE", "outcome of a unit: its state is not known");
    }
    return {};
}

QString Words::step(Step step) {
    switch (step) {
    case Step::starting:
        return tr("Starting");
    case Step::issuing:
        return tr("Issuing key");
    case Step::writing:
        return tr("Writing");
    case Step::proving:
        return tr("Proving");
    case Step::closing:
        return tr("Closing");
    case Step::confirming:
        return tr("Confirming");
    }
    return {};
}

QString Words::doing(const LaneState& lane) {
    switch (lane.phase) {
    case LanePhase::idle:
        return tr("Not in use");
    case LanePhase::waits_unit:
        return lane.armed ? tr("Armed") : tr("Empty");
    case LanePhase::waits_serial:
        return tr("Unit in place");
    case LanePhase::waits_removal:
        return tr("Done");
    case LanePhase::waits_lid:
        return tr("Lid open");
    case LanePhase::working:
        return step(lane.step);
    case LanePhase::down:
        return tr("Fixture away");
    case LanePhase::stopped:
        return tr("Stopped");
    case LanePhase::ended:
        return tr("Finished");
    }
    return {};
}

QString Words::to_do(const LaneState& lane) {
    switch (lane.phase) {
    case LanePhase::waits_unit:
        return lane.armed || !lane.takes_next_scan ? tr("Place a unit") : tr("Scan the next label");
    case LanePhase::waits_serial:
        return lane.takes_next_scan ? tr("Scan its label") : tr("Its turn to scan comes");
    case LanePhase::waits_removal:
        return tr("Take the unit away");
    case LanePhase::waits_lid:
        return tr("Shut the lid");
    case LanePhase::down:
        return lane.trouble && kind_of(lane.trouble->code) != ErrorKind::fixture ? error(*lane.trouble).hint
                                                                                 : tr("Check cable and adapter");
    case LanePhase::stopped:
        return tr("Resume it to go on");
    default:
        return {};
    }
}

QString Words::spoken(const LaneState& lane) {
    QStringList parts{tr("Lane %1").arg(lane.number)};
    if (lane.serial) {
        parts << lane.serial->text().c_str();
    }
    if (lane.armed) {
        parts << tr("waits for %1").arg(QString::fromStdString(lane.armed->text()));
    }
    if (lane.shows_result()) {
        parts << outcome(lane.result->outcome);
        if (lane.result->reason) {
            parts << error(*lane.result->reason).what;
        }
    } else {
        parts << doing(lane);
    }
    if (const QString next = to_do(lane); !next.isEmpty()) {
        parts << next;
    }
    return parts.join(", ");
}

QString Words::step_count_text(const LaneState& lane) {
    const QString count =
        tr("Step %1 of %2").arg(QLocale().toString(static_cast<int>(lane.step) + 1), QLocale().toString(step_count));
    return lane.resumed ? tr("%1, resumed").arg(count) : count;
}

QString Words::interrupted(const std::vector<UnitRecord>& units) {
    constexpr std::size_t named_max = 4; // a line of the bar
    QStringList names;
    for (std::size_t i = 0; i < std::min(units.size(), named_max); ++i) {
        const QString name = QString::fromStdString(units[i].serial ? units[i].serial->text() : units[i].uid.text());
        names << tr("%1 (lane %2)").arg(isolated(name)).arg(units[i].lane);
    }
    if (units.size() > named_max) {
        names << QString(QChar(0x2026));
    }
    return tr("Not finished before: %1. Put back into a lane, each goes on where it was.").arg(names.join(", "));
}

QString Words::argument(const std::string& name) {
    const std::map<std::string, QString> words{
        {"serial", tr("Unit")},     {"order", tr("Order")},    {"cause", tr("Cause")}, {"person", tr("Person")},
        {"roles", tr("Roles")},     {"quota", tr("Quota")},    {"last", tr("To")},     {"attempts", tr("Attempts")},
        {"station", tr("Station")}, {"profile", tr("Profile")}};
    const auto known = words.find(name);
    return known != words.end() ? known->second : QString::fromStdString(name);
}

QString Words::action(ActionKind kind) {
    switch (kind) {
    case ActionKind::order_extend:
        return tr("Extend an order");
    case ActionKind::unit_scrap:
        return tr("Scrap a unit");
    case ActionKind::unit_quarantine_batch:
        return tr("Quarantine many units");
    case ActionKind::unit_release:
        return tr("Release a unit");
    case ActionKind::unit_rekey:
        return tr("New key for a unit");
    case ActionKind::operator_add:
        return tr("Add an operator");
    case ActionKind::operator_change:
        return tr("Change an operator");
    case ActionKind::operator_reset_pin:
        return tr("Reset a PIN");
    case ActionKind::keys_handover:
        return tr("Hand keys over");
    default:
        return QString::fromStdString(std::string(text_of(kind)));
    }
}

QString Words::verdict(Verdict verdict) {
    switch (verdict) {
    case Verdict::genuine:
        return tr("Genuine and intact");
    case Verdict::altered:
        return tr("Genuine, altered");
    case Verdict::cannot_prove:
        return tr("Known, cannot prove");
    case Verdict::not_ours:
        return tr("Not ours");
    case Verdict::clone_suspected:
        return tr("Clone suspected");
    }
    return {};
}

QString Words::check_name(const QString& name) {
    static const std::map<QString, const char*> names{
        {"label and lock", QT_TR_NOOP("Label and lock")},
        {"number in the registry", QT_TR_NOOP("Number in the registry")},
        {"chip", QT_TR_NOOP("Chip")},
        {"Kg", QT_TR_NOOP("Kg")},
        {"product", QT_TR_NOOP("Product")},
        {"lock's state", QT_TR_NOOP("The lock's state")},
        {"firmware", QT_TR_NOOP("Firmware")},
        {"registry", QT_TR_NOOP("Registry")},
        {"history", QT_TR_NOOP("History")},
        {"self-check", QT_TR_NOOP("Self-check")},
        {"capture challenge", QT_TR_NOOP("Capture challenge")},
        {"table proof", QT_TR_NOOP("Table proof")},
        {"entry in the signed log", QT_TR_NOOP("Entry in the signed log")},
    };
    const auto known = names.find(name);
    return known == names.end() ? name : tr(known->second);
}

QString Words::check_result(const QString& result) {
    return result == "right"         ? tr("Right")
           : result == "wrong"       ? tr("Wrong")
           : result == "not checked" ? tr("Not checked")
           : result == "noted"       ? tr("Noted")
           : result == "read"        ? tr("Read")
           : result == "answered"    ? tr("Answered")
           : result == "refused"     ? tr("Refused")
           : result == "none"        ? tr("None")
                                     : result;
}

Told Words::error(const Error& error) {
    return ErrorWords::tell(error);
}

QString Words::seconds(std::chrono::milliseconds time) {
    return tr("%1 s", "seconds").arg(QLocale().toString(static_cast<double>(time.count()) / 1'000, 'f', 1));
}

QString Words::serial(const SerialNumber& serial) {
    return isolated(QString::fromStdString(serial.text()));
}

QString Words::isolated(const QString& text) {
    return left_to_right_isolate + text + pop_isolate;
}

} // namespace keyline::station
