// QaControl: a returned unit, read at a lane or looked up by its number: the same as `keyline verify`, beside the GUI's
// thread. Threads: the GUI's.
#pragma once

#include "app/returned_units.h"
#include "app/station/models/background.h"

#include <QJsonObject>
#include <QObject>

namespace keyline::station {

struct QaCheck {
    QString name;       // as the signed report has it
    QString result;     // "right", "wrong", "not checked", "noted"
    QString evidence;   // as it was seen
    QJsonObject json{}; // of the report: its evidence in the reader's language (app/report/unit_words.h)
};

struct QaReport {
    Verdict verdict = Verdict::not_ours;
    QString serial;
    QString uid;
    std::vector<QaCheck> checks;
    QString signer;
};

// Of the report as keyd signed it. report_unsound.
Result<QaReport> read_qa_report(const app::VerifiedReport& report);

class QaControl final : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    void verify_at(std::shared_ptr<app::Station> station, unsigned lane, std::optional<SerialNumber> label);
    void verify_number(std::shared_ptr<app::Station> station, const SerialNumber& label);
    void leave(); // the answer is not waited for
    bool is_busy() const { return busy_; }
    const std::optional<QaReport>& report() const { return report_; }
    // While it is busy: what was seen so far, one by one.
    const std::vector<QaCheck>& seen() const { return seen_; }

  signals:
    void changed();
    void failed(const keyline::Error& error);

  private:
    void run(std::function<Result<app::VerifiedUnit>(const app::OnCheckSeen&)> verify);

    void add_seen(unsigned asked, const app::CheckSeen& check);

    std::optional<QaReport> report_;
    std::vector<QaCheck> seen_;
    unsigned asked_ = 0;
    bool busy_ = false;
    Background calls_; // the last member: its thread uses all others
};

} // namespace keyline::station
