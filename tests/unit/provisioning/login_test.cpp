// Badge, PIN, sessions, delays and one-time codes, with a clock of the test's.
#include "tests/support/people_fixture.h"

#include <QTest>

using namespace keyline;
using namespace keyline::test;

class LoginTest : public QObject {
    Q_OBJECT
  private slots:
    void who_has_badge_and_pin_is_let_in();
    void the_answer_does_not_tell_what_was_wrong();
    void delay_doubles_and_ends_by_itself();
    void delay_is_per_badge_and_per_station();
    void own_badge_does_not_pay_for_others();
    void wrong_tries_at_once_count_as_one_more();
    void session_is_of_one_station_and_one_shift();
    void session_ends_with_what_it_stands_on();
    void pins_have_a_form();
    void codes_are_those_of_the_rfc();
    void codes_are_usable_once();
    void codes_are_confirmed_before_they_count();
    void wrong_codes_are_delayed_too();
    void first_operators_are_added_on_the_host();
    void nothing_secret_is_kept();
};

void LoginTest::who_has_badge_and_pin_is_let_in() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::supervisor | Role::qa));
    const auto session = people.log_in("ann");
    QVERIFY(session);
    QCOMPARE(session->session.size(), session_token_size_bytes);
    QCOMPARE(session->ends_unix_s, people.now_s() + Administrator::session_s);
    const auto who = people.administrator->who_am_i(people.station, people.authority(session->session));
    QVERIFY(who && who->person && who->person->name.text() == "ann" && who->people_required && !who->code_enrolled);
    QVERIFY(who->person->roles == (Role::supervisor | Role::qa));
    QCOMPARE(people.recorded("operator.logged_in"), std::size_t(1));
    QVERIFY(people.administrator->log_out(people.station, people.authority(session->session)));
    QCOMPARE(people.recorded("operator.logged_out"), std::size_t(1));
    QVERIFY(refused_with(people.administrator->who_am_i(people.station, people.authority(session->session)),
                         ErrorCode::session_ended));
    const auto nobody = people.administrator->who_am_i(people.station, {});
    QVERIFY(nobody && !nobody->person && nobody->people_required);
}

void LoginTest::the_answer_does_not_tell_what_was_wrong() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::operates));
    const auto wrong_pin = people.log_in("badge-ann", "864299");
    QCOMPARE(people.newest("person"), std::string("ann")); // keyd's own log may know
    people.pass(1);
    const auto wrong_badge = people.log_in("badge-eve", PeopleFixture::pin_of("ann"));
    QVERIFY(refused_with(wrong_pin, ErrorCode::login_wrong) && refused_with(wrong_badge, ErrorCode::login_wrong));
    QVERIFY(wrong_pin.error().args.empty() && wrong_badge.error().args.empty());
    QVERIFY(wrong_pin.error().cause == wrong_badge.error().cause);
    QCOMPARE(people.newest("person"), std::string());
    QCOMPARE(people.newest("badge").size(), std::size_t(8));
    people.pass(900);
    people.registry.committed.people.all.at(*Name::parse("ann")).shown.is_active = false;
    QVERIFY(refused_with(people.log_in("ann"), ErrorCode::login_wrong));
    QCOMPARE(people.recorded("request.refused"), std::size_t(3));
}

void LoginTest::delay_doubles_and_ends_by_itself() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::operates));
    std::int64_t expected_s = 1;
    for (int wrong = 0; wrong < 14; ++wrong) {
        QVERIFY(refused_with(people.log_in("badge-ann", "111222"), ErrorCode::login_wrong));
        const auto refused = people.log_in("ann"); // the right PIN does not help now
        QVERIFY(refused_with(refused, ErrorCode::login_delayed));
        QCOMPARE(std::string(refused.error().arg("wait_s")), std::to_string(expected_s));
        people.pass(expected_s - 1);
        QVERIFY(refused_with(people.log_in("ann"), ErrorCode::login_delayed));
        people.start(); // a restart of keyd changes nothing
        QVERIFY(refused_with(people.log_in("ann"), ErrorCode::login_delayed));
        people.pass(1);
        expected_s = std::min<std::int64_t>(expected_s * 2, 900);
    }
    QVERIFY(people.log_in("ann")); // not for ever
    QVERIFY(refused_with(people.log_in("badge-ann", "111222"), ErrorCode::login_wrong));
    people.pass(1); // forgiven: it begins anew
    QVERIFY(people.log_in("ann"));
}

void LoginTest::delay_is_per_badge_and_per_station() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::operates) && people.add("bob", Role::operates));
    QVERIFY(refused_with(people.log_in("badge-ann", "111222"), ErrorCode::login_wrong));
    QVERIFY(refused_with(people.log_in("bob"), ErrorCode::login_delayed)); // the same station
    people.station = *StationId::parse("line2");
    QVERIFY(people.log_in("bob"));
    QVERIFY(refused_with(people.log_in("ann"), ErrorCode::login_delayed)); // the same badge
    people.pass(1);
    QVERIFY(people.log_in("ann"));
}

void LoginTest::own_badge_does_not_pay_for_others() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::operates) && people.add("bob", Role::operates));
    std::int64_t wait_s = 1;
    for (int wrong = 0; wrong < 5; ++wrong) { // bob tries ann's, and logs in himself in between
        QVERIFY(refused_with(people.log_in("badge-ann", "111222"), ErrorCode::login_wrong));
        people.pass(wait_s - 1);
        QVERIFY(refused_with(people.log_in("bob"), ErrorCode::login_delayed));
        people.pass(1);
        QVERIFY(people.log_in("bob"));
        wait_s *= 2;
    }
    people.pass(2 * 86'400); // forgotten
    QVERIFY(refused_with(people.log_in("badge-bob", "111222"), ErrorCode::login_wrong));
    people.pass(1);
    QVERIFY(people.log_in("bob"));
    QVERIFY(people.registry.committed.people.tries.empty());
}

// Tries that were begun before the first failed do not get round the delay.
void LoginTest::wrong_tries_at_once_count_as_one_more() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::operates));
    class Racing final : public SoftwareVault {
      public:
        explicit Racing(PeopleFixture& fixture) : people_(fixture), real_(fixture.vault) {}
        Result<ByteArray<keyed_digest_size_bytes>> keyed_digest(ByteView secret) override {
            if (as_text(secret).starts_with("keyline pin") && !std::exchange(raced_, true)) {
                other = people_.log_in("badge-ann", "111222").error().code; // between the look and the decision
            }
            return real_.keyed_digest(secret);
        }
        ErrorCode other = ErrorCode::internal;

      private:
        PeopleFixture& people_;
        SoftwareVault& real_;
        bool raced_ = false;
    } racing(people);
    const auto refused = people.administrator->log_in(racing, people.station, secret_text("badge-ann"),
                                                      secret_text(PeopleFixture::pin_of("ann")));
    QCOMPARE(racing.other, ErrorCode::login_wrong);
    QVERIFY(refused_with(refused, ErrorCode::login_delayed));
}

void LoginTest::session_is_of_one_station_and_one_shift() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::operates));
    const auto first = people.log_in("ann");
    const auto second = people.log_in("ann");
    QVERIFY(first && second);
    QVERIFY(refused_with(people.administrator->who_am_i(people.station, people.authority(first->session)),
                         ErrorCode::session_ended)); // one at a station
    QVERIFY(people.administrator->who_am_i(people.station, people.authority(second->session)));
    const StationId other = *StationId::parse("line2");
    QVERIFY(refused_with(people.administrator->who_am_i(other, people.authority(second->session)),
                         ErrorCode::session_ended));
    QVERIFY(refused_with(people.administrator->who_am_i(
                             people.station, people.authority(secret_text("12345678901234567890123456789012"))),
                         ErrorCode::session_ended));
    people.pass(Administrator::session_s - 1);
    QVERIFY(people.administrator->who_am_i(people.station, people.authority(second->session)));
    people.pass(1);
    QVERIFY(refused_with(people.administrator->who_am_i(people.station, people.authority(second->session)),
                         ErrorCode::session_ended));
}

void LoginTest::session_ends_with_what_it_stands_on() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::operates));
    auto session = people.log_in("ann");
    const auto new_pin = secret_text("907856");
    QVERIFY(
        refused_with(people.administrator->change_pin(people.vault, people.station, people.authority(session->session),
                                                      secret_text("111222"), new_pin),
                     ErrorCode::login_wrong));
    people.pass(1);
    QVERIFY(
        refused_with(people.administrator->change_pin(people.vault, people.station, people.authority(session->session),
                                                      secret_text(PeopleFixture::pin_of("ann")), secret_text("123456")),
                     ErrorCode::pin_form));
    QVERIFY(people.administrator->change_pin(people.vault, people.station, people.authority(session->session),
                                             secret_text(PeopleFixture::pin_of("ann")), new_pin));
    QVERIFY(refused_with(people.administrator->who_am_i(people.station, people.authority(session->session)),
                         ErrorCode::session_ended));
    QVERIFY(refused_with(people.log_in("ann"), ErrorCode::login_wrong));
    people.pass(1);
    session = people.log_in("badge-ann", "907856");
    QVERIFY(session);
    people.registry.committed.people.all.at(*Name::parse("ann")).shown.is_active = false;
    QVERIFY(refused_with(people.administrator->who_am_i(people.station, people.authority(session->session)),
                         ErrorCode::session_ended));
}

void LoginTest::pins_have_a_form() {
    for (const char* good : {"864271", "135790", "112233445566", "012346"}) {
        QVERIFY2(check_pin_form(secret_text(good)), good);
    }
    for (const char* bad : {"", "86427", "8642713579024", "86427a", "111111", "123456", "987654321", "86 271"}) {
        QVERIFY2(refused_with(check_pin_form(secret_text(bad)), ErrorCode::pin_form), bad);
    }
}

// RFC 6238, appendix B, in six digits.
void LoginTest::codes_are_those_of_the_rfc() {
    const auto secret = as_bytes("12345678901234567890");
    const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"},         {1111111109, "081804"},
                                                            {1111111111, "050471"}, {1234567890, "005924"},
                                                            {2000000000, "279037"}, {20000000000, "353130"}};
    for (const auto& [time, code] : vectors) {
        QCOMPARE(step_of_code(secret, as_bytes(code), time, 0).value_or(0), time / 30);
        QVERIFY(step_of_code(secret, as_bytes(code), time + 30, 0) &&
                step_of_code(secret, as_bytes(code), time - 30, 0));
        QVERIFY(!step_of_code(secret, as_bytes(code), time + 60, 0));
        QVERIFY(time < 60 || !step_of_code(secret, as_bytes(code), time - 60, 0));
        QVERIFY(!step_of_code(secret, as_bytes(code), time, time / 30));
    }
    QVERIFY(!step_of_code(secret, as_bytes("28708"), 59, 0) && !step_of_code(secret, as_bytes(""), 59, 0));
    const auto uri = otpauth_uri(secret, "Keyline-test", "ann");
    QCOMPARE(std::string(as_text(uri->bytes())),
             std::string("otpauth://totp/Keyline-test:ann?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Keyline-test&"
                         "algorithm=SHA1&digits=6&period=30"));
}

void LoginTest::codes_are_usable_once() {
    PeopleFixture people;
    const auto session = people.person("ann", Role::supervisor);
    QVERIFY(people.add("bob", Role::operates));
    const Action action{ActionKind::operator_disable, {{"name", "bob"}}, "left"};
    const Authority once = people.with_code(session, "ann");
    QVERIFY(people.administrator->act(people.vault, people.station, once, action, nullptr));
    QVERIFY(refused_with(people.administrator->act(people.vault, people.station, once, action, nullptr),
                         ErrorCode::code_wrong));
    people.pass(30);
    const Action impossible{ActionKind::operator_disable, {{"name", "eve"}}, "left"};
    const Authority spent = people.with_code(session, "ann");
    QVERIFY(refused_with(people.administrator->act(people.vault, people.station, spent, impossible, nullptr),
                         ErrorCode::operator_unknown));
    QVERIFY(refused_with(people.administrator->act(people.vault, people.station, spent, action, nullptr),
                         ErrorCode::code_wrong)); // used by the call that was refused
}

void LoginTest::codes_are_confirmed_before_they_count() {
    PeopleFixture people;
    QVERIFY(people.add("ann", Role::supervisor) && people.add("bob", Role::operates));
    const auto session = people.log_in("ann");
    const Action action{ActionKind::operator_disable, {{"name", "bob"}}, "left"};
    const auto act = [&](const Authority& authority) {
        return people.administrator->act(people.vault, people.station, authority, action, nullptr);
    };
    QVERIFY(refused_with(act(people.authority(session->session)), ErrorCode::code_not_enrolled));
    const auto pin = secret_text(PeopleFixture::pin_of("ann"));
    QVERIFY(refused_with(people.administrator->enrol_code(people.vault, people.station,
                                                          people.authority(session->session), secret_text("111222")),
                         ErrorCode::login_wrong));
    people.pass(1);
    auto uri = people.administrator->enrol_code(people.vault, people.station, people.authority(session->session), pin);
    QVERIFY(uri);
    people.uris["ann"] = std::string(as_text(uri->bytes()));
    QVERIFY(refused_with(act(people.with_code(session->session, "ann")), ErrorCode::code_not_enrolled));
    QVERIFY(
        people.administrator->confirm_code(people.vault, people.station, people.with_code(session->session, "ann")));
    people.pass(30);
    QVERIFY(refused_with(act(people.authority(session->session)), ErrorCode::code_missing));
    QVERIFY(act(people.with_code(session->session, "ann")));
    // Others' codes, or new ones, only with one of the old.
    QVERIFY(refused_with(
        people.administrator->enrol_code(people.vault, people.station, people.authority(session->session), pin),
        ErrorCode::code_missing));
    people.pass(30);
    QVERIFY(
        people.administrator->enrol_code(people.vault, people.station, people.with_code(session->session, "ann"), pin));
}

void LoginTest::wrong_codes_are_delayed_too() {
    PeopleFixture people;
    const auto session = people.person("ann", Role::supervisor);
    QVERIFY(people.add("bob", Role::operates));
    const Action action{ActionKind::operator_disable, {{"name", "bob"}}, "left"};
    Authority wrong = people.with_code(session, "ann");
    wrong.code = secret_text("000000");
    QVERIFY(refused_with(people.administrator->act(people.vault, people.station, wrong, action, nullptr),
                         ErrorCode::code_wrong));
    QCOMPARE(people.newest("person"), std::string("ann"));
    QVERIFY(refused_with(
        people.administrator->act(people.vault, people.station, people.with_code(session, "ann"), action, nullptr),
        ErrorCode::login_delayed));
    QVERIFY(refused_with(people.log_in("ann"), ErrorCode::login_delayed));
    people.pass(1);
    QVERIFY(people.administrator->act(people.vault, people.station, people.with_code(session, "ann"), action, nullptr));
}

void LoginTest::first_operators_are_added_on_the_host() {
    PeopleFixture people;
    const auto first = Administrator::Purpose::first;
    QVERIFY(people.add("ann", Role::supervisor, first));
    QVERIFY(refused_with(people.add("ann", Role::supervisor, first), ErrorCode::operator_exists));
    QVERIFY(refused_with(people.add("ANN", Role::supervisor, first), ErrorCode::operator_exists));
    QVERIFY(people.add("o", Role::operates, first)); // still nobody who could approve another
    QVERIFY(people.add("bob", Role::custodian, first));
    QVERIFY(refused_with(people.add("cy", Role::operates, first), ErrorCode::operator_not_first));
    QVERIFY(people.add("cy", Role::operates, Administrator::Purpose::recover));
    QCOMPARE(people.newest("recover"), std::string("yes"));
    QCOMPARE(people.newest("host_user"), std::string("root"));
    QVERIFY(refused_with(people.administrator->add_on_host(people.vault, Operator{{*Name::parse("dan"), Role::qa}},
                                                           secret_text("badge-ann"), secret_text("864271"), "root",
                                                           Administrator::Purpose::recover),
                         ErrorCode::operator_exists)); // somebody else's badge
}

void LoginTest::nothing_secret_is_kept() {
    PeopleFixture people;
    const auto session = people.person("ann", Role::supervisor);
    const std::string pin = PeopleFixture::pin_of("ann");
    for (const AuditEvent& event : people.registry.committed.log) {
        for (const auto& [name, value] : event.details) {
            QVERIFY(value.find(pin) == std::string::npos && value.find("badge-ann") == std::string::npos);
            QVERIFY(value.find(to_hex(session.bytes())) == std::string::npos);
        }
    }
    const SessionRecord& kept = people.registry.committed.people.open_sessions.front();
    QVERIFY(!equal(kept.token_hash, session.bytes()));
    const Credential& credential = people.registry.committed.people.all.begin()->second.credential;
    QVERIFY(!equal(credential.pin, ByteArray<32>{}) && !equal(credential.salt, ByteArray<16>{}));
}

QTEST_APPLESS_MAIN(LoginTest)
#include "login_test.moc"
