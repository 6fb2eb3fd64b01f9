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
        read.checks.push_back({check["name"].toString(), check["result"].toString(), check["evidence"].toString()});
    }
    return read;
}

void QaControl::verify_at(std::shared_ptr<app::Station> station, unsigned lane, std::optional<SerialNumber> label) {
    run([station = std::move(station), lane, label]() -> Result<app::VerifiedUnit> {
        const auto lanes = app::select_lanes(station->setup(), {lane});
        return lanes ? app::verify_at_lane(*station, lanes->front(), label)
                     : Result<app::VerifiedUnit>(lanes.failure());
    });
}

void QaControl::verify_number(std::shared_ptr<app::Station> station, const SerialNumber& label) {
    run([station = std::move(station), label] { return app::verify_by_number(*station, label); });
}

void QaControl::leave() {
    ++asked_;
    busy_ = false;
    emit changed();
}

void QaControl::run(std::function<Result<app::VerifiedUnit>()> verify) {
    report_.reset();
    busy_ = true;
    ++asked_;
    emit changed();
    calls_.run(
        [verify = std::move(verify)]() -> Result<QaReport> {
            auto unit = verify();
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
