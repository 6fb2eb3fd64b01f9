#include "app/report/unit_words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>
#include <array>

namespace keyline::report {

namespace {

// For lupdate, which does not see what the reports are made of: provisioning/verification. A test compares them.
[[maybe_unused]] const char* const report_texts[] = {
    QT_TRANSLATE_NOOP("UnitReport", "genuine and intact"),
    QT_TRANSLATE_NOOP("UnitReport", "genuine, altered"),
    QT_TRANSLATE_NOOP("UnitReport", "known, cannot prove"),
    QT_TRANSLATE_NOOP("UnitReport", "not ours"),
    QT_TRANSLATE_NOOP("UnitReport", "clone suspected"),

    QT_TRANSLATE_NOOP("UnitReport", "label and lock"),
    QT_TRANSLATE_NOOP("UnitReport", "number in the registry"),
    QT_TRANSLATE_NOOP("UnitReport", "chip"),
    QT_TRANSLATE_NOOP("UnitReport", "Kg"),
    QT_TRANSLATE_NOOP("UnitReport", "product"),
    QT_TRANSLATE_NOOP("UnitReport", "lock's state"),
    QT_TRANSLATE_NOOP("UnitReport", "firmware"),
    QT_TRANSLATE_NOOP("UnitReport", "registry"),
    QT_TRANSLATE_NOOP("UnitReport", "history"),
    QT_TRANSLATE_NOOP("UnitReport", "seen before"),
    QT_TRANSLATE_NOOP("UnitReport", "self-check"),
    QT_TRANSLATE_NOOP("UnitReport", "capture challenge"),
    QT_TRANSLATE_NOOP("UnitReport", "table proof"),
    QT_TRANSLATE_NOOP("UnitReport", "entry in the signed log"),

    QT_TRANSLATE_NOOP("UnitReport", "right"),
    QT_TRANSLATE_NOOP("UnitReport", "wrong"),
    QT_TRANSLATE_NOOP("UnitReport", "not checked"),
    QT_TRANSLATE_NOOP("UnitReport", "noted"),

    QT_TRANSLATE_NOOP("UnitReport", "blank"),
    QT_TRANSLATE_NOOP("UnitReport", "token stored"),
    QT_TRANSLATE_NOOP("UnitReport", "token and table stored"),
    QT_TRANSLATE_NOOP("UnitReport", "closed"),
    QT_TRANSLATE_NOOP("UnitReport", "captured"),

    QT_TRANSLATE_NOOP("UnitReport", "open"),
    QT_TRANSLATE_NOOP("UnitReport", "passed"),
    QT_TRANSLATE_NOOP("UnitReport", "failed"),
    QT_TRANSLATE_NOOP("UnitReport", "quarantined"),
    QT_TRANSLATE_NOOP("UnitReport", "rework"),
    QT_TRANSLATE_NOOP("UnitReport", "scrapped"),
    QT_TRANSLATE_NOOP("UnitReport", "superseded"),

    QT_TRANSLATE_NOOP("UnitReport", "label {label}, lock {serial}"),
    QT_TRANSLATE_NOOP("UnitReport", "label {label}, lock without a number"),
    QT_TRANSLATE_NOOP("UnitReport", "the unit has no number"),
    QT_TRANSLATE_NOOP("UnitReport", "{serial} was never issued"),
    QT_TRANSLATE_NOOP("UnitReport", "{serial}, order {order}, station {station}"),
    QT_TRANSLATE_NOOP("UnitReport", "{uid}; registered: {registered} with {serial}"),
    QT_TRANSLATE_NOOP("UnitReport", "{kg}; made with {registered}"),
    QT_TRANSLATE_NOOP("UnitReport", "device type {type}, table of {bytes} bytes; {product}: {made_type}, {made_bytes}"),
    QT_TRANSLATE_NOOP("UnitReport", "{lock_state}"),
    QT_TRANSLATE_NOOP("UnitReport", "{hardware}, {firmware}"),
    QT_TRANSLATE_NOOP("UnitReport", "{hardware}, {firmware}; as when it was made"),
    QT_TRANSLATE_NOOP("UnitReport", "{hardware}, {firmware}; CHANGED, made with {made_firmware}"),
    QT_TRANSLATE_NOOP("UnitReport", "{unit_state}, both proofs were seen"),
    QT_TRANSLATE_NOOP("UnitReport", "{unit_state}, not all proofs were seen"),
    QT_TRANSLATE_NOOP("UnitReport", "attempts: {count}"),
    QT_TRANSLATE_NOOP("UnitReport", "token made again: {count}"),
    QT_TRANSLATE_NOOP("UnitReport", "held since it was {unit_state}"),
    QT_TRANSLATE_NOOP("UnitReport", "the number's chip {uid} is {unit_state}"),
    QT_TRANSLATE_NOOP("UnitReport", "never"),
    QT_TRANSLATE_NOOP("UnitReport", "times: {count}; last {time} at {station}: {verdict}"),
    QT_TRANSLATE_NOOP("UnitReport", "ANOTHER CHIP WITH THIS NUMBER, {uid}, {time} at {station}: {verdict}"),
    QT_TRANSLATE_NOOP("UnitReport", "the lock does not answer it"),
    QT_TRANSLATE_NOOP("UnitReport", "refused"),
    QT_TRANSLATE_NOOP("UnitReport", "captured: the lock answers it no more"),
    QT_TRANSLATE_NOOP("UnitReport", "{event}, entry {index} of {size} that were signed for {station}, {time}"),
    QT_TRANSLATE_NOOP("UnitReport", "the archive has no signed entry of it"),
};

constexpr std::array values_that_are_words{"lock_state", "unit_state", "verdict"};

// Once from left to right: what a lock says of itself is no template.
QString filled(const QString& text, const QJsonObject& values) {
    static const QRegularExpression place("\\{([a-z_]+)\\}");
    QString whole;
    qsizetype end = 0;
    for (auto match = place.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        const QString name = found.captured(1);
        const bool is_word =
            std::find(values_that_are_words.begin(), values_that_are_words.end(), name) != values_that_are_words.end();
        const QString value = values[name].toString();
        whole += text.sliced(end, found.capturedStart() - end);
        whole += is_word ? in_reader_language(value) : value;
        end = found.capturedEnd();
    }
    return whole + text.sliced(end);
}

} // namespace

QString in_reader_language(const QString& english) {
    return QCoreApplication::translate("UnitReport", english.toUtf8().constData());
}

QString evidence_of(const QJsonObject& check) {
    QStringList sentences;
    for (const auto& value : check["sentences"].toArray()) {
        const QJsonObject sentence = value.toObject();
        sentences << filled(in_reader_language(sentence["text"].toString()), sentence["values"].toObject());
    }
    return sentences.isEmpty() ? check["evidence"].toString() : sentences.join("; ");
}

} // namespace keyline::report
