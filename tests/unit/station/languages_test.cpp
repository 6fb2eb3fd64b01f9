// Each language has every text, finished, with the plural forms that it needs; and every page has room for it.
#include "app/station/languages.h"
#include "app/station/main_window.h"
#include "app/station/models/words.h"
#include "tests/support/clipped_texts.h"

#include <QApplication>
#include <QDir>
#include <QDomDocument>
#include <QProcess>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>

using namespace keyline;
using namespace keyline::station;
using namespace keyline::test;

namespace {

struct Text {
    QString context;
    QString source;
    bool plural = false;
    bool finished = false;
    QStringList forms;
};

QList<Text> texts_in(const QString& path) {
    QFile file(path);
    QDomDocument document;
    if (!file.open(QIODevice::ReadOnly) || !document.setContent(&file)) {
        return {};
    }
    QList<Text> texts;
    const auto contexts = document.elementsByTagName("context");
    for (int i = 0; i < contexts.size(); ++i) {
        const QDomElement context = contexts.at(i).toElement();
        for (auto message = context.firstChildElement("message"); !message.isNull();
             message = message.nextSiblingElement("message")) {
            const QDomElement translation = message.firstChildElement("translation");
            Text text{context.firstChildElement("name").text(),
                      message.firstChildElement("source").text(),
                      message.attribute("numerus") == "yes",
                      translation.attribute("type").isEmpty(),
                      {}};
            for (auto form = translation.firstChildElement("numerusform"); !form.isNull();
                 form = form.nextSiblingElement("numerusform")) {
                text.forms << form.text();
            }
            if (!text.plural) {
                text.forms << translation.text();
            }
            texts << text;
        }
    }
    return texts;
}

// %1, %2, %n as they stand in it.
QStringList places_in(const QString& text) {
    QStringList places;
    static const QRegularExpression place("%[0-9n]|\\{[a-z_]+\\}");
    for (auto match = place.globalMatch(text); match.hasNext();) {
        places << match.next().captured();
    }
    places.removeDuplicates();
    places.sort();
    return places;
}

const QMap<QString, int> plural_forms{{"en", 2}, {"de", 2}, {"es", 2}, {"pl", 3}, {"zh_CN", 1}, {"ar", 6}};

QString file_of(const QString& directory, const QString& language) {
    return directory + "/keyline-station_" + language + ".ts";
}

} // namespace

class LanguagesTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QApplication::setStyle(QStyleFactory::create("Fusion")); }
    void every_text_is_translated_data() { rows(); }
    void every_text_is_translated();
    void no_text_is_new();
    void plurals_are_right();
    void every_error_is_told_data() { rows(); }
    void every_error_is_told();
    void numbers_follow_the_language();
    void pages_have_room_data() { rows(); }
    void pages_have_room();

  private:
    static void rows() {
        QTest::addColumn<QString>("language");
        for (const Language& language : Languages::all()) {
            QTest::newRow(qPrintable(language.code)) << language.code;
        }
    }
};

void LanguagesTest::every_text_is_translated() {
    QFETCH(QString, language);
    const QList<Text> texts = texts_in(file_of(KEYLINE_SOURCE_DIR "/translations", language));
    QVERIFY(texts.size() >= (language == "en" ? 5 : 200));
    for (const Text& text : texts) {
        QVERIFY2(text.finished, qPrintable(text.source));
        QCOMPARE(text.forms.size(), text.plural ? plural_forms[language] : 1);
        for (const QString& form : text.forms) {
            QVERIFY2(!form.trimmed().isEmpty(), qPrintable(text.source));
            QStringList places = places_in(text.source);
            if (!form.contains("%n")) { // "one unit" needs no figure
                QVERIFY2(!text.plural || text.forms.size() > 2, qPrintable(form));
                places.removeAll("%n");
            }
            QCOMPARE(places_in(form), places);
        }
    }
}

// As lupdate finds them in the sources now.
void LanguagesTest::no_text_is_new() {
    const QTemporaryDir directory;
    QStringList files;
    for (const Language& language : Languages::all()) {
        if (language.code != "en") {
            files << file_of(directory.path(), language.code);
            QVERIFY(QFile::copy(file_of(KEYLINE_SOURCE_DIR "/translations", language.code), files.last()));
        }
    }
    QProcess lupdate;
    lupdate.setWorkingDirectory(KEYLINE_SOURCE_DIR);
    lupdate.start(KEYLINE_LUPDATE, QStringList{"-I", ".", "-locations", "none", "app/station", "-ts"} + files);
    QVERIFY2(lupdate.waitForFinished() && lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());
    for (const QString& file : files) {
        for (const Text& text : texts_in(file)) {
            QVERIFY2(text.finished, qPrintable(QString("translations/update: %1: %2").arg(text.context, text.source)));
        }
    }
}

void LanguagesTest::plurals_are_right() {
    Languages languages;
    const auto entries = [](int count) {
        return QCoreApplication::translate("keyline::station::HistoryPage", "%n entry(s)", nullptr, count);
    };
    languages.choose("en");
    QCOMPARE(entries(1), QString("1 entry"));
    QCOMPARE(entries(2), QString("2 entries"));
    languages.choose("de");
    QCOMPARE(entries(1), QString("1 Eintrag"));
    languages.choose("pl");
    QCOMPARE(entries(1), QString("1 wpis"));
    QCOMPARE(entries(3), QString("3 wpisy"));
    QCOMPARE(entries(5), QString::fromUtf8("5 wpisów"));
    QCOMPARE(entries(22), QString("22 wpisy"));
    languages.choose("zh_CN");
    QCOMPARE(entries(7), QString::fromUtf8("7 条记录"));
    languages.choose("xx");
    QCOMPARE(languages.current(), QString("en"));
}

// What happened and what to do, for each code that there is; and the smallest tile has room for it.
void LanguagesTest::every_error_is_told() {
    QFETCH(QString, language);
    static const std::vector<ErrorCode> codes{
#define KEYLINE_ENUMERATOR(enumerator, text, kind) ErrorCode::enumerator,
        KEYLINE_ERROR_CODES(KEYLINE_ENUMERATOR)
#undef KEYLINE_ENUMERATOR
    };
    Languages languages;
    languages.choose("en");
    const Error::Args args{{"serial", "0001-00000000000a"},
                           {"order", "WO-0001"},
                           {"lane", "16"},
                           {"wait_s", "64"},
                           {"roles", "supervisor or qa"},
                           {"path", "/a/b"},
                           {"line", "7"},
                           {"offset_s", "11"},
                           {"entries", "1000"},
                           {"printer", "zebra"}};
    QStringList english;
    for (const ErrorCode code : codes) {
        english << Words::error({code, args, {}, {}}).what << Words::error({code, args, {}, {}}).hint;
    }
    languages.choose(language);
    Looks looks("light");
    LaneTile tile(looks, nullptr);
    tile.resize(208, 176); // of 16 lanes on 1280x800
    for (const ErrorCode code : codes) {
        const Error error{code, args, {}, {}};
        const Told told = Words::error(error);
        QVERIFY2(told.what != told.code && !told.what.isEmpty(), qPrintable(told.code));
        QVERIFY2(!told.hint.isEmpty(), qPrintable(told.code));
        QVERIFY2(language == "en" || (!english.contains(told.what) && !english.contains(told.hint)),
                 qPrintable(told.what));
        QVERIFY2(!told.what.contains('{') && !told.what.contains('?') && !told.what.contains('<'),
                 qPrintable(told.what));
        LaneState lane{16, LanePhase::waits_removal};
        lane.serial = SerialNumber::parse("0001-00000000000a").value();
        lane.result = UnitResult{Outcome::failed, lane.serial, {}, error};
        tile.show_lane(lane);
        (void)tile.grab();
        QVERIFY2(!tile.is_clipped(), qPrintable(told.what));
    }
    languages.choose("en");
}

void LanguagesTest::pages_have_room() {
    QFETCH(QString, language);
    const QTemporaryDir directory;
    QFont font = QApplication::font();
    font.setPointSizeF(11.5);
    QApplication::setFont(font);
    Desk desk(directory.path().toStdString());
    Looks looks("light");
    Languages languages;
    OrderPanel order(desk, looks, nullptr);
    LoginPanel login(desk, nullptr);
    DecisionPanel decision(desk, nullptr);
    ApprovalsPage approvals(desk, nullptr);
    ConnectPanel connecting(desk, nullptr);
    HistoryPage history(desk, looks, nullptr);
    QaPage qa(desk, looks, nullptr);
    OrdersPage orders(desk, nullptr);
    SetupPage setup(desk, looks, languages, nullptr);
    languages.choose(language); // switched while they are there
    const QSize side(320, 660);
    const QSize page(1'160, 720);
    QStringList faults;
    for (const auto& [widget, size] : std::initializer_list<std::pair<QWidget*, QSize>>{{&order, side},
                                                                                        {&login, side},
                                                                                        {&decision, side},
                                                                                        {&connecting, side},
                                                                                        {&history, page},
                                                                                        {&qa, page},
                                                                                        {&orders, page},
                                                                                        {&approvals, page},
                                                                                        {&setup, page}}) {
        widget->resize(size);
        widget->show();
        QVERIFY(QTest::qWaitForWindowExposed(widget));
        (void)QTest::qWaitFor([&] { return faults_of(*widget).isEmpty(); }, 1'000); // a layout takes some turns
        faults += faults_of(*widget);
        QVERIFY2(widget->minimumSizeHint().width() <= size.width(), widget->metaObject()->className());
        widget->hide();
    }
    decision.show();
    for (const Decision one : {Decision::quarantine, Decision::rework, Decision::release, Decision::scrap,
                               Decision::rekey, Decision::reprint}) {
        decision.ask(one, 16, *SerialNumber::parse("0001-00000000000a"));
        (void)QTest::qWaitFor([&] { return faults_of(decision).isEmpty(); }, 1'000);
        faults += faults_of(decision);
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join("\n")));
    languages.choose("en");
}

// Digits, too: what was made in one language is read in another.
void LanguagesTest::numbers_follow_the_language() {
    const QTemporaryDir directory;
    Desk desk(directory.path().toStdString());
    Looks looks("light");
    Languages languages;
    languages.choose("ar");
    SetupPage setup(desk, looks, languages, nullptr);
    languages.choose("de");
    QCoreApplication::processEvents();
    for (const QSpinBox* number : setup.findChildren<QSpinBox*>()) {
        QCOMPARE(number->locale().language(), QLocale::German);
    }
    languages.choose("en");
}

QTEST_MAIN(LanguagesTest)
#include "languages_test.moc"
