// What every PeopleRecords must do. One row of initTestCase_data for each adapter.
#include "db/registry.h"
#include "tests/support/log_fixtures.h"
#include "tests/support/memory_ports.h"
#include "tests/support/postgres_server.h"

#include <QTemporaryDir>
#include <QTest>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
template <std::size_t Size>
ByteArray<Size> filled(std::uint8_t value) {
    ByteArray<Size> bytes{};
    bytes.fill(value);
    return bytes;
}

OperatorRecord record_of(const char* name, std::uint8_t seed) {
    return {{{name_of(name), Role::supervisor | Role::qa}, true, false, 1'800'000'000},
            {filled<32>(seed), filled<16>(seed), filled<32>(seed)},
            {},
            {},
            5};
}

RequestRecord request_of(RequestNumber number) {
    // Texts as somebody may type them: no encoding may change them.
    Action action{ActionKind::unit_scrap, {{"serial", "0001-000000000001"}, {"to", "\xff\xfe\"\\ \xc3\xa9"}}, "burnt"};
    action.document = {0, 1, 2, 0};
    return {Request{.number = number,
                    .action = action,
                    .digest = filled<32>(9),
                    .author = name_of("ann"),
                    .station = name_of("S1"),
                    .made_unix_s = 1'800'000'000,
                    .expires_unix_s = 1'800'086'400},
            {4, 5, 6}};
}
} // namespace

class PeopleRecordsContract : public QObject {
    Q_OBJECT
  private:
    ManualClock clock_;
    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<PostgresServer> postgres_;
    std::optional<StorePlace> place_;
    std::unique_ptr<Registry> registry_;

    RegistryOptions options() { return {*place_, name_of("development"), clock_}; }

    // In a transaction of its own.
    template <class Body>
    void in(Body body) {
        auto transaction = *registry_->begin();
        body(transaction->people());
        QVERIFY(transaction->commit());
    }
    void reopen() {
        if (place_) {
            registry_.reset();
            registry_ = SqlRegistry::open(options()).value();
        }
    }

  private slots:
    void initTestCase_data() {
        QTest::addColumn<QString>("adapter");
        QTest::newRow("memory") << "memory";
        QTest::newRow("sqlite") << "sqlite";
        QTest::newRow("postgresql") << "postgresql";
        postgres_ = std::make_unique<PostgresServer>();
    }
    void cleanupTestCase() { postgres_.reset(); }
    void init() {
        QFETCH_GLOBAL(QString, adapter);
        directory_ = std::make_unique<QTemporaryDir>();
        place_.reset();
        if (adapter == "memory") {
            registry_ = std::make_unique<MemoryRegistry>();
            return;
        }
        if (adapter == "sqlite") {
            place_ = directory_->filePath("registry.db").toStdString();
        } else {
            place_ = *PostgresPlace::parse(postgres_->new_database());
        }
        const auto made = SqlRegistry::create(options());
        QVERIFY2(made, made ? "" : (made.error().cause + std::string(made.error().arg("reason"))).c_str());
        reopen();
    }
    void cleanup() { registry_.reset(); }

    void operators_are_kept() {
        in([](PeopleRecords& people) {
            QVERIFY(people.insert_operator(record_of("bob", 2)));
            QVERIFY(people.insert_operator(record_of("ann", 1)));
            OperatorRecord changed = record_of("ann", 3);
            changed.shown.person.roles = Role::auditor;
            changed.shown.is_active = false;
            changed.shown.code_enrolled = true;
            changed.sealed_code = {1, 2};
            changed.sealed_new_code = {3};
            changed.last_code_step = 77;
            QVERIFY(people.update_operator(changed));
        });
        reopen();
        in([](PeopleRecords& people) {
            const auto all = people.operators();
            QVERIFY(all && all->size() == 2);
            QCOMPARE(all->at(0).shown.person.name.text(), std::string("ann"));
            const auto ann = people.operator_with(filled<32>(3));
            QVERIFY(ann && *ann && !(*ann)->shown.is_active && (*ann)->shown.code_enrolled);
            QVERIFY((*ann)->shown.person.roles == Roles(Role::auditor) && (*ann)->last_code_step == 77);
            QVERIFY((*ann)->sealed_code == (Bytes{1, 2}) && (*ann)->sealed_new_code == (Bytes{3}));
            QVERIFY((*ann)->credential.salt == filled<16>(3) && (*ann)->credential.pin == filled<32>(3));
            QCOMPARE((*ann)->shown.added_unix_s, 1'800'000'000);
            QVERIFY(!*people.operator_with(filled<32>(1)) && !*people.operator_named(name_of("eve")));
        });
    }
    void names_and_badges_are_given_once() {
        in([](PeopleRecords& people) { QVERIFY(people.insert_operator(record_of("ann", 1))); });
        const auto refused = [this](const char* name, std::uint8_t seed) {
            auto transaction = *registry_->begin();
            const auto inserted = transaction->people().insert_operator(record_of(name, seed));
            return !inserted && inserted.error().code == ErrorCode::operator_exists;
        };
        QVERIFY(refused("ann", 2));
        QVERIFY(refused("bob", 1));
        in([](PeopleRecords& people) { QVERIFY(people.insert_operator(record_of("bob", 2))); });
        auto transaction = *registry_->begin();
        const auto updated = transaction->people().update_operator(record_of("bob", 1));
        QVERIFY(!updated && updated.error().code == ErrorCode::operator_exists);
    }
    void sessions_end() {
        const auto session = [](const char* person, const char* station, std::uint8_t seed, std::int64_t ends) {
            return SessionRecord{filled<32>(seed), {name_of(person), name_of(station), 100, ends}};
        };
        in([&](PeopleRecords& people) {
            QVERIFY(people.insert_operator(record_of("ann", 1)) && people.insert_operator(record_of("bob", 2)));
            for (const auto& one : {session("ann", "S1", 1, 200), session("ann", "S2", 2, 300),
                                    session("bob", "S1", 3, 400), session("bob", "S2", 4, 500)}) {
                QVERIFY(people.insert_session(one));
            }
        });
        reopen();
        in([&](PeopleRecords& people) {
            const auto found = people.session(filled<32>(2));
            QVERIFY(found && *found && (*found)->shown.station.text() == "S2" && (*found)->shown.ends_unix_s == 300);
            QVERIFY(!*people.session(filled<32>(9)));
            QVERIFY(people.end_sessions_before(200));
            QCOMPARE(people.sessions({})->size(), std::size_t(3));
            QVERIFY(people.end_sessions_at(name_of("bob"), name_of("S1")));
            QVERIFY(!*people.session(filled<32>(3)) && *people.session(filled<32>(4)));
            QVERIFY(people.end_session(filled<32>(2)));
            QVERIFY(people.end_sessions_of(name_of("bob")));
            QVERIFY(people.sessions({})->empty());
        });
    }
    void wrong_tries_are_kept_and_forgotten() {
        in([](PeopleRecords& people) {
            QVERIFY(people.set_wrong_tries("badge/00", {3, 1'000}));
            QVERIFY(people.set_wrong_tries("station/S1", {4, 2'000}));
            QVERIFY(people.set_wrong_tries("station/S1", {5, 2'001}));
        });
        reopen();
        in([](PeopleRecords& people) {
            QCOMPARE(people.wrong_tries("station/S1")->count, std::uint64_t(5));
            QCOMPARE(people.wrong_tries("station/S1")->newest_unix_ms, std::int64_t(2'001));
            QCOMPARE(people.wrong_tries("station/S2")->count, std::uint64_t(0));
            QVERIFY(people.forget_wrong_tries_before(2'000));
            QCOMPARE(people.wrong_tries("badge/00")->count, std::uint64_t(0));
            QVERIFY(people.set_wrong_tries("station/S1", {}));
            QCOMPARE(people.wrong_tries("station/S1")->count, std::uint64_t(0));
        });
    }
    void requests_are_kept_as_they_were_asked() {
        in([](PeopleRecords& people) {
            QVERIFY(people.insert_operator(record_of("ann", 1)) && people.insert_operator(record_of("bob", 2)));
            for (RequestNumber number = 1; number <= 3; ++number) {
                QCOMPARE(*people.next_request_number(), number);
                QVERIFY(people.insert_request(request_of(number)));
            }
        });
        reopen();
        in([](PeopleRecords& people) {
            auto found = people.request(2);
            QVERIFY(found && *found);
            const RequestRecord expected = request_of(2);
            QVERIFY((*found)->shown.action.digest() == expected.shown.action.digest());
            QVERIFY((*found)->enclosure == expected.enclosure && (*found)->shown.digest == expected.shown.digest);
            QVERIFY((*found)->shown.expires_unix_s == 1'800'086'400 && !(*found)->shown.ended_by);
            Request request = (*found)->shown;
            request.state = RequestState::done;
            request.ended_by = name_of("bob");
            request.end_reason = "so it is";
            request.done = {{{"units", "41"}}, {7, 0, 7}};
            QVERIFY(people.end_request(request));
            QVERIFY(!*people.request(9));
        });
        in([](PeopleRecords& people) {
            const auto ended = people.request(2);
            QVERIFY((*ended)->enclosure.empty() && (*ended)->shown.state == RequestState::done);
            QVERIFY((*ended)->shown.ended_by->text() == "bob" && (*ended)->shown.end_reason == "so it is");
            QVERIFY((*ended)->shown.done.document == (Bytes{7, 0, 7}));
            QVERIFY((*ended)->shown.done.details == (Error::Args{{"units", "41"}}));
            const auto pending = people.requests(true, 10);
            QVERIFY(pending && pending->size() == 2 && pending->front().number == 3);
            QVERIFY(pending->front().action.document.empty());
            QCOMPARE(people.requests(false, 2)->size(), std::size_t(2));
            QCOMPARE(people.requests(false, 10)->size(), std::size_t(3));
        });
    }
    void what_is_not_committed_is_gone() {
        {
            auto transaction = *registry_->begin();
            QVERIFY(transaction->people().insert_operator(record_of("ann", 1)));
        }
        in([](PeopleRecords& people) { QVERIFY(people.operators()->empty()); });
    }
    void an_end_is_an_end() { // a rule of the database, whoever writes
        QFETCH_GLOBAL(QString, adapter);
        in([](PeopleRecords& people) {
            QVERIFY(people.insert_operator(record_of("ann", 1)));
            QVERIFY(people.insert_request(request_of(1)));
            Request request = request_of(1).shown;
            request.state = RequestState::refused;
            QVERIFY(people.end_request(request));
        });
        if (adapter == "memory") {
            return;
        }
        {
            auto transaction = *registry_->begin();
            Request request = request_of(1).shown;
            request.state = RequestState::done;
            QVERIFY(!transaction->people().end_request(request));
        }
        auto transaction = *registry_->begin();
        OperatorRecord older = record_of("ann", 1);
        older.last_code_step = 4;
        QVERIFY(!transaction->people().update_operator(older)); // no code is taken twice
    }
};

QTEST_GUILESS_MAIN(PeopleRecordsContract)
#include "people_records_test.moc"
