#include "app/station/models/qa_control.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace keyline::station {

Result<QaReport> read_qa_report(const app::VerifiedReport& report) {
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(report.json));
    if (!document.isObject()) {
        return fail(ErrorCode::report_unsound, {{"reason", "it is no JSON object"}});
    }
    const QJsonObject json = document.object();
    QaReport read;
    read.verdict = report.verdict;
    read.serial = json["serial"].toString();
    read.uid = json["uid"].toString();
    read.signer = QString::fromStdString(report.signer);
    for (const QJsonValue& value : json["checks"].toArray()) {
        const QJsonObject check = value.toObject();
        read.checks.push_back(
            {check["name"].toString(), check["result"].toString(), check["evidence"].toString(), check});
    }
    return read;
}

void QaControl::verify_at(std::shared_ptr<app::Station> station, unsigned lane, std::optional<SerialNumber> label) {
    run([station = std::move(station), lane, label](const app::OnCheckSeen& seen) -> Result<app::VerifiedUnit> {
        const auto lanes = app::select_lanes(station->setup(), {lane});
        return lanes ? app::verify_at_lane(*station, lanes->front(), label, seen)
                     : Result<app::VerifiedUnit>(lanes.failure());
    });
}

void QaControl::verify_number(std::shared_ptr<app::Station> station, const SerialNumber& label) {
    run([station = std::move(station), label](const app::OnCheckSeen& seen) {
        return app::verify_by_number(*station, label, seen);
    });
}

void QaControl::add_seen(unsigned asked, const app::CheckSeen& check) {
    if (asked == asked_ && busy_) {
        seen_.push_back({QString::fromStdString(check.name),
                         QString::fromStdString(check.result),
                         QString::fromStdString(check.evidence),
                         {}});
        emit changed();
    }
}

void QaControl::leave() {
    ++asked_;
    busy_ = false;
    emit changed();
}

void QaControl::run(std::function<Result<app::VerifiedUnit>(const app::OnCheckSeen&)> verify) {
    report_.reset();
    seen_.clear();
    busy_ = true;
    ++asked_;
    emit changed();
    calls_.run(
        [this, asked = asked_, verify = std::move(verify)]() -> Result<QaReport> {
            const auto seen = [this, asked](const app::CheckSeen& check) { // in the thread of the calls
                QMetaObject::invokeMethod(
                    this, [this, asked, check] { add_seen(asked, check); }, Qt::QueuedConnection);
            };
            auto unit = verify(seen);
            return unit ? read_qa_report(unit->report) : Result<QaReport>(unit.failure());
        },
        [this, asked = asked_](Result<QaReport> report) {
            if (asked != asked_) {
                return;
            }
            busy_ = false;
            if (report) {
                report_ = std::move(*report);
            }
            emit changed();
            if (!report) {
                emit failed(report.error());
            }
        });
}

} // namespace keyline::station
