// A verification's report in every language: each text that a report can hold has its words, with the same values.
#include "app/report/unit_words.h"
#include "provisioning/claim.h"
#include "provisioning/verification/returned_unit.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace keyline;
using namespace keyline::report;

namespace {

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QStringList everything_that_a_report_says() {
    QStringList texts;
#define KEYLINE_TEXT(enumerator, ...) texts << text(template_of(EvidenceCode::enumerator));
    KEYLINE_EVIDENCE(KEYLINE_TEXT)
#undef KEYLINE_TEXT
#define KEYLINE_TEXT(enumerator, ...) texts << text(text_of(Verdict::enumerator));
    KEYLINE_VERDICTS(KEYLINE_TEXT)
#undef KEYLINE_TEXT
    for (const CheckResult result :
         {CheckResult::right, CheckResult::wrong, CheckResult::not_checked, CheckResult::noted}) {
        texts << text(text_of(result));
    }
    for (const ClaimState state : claim_states) {
        texts << text(text_of(state));
    }
    ReturnedUnit unit; // whose every check is told
    unit.label = SerialNumber::parse("0001-000000000001").value();
    unit.lock = LockIdentity{ChipUid::parse("00112233445566778899aabb").value(),
                             "board",
                             "1.0",
                             DeviceType(1),
                             LockState::closed,
                             CheckValue::parse("0a1b2c").value(),
                             256,
                             unit.label};
    unit.of_serial = {{{ClaimId::parse("00112233445566778899aabbccddeeff").value(), OrderId::parse("WO-0001").value(),
                        StationId::parse("S1").value(), *unit.label, unit.lock->uid},
                       unit.lock->kg,
                       {Name::parse("demo").value(), DeviceType(1), 256, ""}}};
    for (const UnitCheck& check : assess(unit).checks) {
        texts << QString::fromStdString(check.name);
    }
    for (const LockState state :
         {LockState::blank, LockState::token_stored, LockState::table_stored, LockState::closed, LockState::captured}) {
        unit.lock->state = state;
        for (const UnitCheck& check : assess(unit).checks) {
            if (check.name == "lock's state") {
                texts << QString::fromStdString(text_of(check.evidence));
            }
        }
    }
    return texts;
}

QStringList values_in(const QString& text) {
    QStringList values;
    static const QRegularExpression value("\\{[a-z_]+\\}");
    for (auto match = value.globalMatch(text); match.hasNext();) {
        values << match.next().captured();
    }
    values.sort();
    return values;
}

} // namespace

class UnitWordsTest : public QObject {
    Q_OBJECT
  private slots:
    void every_text_in_every_language_data() {
        QTest::addColumn<QString>("language");
        for (const char* language : {"de", "es", "pl", "zh_CN"}) {
            QTest::newRow(language) << language;
        }
    }
    void every_text_in_every_language() {
        QFETCH(QString, language);
        QTranslator texts;
        QVERIFY(texts.load(":/translations/keyline-report_" + language + ".qm"));
        for (const QString& english : everything_that_a_report_says()) {
            const QString translated = texts.translate("UnitReport", english.toUtf8().constData());
            QVERIFY2(!translated.isEmpty(), qPrintable(english));
            QCOMPARE(values_in(translated), values_in(english));
        }
    }

    void sentences_and_their_words_are_told() {
        QTranslator texts;
        QVERIFY(texts.load(":/translations/keyline-report_de.qm"));
        QCoreApplication::installTranslator(&texts);
        const QJsonObject held{{"text", "held since it was {unit_state}"},
                               {"values", QJsonObject{{"unit_state", "passed"}}}};
        const QJsonObject firmware{{"text", "{hardware}, {firmware}"},
                                   {"values", QJsonObject{{"hardware", "{firmware}"}, {"firmware", "passed"}}}};
        QCOMPARE(evidence_of({{"evidence", "in English"}, {"sentences", QJsonArray{held, firmware}}}),
                 QString("gesperrt, zuvor bestanden; {firmware}, passed"));         // a lock's own words stay
        QCOMPARE(evidence_of({{"evidence", "in English"}}), QString("in English")); // an older report
        QCOMPARE(in_reader_language("of a newer version"), QString("of a newer version"));
        QCoreApplication::removeTranslator(&texts);
        QCOMPARE(in_reader_language("passed"), QString("passed"));
    }
};

QTEST_GUILESS_MAIN(UnitWordsTest)
#include "unit_words_test.moc"
