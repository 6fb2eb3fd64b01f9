// The line of an entry: what is written is read again, and nothing else is taken for an entry.
#include "db/entry.h"

#include "tests/support/log_fixtures.h"

#include <QTest>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

class EntryTest : public QObject {
    Q_OBJECT

  private slots:
    void what_is_written_is_read_again() {
        const AuditEvent event = unit_event(UnitEventKind::failed, 7,
                                            {{"code", "lock.silent"}, {"", "an empty name"}, {"text", "\"\\\n\u20ac"}});
        const auto line = *format_entry(42, std::chrono::system_clock::time_point(), {"S1", "ann"}, event);
        const auto entry = parse_entry(line);
        QVERIFY(entry);
        QCOMPARE(entry->seq, std::uint64_t{42});
        QCOMPARE(entry->time, std::string("1970-01-01T00:00:00.000Z"));
        QCOMPARE(entry->writer.station, std::string("S1"));
        QCOMPARE(entry->writer.operator_name, std::string("ann"));
        QCOMPARE(entry->event.event, event.event);
        QCOMPARE(entry->event.lane, event.lane);
        QCOMPARE(entry->event.order, event.order);
        QCOMPARE(entry->event.claim, event.claim);
        QCOMPARE(entry->event.serial, event.serial);
        QCOMPARE(entry->event.uid, event.uid);
        QCOMPARE(entry->event.details, event.details);
    }

    void fields_of_a_later_version_are_overlooked() {
        const auto entry =
            parse_entry("{\"new\":[{\"seq\":9,\"details\":{\"a\":1}},[null,true,-1,1e3]],\"seq\":1,\"event\":\"x\","
                        "\"more\":{\"event\":\"y\",\"details\":{\"b\":\"c\"}},\"details\":{\"a\":\"b\"}}");
        QVERIFY(entry);
        QCOMPARE(entry->seq, std::uint64_t{1});
        QCOMPARE(entry->event.event, std::string("x"));
        QCOMPARE(entry->event.details, (Error::Args{{"a", "b"}}));
    }

    void anything_else_is_refused_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* line, const char* reason) {
            QTest::newRow(line) << QByteArray(line) << QString(reason);
        };
        for (const char* line : {"", " ", "[]", "[{}]", "1", "\"x\"", "null", "{", "{\"seq\":1", "{\"seq\":1,}",
                                 "{\"seq\":01,\"event\":\"x\"}", "{\"seq\":1,\"event\":\"x\"}}",
                                 "{\"seq\":1,\"event\":\"\xff\"}", "{\"seq\":1,\"event\":\"\x01\"}",
                                 "{\"seq\":1,\"event\":\"\\ud800\"}", "{'seq':1}", "{\"seq\":1e999,\"event\":\"x\"}"}) {
            row(line, "not a JSON object");
        }
        row("{\"event\":\"x\"}", "field seq");
        row("{\"seq\":-1,\"event\":\"x\"}", "field seq");
        row("{\"seq\":1.0,\"event\":\"x\"}", "field seq");
        row("{\"seq\":18446744073709551616,\"event\":\"x\"}", "field seq");
        row("{\"seq\":\"1\",\"event\":\"x\"}", "field seq");
        row("{\"seq\":1}", "field event is missing");
        row("{\"seq\":1,\"event\":\"\"}", "field event is missing");
        row("{\"seq\":1,\"event\":null}", "field event");
        row("{\"seq\":1,\"event\":[\"x\"]}", "field event");
        row("{\"seq\":1,\"event\":{\"x\":\"y\"}}", "field event");
        row("{\"seq\":1,\"event\":\"x\",\"time\":7}", "field time");
        row("{\"seq\":1,\"event\":\"x\",\"station\":true}", "field station");
        row("{\"seq\":1,\"event\":\"x\",\"lane\":\"1\"}", "field lane");
        row("{\"seq\":1,\"event\":\"x\",\"lane\":4294967296}", "field lane");
        row("{\"seq\":1,\"event\":\"x\",\"order\":\"a b\"}", "field order");
        row("{\"seq\":1,\"event\":\"x\",\"claim\":\"00\"}", "field claim");
        row("{\"seq\":1,\"event\":\"x\",\"unit\":\"0001\"}", "field unit");
        row("{\"seq\":1,\"event\":\"x\",\"uid\":\"zz\"}", "field uid");
        row("{\"seq\":1,\"event\":\"x\",\"details\":\"x\"}", "field details");
        row("{\"seq\":1,\"event\":\"x\",\"details\":{\"a\":1}}", "a detail is not a text");
        row("{\"seq\":1,\"event\":\"x\",\"details\":{\"a\":{}}}", "a detail is not a text");
        row("{\"seq\":1,\"event\":\"x\",\"details\":{\"a\":[\"b\"]}}", "a detail is not a text");
        // Readers differ on which of two counts.
        row("{\"seq\":1,\"event\":\"x\",\"seq\":1}", "field seq stands twice");
        row("{\"seq\":1,\"event\":\"x\",\"details\":{},\"details\":{}}", "field details stands twice");
        row("{\"seq\":1,\"event\":\"x\",\"details\":{\"a\":\"1\",\"a\":\"1\"}}", "a detail stands twice");
    }
    void anything_else_is_refused() {
        QFETCH(QByteArray, line);
        QFETCH(QString, reason);
        const auto entry = parse_entry(line.toStdString());
        QVERIFY(!entry);
        QCOMPARE(entry.error().code, ErrorCode::value_malformed);
        QCOMPARE(QString::fromStdString(std::string(entry.error().arg("reason"))), reason);
    }

    void the_limit_of_length_holds() {
        std::string line = "{\"seq\":1,\"event\":\"x\",\"details\":{\"a\":\"";
        line += std::string(entry_size_bytes_max - line.size() - 3, 'a') + "\"}}";
        QVERIFY(parse_entry(line));
        QVERIFY(!parse_entry(line + " "));
    }

    void deep_nesting_is_only_a_line_that_is_long() {
        const std::size_t depth = 8'000;
        QVERIFY(parse_entry("{\"seq\":1,\"event\":\"x\",\"new\":" + std::string(depth, '[') + std::string(depth, ']') +
                            "}"));
    }
};

QTEST_GUILESS_MAIN(EntryTest)
#include "entry_test.moc"
