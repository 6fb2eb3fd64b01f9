// Words: everything that the screen says about lanes, units and errors, in the language of the moment.
// Threads: the GUI's. What is said in one place only stands there.
#pragma once

#include "app/station/models/lane_state.h"
#include "provisioning/line/recovery.h"
#include "provisioning/people/action.h"
#include "provisioning/verification/returned_unit.h"

#include <QCoreApplication>
#include <QString>

namespace keyline::station {

struct Told {
    QString what;
    QString hint;     // what to do; may be empty
    QString code;     // "order.used_up"
    QString detail{}; // what the layers below said, in their words; may be empty
};

class Words {
    Q_DECLARE_TR_FUNCTIONS(keyline::station::Words)

  public:
    static QString outcome(Outcome outcome); // "PASS"
    static QString step(Step step);
    // What the lane is at, in few words.
    static QString doing(const LaneState& lane);
    // The one thing to do at this lane now; empty: nothing.
    static QString to_do(const LaneState& lane);
    // All of it, for who hears the screen.
    static QString spoken(const LaneState& lane);
    // "Writing: step 3 of 6"
    static QString step_count_text(const LaneState& lane);
    // Units that an earlier run has left open: which, where they were, what to do. Not empty.
    static QString interrupted(const std::vector<UnitRecord>& units);
    static QString argument(const std::string& name); // of an action; unknown ones as they are
    static QString action(ActionKind kind);           // what waits for a second person
    // Of a returned unit.
    static QString verdict(Verdict verdict);
    static QString check_name(const QString& name);     // as the report names it; unknown ones as they are
    static QString check_result(const QString& result); // "right"
    static Told error(const Error& error);
    static QString seconds(std::chrono::milliseconds time); // "12.3 s"
    // Left-to-right in every text: in Arabic 1234-AB would show as AB-1234.
    static QString serial(const SerialNumber& serial);
    static QString isolated(const QString& text);
};

} // namespace keyline::station
