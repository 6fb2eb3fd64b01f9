// Who may do what, with whose agreement: every cell of the table, and what must not get round it.
#include "tests/support/people_fixture.h"

#include <QTest>

using namespace keyline;
using namespace keyline::test;

namespace {

constexpr std::array roles_all{Role::operates, Role::supervisor, Role::qa, Role::auditor, Role::custodian};

// What the executors were given.
struct Done {
    std::vector<Action> actions;
    std::vector<std::string> authors;
    std::vector<std::string> approvers;
    std::optional<Error> fails_with;
    std::optional<Error> look_fails_with;
    Error::Args look{{"units", "41"}};
};

ActionHandlers remembering(Done& done) {
    ActionHandlers handlers;
    for (const ActionRule& rule : action_rules()) {
        handlers[rule.kind] = {
            [&done](RegistryTransaction&, const Action& action, const ActionContext& context) -> Result<ActionDone> {
                if (done.fails_with) {
                    return tl::unexpected<Error>(*done.fails_with);
                }
                done.actions.push_back(action);
                done.authors.push_back(context.author.name.text());
                done.approvers.push_back(context.approver ? context.approver->name.text() : "");
                return ActionDone{{{"units", "41"}}, {7, 8, 9}};
            },
            [&done](RegistryTransaction&, const Action&, const ActionContext&) -> Result<Error::Args> {
                if (done.look_fails_with) {
                    return tl::unexpected<Error>(*done.look_fails_with);
                }
                return done.look;
            }};
    }
    return handlers;
}

// Well formed, whatever the kind.
Action example(const ActionRule& rule) {
    Action action{rule.kind, {}, "because"};
    std::string_view list = rule.arguments;
    while (!list.empty()) {
        const std::string_view word = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(list.size(), word.size() + 1));
        if (word.back() != '?') {
            action.args.emplace_back(std::string(word), "1");
        }
    }
    return action;
}

const Action scrap{ActionKind::unit_scrap, {{"serial", "0001-000000000001"}}, "burnt"};

struct Factory : PeopleFixture {
    Done done;
    std::map<std::string, SecretBytes> sessions;

    Factory() : PeopleFixture() { start(remembering(done)); }
    void enter(const std::string& name, Roles roles) { sessions.emplace(name, person(name, roles)); }
    Authority of(const std::string& name) { return with_code(sessions.at(name), name); }
    Result<ActionOutcome> act(const std::string& name, const Action& action) {
        auto outcome = administrator->act(vault, station, of(name), action, nullptr);
        pass(code_step_s);
        return outcome;
    }
    Result<ActionDone> approve(const std::string& name, RequestNumber number) {
        const auto shown = administrator->request(vault, station, of(name), number);
        auto approved =
            administrator->approve(vault, station, of(name), number, shown ? shown->digest : ByteArray<32>{});
        pass(code_step_s);
        return approved;
    }
};

} // namespace

class AdministratorTest : public QObject {
    Q_OBJECT
  private slots:
    void every_cell_of_the_table();
    void every_cell_of_approval();
    void nobody_approves_their_own();
    void what_was_shown_is_what_is_done();
    void a_request_that_was_changed_is_refused();
    void requests_end();
    void requests_that_cannot_be_done_are_refused_at_once();
    void a_failed_approval_leaves_the_request();
    void stale_commands_are_void();
    void replayed_approvals_are_refused();
    void who_asked_must_still_be_allowed();
    void operators_are_added_by_two();
    void pins_are_reset_by_two();
    void two_who_can_add_others_remain();
    void nobody_has_to_log_in_before_somebody_is_enrolled();
    void everything_is_on_record();
};

void AdministratorTest::every_cell_of_the_table() {
    for (const Role role : roles_all) {
        Factory factory;
        factory.enter("ann", role);
        for (const ActionRule& rule : action_rules()) {
            if (rule.kind == ActionKind::operator_add || rule.kind == ActionKind::operator_reset_pin ||
                rule.kind == ActionKind::operator_change || rule.kind == ActionKind::operator_disable) {
                continue; // theirs are real; below
            }
            const bool may = rule.may_ask.has(role);
            const bool asks = rule.second_person == SecondPerson::approves;
            const std::size_t done_before = factory.done.actions.size();
            // Without a code first: enough where none is needed.
            Authority bare = factory.authority(factory.sessions.at("ann"));
            auto outcome = factory.administrator->act(factory.vault, factory.station, bare, example(rule), nullptr);
            if (may && rule.code == OneTimeCode::needed) {
                QVERIFY2(refused_with(outcome, ErrorCode::code_missing), rule.name.data());
                outcome = factory.act("ann", example(rule));
            }
            if (!may) {
                QVERIFY2(refused_with(outcome, ErrorCode::role_missing), rule.name.data());
            } else {
                QVERIFY2(outcome && outcome->pending.has_value() == asks && outcome->done.has_value() == !asks,
                         rule.name.data());
            }
            QCOMPARE(factory.done.actions.size(), done_before + (may && !asks ? 1 : 0));
        }
        QVERIFY(refused_with(factory.administrator->act(factory.vault, factory.station, {}, scrap, nullptr),
                             ErrorCode::session_missing));
    }
}

void AdministratorTest::every_cell_of_approval() {
    for (const Role role : roles_all) {
        Factory factory;
        factory.enter("author", Roles::all());
        factory.enter("ann", role);
        for (const ActionRule& rule : action_rules()) {
            if (rule.second_person != SecondPerson::approves || rule.name.starts_with("operator.")) {
                continue;
            }
            const auto asked = factory.act("author", example(rule));
            QVERIFY2(asked && asked->pending, rule.name.data());
            const std::size_t done_before = factory.done.actions.size();
            const auto approved = factory.approve("ann", *asked->pending);
            if (rule.may_approve.has(role)) {
                QVERIFY2(approved && factory.done.actions.size() == done_before + 1, rule.name.data());
                QCOMPARE(factory.done.authors.back(), std::string("author"));
                QCOMPARE(factory.done.approvers.back(), std::string("ann"));
                QVERIFY(factory.done.actions.back().kind == rule.kind);
            } else {
                QVERIFY2(refused_with(approved, ErrorCode::role_missing), rule.name.data());
                QVERIFY(refused_with(
                    factory.administrator->refuse(factory.station, factory.of("ann"), *asked->pending, "no"),
                    ErrorCode::role_missing));
                QCOMPARE(factory.done.actions.size(), done_before);
            }
        }
    }
}

void AdministratorTest::nobody_approves_their_own() {
    Factory factory;
    factory.enter("ann", Roles::all());
    factory.enter("bob", Role::operates);
    const auto asked = factory.act("ann", scrap);
    QVERIFY(refused_with(factory.approve("ann", *asked->pending), ErrorCode::request_own));
    QVERIFY(refused_with(factory.administrator->refuse(factory.station, factory.of("ann"), *asked->pending, "no"),
                         ErrorCode::request_own));
    factory.station = *StationId::parse("line2"); // nor from another station
    const auto elsewhere = factory.log_in("ann");
    QVERIFY(elsewhere);
    factory.sessions.insert_or_assign("ann", *SecretBytes::copy_of(elsewhere->session.bytes()));
    QVERIFY(refused_with(factory.approve("ann", *asked->pending), ErrorCode::request_own));
    QVERIFY(factory.done.actions.empty());
}

void AdministratorTest::what_was_shown_is_what_is_done() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("bob", Role::qa);
    Action action{ActionKind::unit_quarantine_batch, {{"order", "WO-0001"}, {"kg", "0a1b2c"}}, "bad solder", {1, 2, 3}};
    const auto asked = factory.act("ann", action);
    QVERIFY(asked && asked->pending);
    const auto shown =
        factory.administrator->request(factory.vault, factory.station, factory.of("bob"), *asked->pending);
    QVERIFY(shown && shown->action.args == action.args && shown->action.reason == action.reason);
    QVERIFY(shown->action.document == action.document && shown->look == factory.done.look);
    QCOMPARE(shown->author.text(), std::string("ann"));
    QVERIFY(factory.approve("bob", *asked->pending));
    QVERIFY(factory.done.actions.back().digest() == action.digest());
    const auto after =
        factory.administrator->request(factory.vault, factory.station, factory.of("ann"), *asked->pending);
    QVERIFY(after && after->state == RequestState::done && after->ended_by->text() == "bob");
    QVERIFY(after->done.details == (Error::Args{{"units", "41"}}) && after->done.document == (Bytes{7, 8, 9}));
    QVERIFY(refused_with(factory.approve("bob", *asked->pending), ErrorCode::request_ended));
    QCOMPARE(factory.done.actions.size(), std::size_t(1));
}

void AdministratorTest::a_request_that_was_changed_is_refused() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("bob", Role::qa);
    const auto asked = factory.act("ann", scrap);
    const auto number = *asked->pending;
    const auto shown = factory.administrator->request(factory.vault, factory.station, factory.of("bob"), number);
    Request& kept = factory.registry.committed.people.asked.at(number).shown;
    kept.action.args.front().second = "0001-000000000002"; // between show and approve
    QVERIFY(refused_with(
        factory.administrator->approve(factory.vault, factory.station, factory.of("bob"), number, shown->digest),
        ErrorCode::request_changed));
    kept.action.args.front().second = "0001-000000000001";
    factory.registry.committed.people.asked.at(number).enclosure = {1};
    QVERIFY(refused_with(
        factory.administrator->approve(factory.vault, factory.station, factory.of("bob"), number, shown->digest),
        ErrorCode::request_changed));
    factory.registry.committed.people.asked.at(number).enclosure.clear();
    QVERIFY(refused_with(factory.administrator->approve(factory.vault, factory.station, factory.of("bob"), number, {}),
                         ErrorCode::request_changed)); // not shown at all
    QVERIFY(factory.done.actions.empty());
    QVERIFY(factory.approve("bob", number));
}

void AdministratorTest::requests_end() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("bob", Role::qa);
    const auto first = factory.act("ann", scrap);
    QVERIFY(refused_with(factory.administrator->refuse(factory.station, factory.of("bob"), *first->pending, ""),
                         ErrorCode::action_invalid)); // a reason is wanted
    QVERIFY(factory.administrator->refuse(factory.station, factory.of("bob"), *first->pending, "it is good"));
    QVERIFY(refused_with(factory.approve("bob", *first->pending), ErrorCode::request_ended));
    const auto second = factory.act("ann", scrap);
    QVERIFY(refused_with(factory.administrator->withdraw(factory.station, factory.of("bob"), *second->pending, "no"),
                         ErrorCode::role_missing));
    QVERIFY(factory.administrator->withdraw(factory.station, factory.of("ann"), *second->pending, "a mistake"));
    const auto third = factory.act("ann", scrap);
    QVERIFY(*third->pending > *second->pending);
    factory.pass(Administrator::request_valid_s - code_step_s);
    for (const char* name : {"ann", "bob"}) { // the shift is over meanwhile
        factory.sessions.insert_or_assign(name, std::move(factory.log_in(name)->session));
    }
    QVERIFY(refused_with(factory.approve("bob", *third->pending), ErrorCode::request_ended));
    const auto pending = factory.administrator->requests(factory.station, factory.of("bob"), true);
    const auto all = factory.administrator->requests(factory.station, factory.of("bob"), false);
    QVERIFY(pending && pending->empty() && all && all->size() == 3);
    QVERIFY(all->at(0).state == RequestState::expired && all->at(1).state == RequestState::withdrawn &&
            all->at(2).state == RequestState::refused);
    QCOMPARE(all->at(2).end_reason, std::string("it is good"));
    QCOMPARE(factory.recorded("approval.expired"), std::size_t(1));
    QVERIFY(factory.done.actions.empty());
    QVERIFY(refused_with(factory.approve("bob", 99), ErrorCode::request_unknown));
}

void AdministratorTest::requests_that_cannot_be_done_are_refused_at_once() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.done.look_fails_with = Error{ErrorCode::unit_unknown, {{"serial", "0001-000000000001"}}, {}, {}};
    QVERIFY(refused_with(factory.act("ann", scrap), ErrorCode::unit_unknown));
    QVERIFY(factory.registry.committed.people.asked.empty());
    factory.done.look_fails_with.reset();
    for (std::size_t i = 0; i < Administrator::requests_pending_max; ++i) {
        QVERIFY(factory.act("ann", scrap));
        if (i % 100 == 99) {
            factory.sessions.insert_or_assign("ann", std::move(factory.log_in("ann")->session));
        }
    }
    QVERIFY(refused_with(factory.act("ann", scrap), ErrorCode::action_invalid));
}

void AdministratorTest::a_failed_approval_leaves_the_request() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("bob", Role::qa);
    const auto asked = factory.act("ann", scrap);
    factory.done.fails_with = Error{ErrorCode::claim_ended, {}, {}, {}};
    QVERIFY(refused_with(factory.approve("bob", *asked->pending), ErrorCode::claim_ended));
    QVERIFY(factory.registry.committed.people.asked.at(*asked->pending).shown.state == RequestState::pending);
    factory.done.fails_with.reset();
    QVERIFY(factory.approve("bob", *asked->pending));
}

void AdministratorTest::stale_commands_are_void() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    for (const std::int64_t age_ms : {-8'000, 8'000}) {
        Authority authority = factory.of("ann");
        authority.made_at_unix_ms -= age_ms;
        QVERIFY(factory.administrator->act(factory.vault, factory.station, authority, scrap, nullptr));
        factory.pass(code_step_s);
        authority = factory.of("ann");
        authority.made_at_unix_ms -= age_ms + (age_ms > 0 ? 1 : -1);
        QVERIFY(refused_with(factory.administrator->act(factory.vault, factory.station, authority, scrap, nullptr),
                             ErrorCode::command_stale));
        factory.pass(code_step_s);
    }
}

void AdministratorTest::replayed_approvals_are_refused() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("bob", Role::qa);
    const auto first = factory.act("ann", scrap);
    const auto second = factory.act("ann", scrap);
    const auto shown =
        factory.administrator->request(factory.vault, factory.station, factory.of("bob"), *second->pending);
    const auto first_shown =
        factory.administrator->request(factory.vault, factory.station, factory.of("bob"), *first->pending);
    const Authority once = factory.of("bob");
    QVERIFY(factory.administrator->approve(factory.vault, factory.station, once, *first->pending, first_shown->digest));
    QVERIFY(refused_with(
        factory.administrator->approve(factory.vault, factory.station, once, *second->pending, shown->digest),
        ErrorCode::code_wrong));
    QCOMPARE(factory.done.actions.size(), std::size_t(1));
}

void AdministratorTest::who_asked_must_still_be_allowed() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("bob", Role::qa);
    const auto asked = factory.act("ann", scrap);
    OperatorRecord& ann = factory.registry.committed.people.all.at(*Name::parse("ann"));
    ann.shown.person.roles = Role::auditor;
    QVERIFY(refused_with(factory.approve("bob", *asked->pending), ErrorCode::role_missing));
    ann.shown.person.roles = Role::supervisor;
    ann.shown.is_active = false;
    QVERIFY(refused_with(factory.approve("bob", *asked->pending), ErrorCode::request_ended));
    ann.shown.is_active = true;
    QVERIFY(factory.approve("bob", *asked->pending));
}

void AdministratorTest::operators_are_added_by_two() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("cy", Role::custodian);
    const Action add{ActionKind::operator_add, {{"name", "dan"}, {"roles", "operator,qa"}}, "new on the line"};
    const auto secret = secret_text("badge-dan\n864273");
    const auto ask = [&](const SecretBytes* with) {
        auto outcome = factory.administrator->act(factory.vault, factory.station, factory.of("ann"), add, with);
        factory.pass(code_step_s);
        return outcome;
    };
    QVERIFY(refused_with(ask(nullptr), ErrorCode::action_invalid));
    const auto without_badge = secret_text("864273");
    QVERIFY(refused_with(ask(&without_badge), ErrorCode::action_invalid));
    const auto simple = secret_text("badge-dan\n111111");
    QVERIFY(refused_with(ask(&simple), ErrorCode::pin_form));
    const auto asked = ask(&secret);
    QVERIFY(asked && asked->pending);
    QVERIFY(refused_with(factory.log_in("badge-dan", "864273"), ErrorCode::login_wrong)); // not yet
    factory.pass(1);
    QVERIFY(factory.approve("cy", *asked->pending));
    const auto dan = factory.log_in("badge-dan", "864273");
    QVERIFY(dan && dan->person.roles.text() == "operator,qa");
    QVERIFY(factory.registry.committed.people.asked.at(*asked->pending).enclosure.empty());
    QVERIFY(refused_with(ask(&secret), ErrorCode::operator_exists));
}

void AdministratorTest::pins_are_reset_by_two() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("cy", Role::custodian);
    const auto reset = [&](Error::Args args, std::string_view secret_words) {
        const auto secret = secret_text(secret_words);
        auto asked =
            factory.administrator->act(factory.vault, factory.station, factory.of("ann"),
                                       {ActionKind::operator_reset_pin, std::move(args), "forgotten"}, &secret);
        factory.pass(code_step_s);
        return asked;
    };
    QVERIFY(refused_with(reset({{"name", "eve"}}, "970531"), ErrorCode::operator_unknown));
    const auto asked = reset({{"name", "ann"}}, "970531");
    QVERIFY(asked && asked->pending);
    QVERIFY(refused_with(factory.approve("ann", *asked->pending), ErrorCode::request_own));
    QVERIFY(factory.approve("cy", *asked->pending));
    QVERIFY(
        refused_with(factory.administrator->who_am_i(factory.station, factory.of("ann")), ErrorCode::session_ended));
    auto again = factory.log_in("badge-ann", "970531"); // the badge stays
    QVERIFY(again);
    factory.sessions.insert_or_assign("ann", std::move(again->session));
    QVERIFY(factory.act("ann", scrap)); // the codes too
    const auto all_new = reset({{"name", "cy"}, {"code", "reset"}}, "new badge\n970531");
    factory.enter("bob", Role::supervisor);
    QVERIFY(all_new && factory.approve("bob", *all_new->pending));
    QVERIFY(refused_with(factory.log_in("badge-cy", "970531"), ErrorCode::login_wrong));
    factory.pass(1);
    auto cy = factory.log_in("new badge", "970531");
    QVERIFY(cy);
    const auto who = factory.administrator->who_am_i(factory.station, factory.authority(cy->session));
    QVERIFY(who && !who->code_enrolled);
}

void AdministratorTest::two_who_can_add_others_remain() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("cy", Role::custodian | Role::supervisor);
    factory.enter("dan", Role::operates);
    const auto disable = [&](const char* name) {
        return factory.act("ann", {ActionKind::operator_disable, {{"name", name}}, "left"});
    };
    QVERIFY(disable("dan"));
    QVERIFY(refused_with(disable("cy"), ErrorCode::operator_last));
    QVERIFY(refused_with(disable("ann"), ErrorCode::operator_last));
    const auto change = factory.act(
        "cy", {ActionKind::operator_change, {{"name", "ann"}, {"roles", "auditor"}}, "moves to the office"});
    QVERIFY(change && change->pending);
    QVERIFY(refused_with(factory.approve("ann", *change->pending), ErrorCode::operator_last));
    const auto back =
        factory.act("cy", {ActionKind::operator_change, {{"name", "dan"}, {"roles", "supervisor"}}, "is back"});
    QVERIFY(back && factory.approve("ann", *back->pending));
    QVERIFY(factory.log_in("dan")); // active again, by two
    QVERIFY(factory.approve("ann", *change->pending));
}

void AdministratorTest::nobody_has_to_log_in_before_somebody_is_enrolled() {
    Factory factory;
    factory.start(remembering(factory.done), PeopleRequired::when_enrolled);
    const auto alone = factory.administrator->act(factory.vault, factory.station, {}, scrap, nullptr);
    QVERIFY(alone && alone->done && !alone->pending);
    const AuditEvent recorded = factory.newest();
    QCOMPARE(recorded.event, std::string("action.done"));
    QCOMPARE(factory.newest("author"), factory.station.text());
    QCOMPARE(factory.newest("log_in"), std::string("not required"));
    const auto who = factory.administrator->who_am_i(factory.station, {});
    QVERIFY(who && !who->people_required && who->person && !who->person->is_logged_in);
    const auto secret = secret_text("badge-ann\n864273");
    QVERIFY(factory.administrator->act(factory.vault, factory.station, {},
                                       {ActionKind::operator_add, {{"name", "ann"}, {"roles", "supervisor"}}, "first"},
                                       &secret));
    QVERIFY(refused_with(factory.administrator->act(factory.vault, factory.station, {}, scrap, nullptr),
                         ErrorCode::session_missing)); // from here on
}

void AdministratorTest::everything_is_on_record() {
    Factory factory;
    factory.enter("ann", Role::supervisor);
    factory.enter("bob", Role::qa);
    const auto asked = factory.act("ann", scrap);
    QCOMPARE(factory.newest().event, std::string("approval.asked"));
    QCOMPARE(factory.newest("author"), std::string("ann"));
    QCOMPARE(factory.newest("reason"), std::string("burnt"));
    QCOMPARE(factory.newest("action"), std::string("unit.scrap"));
    QVERIFY(factory.newest().serial);
    const std::size_t before = factory.registry.committed.log.size();
    QVERIFY(!factory.approve("ann", *asked->pending));
    QCOMPARE(factory.newest().event, std::string("request.refused"));
    QCOMPARE(factory.newest("code"), std::string("request.own"));
    QCOMPARE(factory.newest("person"), std::string("ann"));
    QVERIFY(factory.approve("bob", *asked->pending));
    const auto& log = factory.registry.committed.log;
    QCOMPARE(log.size(), before + 3);
    QCOMPARE(log[before + 1].event, std::string("action.done"));
    QCOMPARE(log[before + 2].event, std::string("approval.given"));
    QCOMPARE(factory.newest("person"), std::string("bob"));
    QVERIFY(!factory.act("bob", {ActionKind::order_create, {{"profile", "x"}}, ""}));
    QCOMPARE(factory.newest().event, std::string("request.refused"));
}

QTEST_APPLESS_MAIN(AdministratorTest)
#include "administrator_test.moc"
