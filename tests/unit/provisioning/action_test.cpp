// The table of actions, and what makes an action well formed.
#include "provisioning/ports/administration.h"

#include <QTest>

using namespace keyline;

class ActionTest : public QObject {
    Q_OBJECT
  private slots:
    void every_name_is_found_again();
    void roles_are_sets_with_a_text();
    void what_weighs_takes_two_people_and_a_code();
    void form_is_checked();
    void digest_covers_every_part();
};

void ActionTest::every_name_is_found_again() {
    for (const ActionRule& rule : action_rules()) {
        const auto kind = parse_action_kind(rule.name);
        QVERIFY(kind);
        QCOMPARE(*kind, rule.kind);
        QCOMPARE(&rule_of(*kind), &rule);
    }
    QVERIFY(!parse_action_kind("unit.explode"));
    QVERIFY(parse_request_state("withdrawn").value() == RequestState::withdrawn);
    QVERIFY(!parse_request_state(""));
}

void ActionTest::roles_are_sets_with_a_text() {
    const auto roles = Roles::parse("qa,operator");
    QVERIFY(roles && roles->has(Role::qa) && roles->has(Role::operates) && !roles->has(Role::auditor));
    QCOMPARE(roles->text(), std::string("operator,qa"));
    QVERIFY(Roles::from_bits(roles->bits()).value() == *roles);
    for (const char* wrong : {"", ",", "qa,", "qa,qa", "boss", "QA"}) {
        QVERIFY2(!Roles::parse(wrong), wrong);
    }
    QVERIFY(!Roles::from_bits(0) && !Roles::from_bits(32));
    QVERIFY(Roles::parse(Roles::all().text()).value() == Roles::all());
}

void ActionTest::what_weighs_takes_two_people_and_a_code() {
    using enum ActionKind;
    for (const ActionKind kind : {unit_rekey, unit_scrap, unit_release, unit_quarantine_batch, order_extend,
                                  keys_handover, operator_add, operator_change, operator_reset_pin}) {
        QVERIFY2(rule_of(kind).second_person == SecondPerson::approves, text_of(kind).data());
        QVERIFY2(rule_of(kind).code == OneTimeCode::needed, text_of(kind).data());
    }
    QVERIFY(rule_of(order_release).second_person == SecondPerson::not_its_own);
    for (const ActionRule& rule : action_rules()) { // auditors look, and change nothing
        QVERIFY(!rule.may_approve.has(Role::auditor));
        const bool only_reads = rule.kind == order_export || rule.kind == table_list || rule.kind == records_claims ||
                                rule.kind == records_archive || rule.kind == records_unit;
        QVERIFY(!rule.may_ask.has(Role::auditor) || only_reads);
    }
}

void ActionTest::form_is_checked() {
    const Action good{ActionKind::unit_scrap, {{"serial", "0001-000000000001"}}, "burnt"};
    QVERIFY(check_form(good));
    const auto refused = [](const Action& action) {
        const auto checked = check_form(action);
        return !checked && checked.error().code == ErrorCode::action_invalid;
    };
    Action wrong = good;
    wrong.reason.clear();
    QVERIFY(refused(wrong));
    wrong = good;
    wrong.reason = "a\nb";
    QVERIFY(refused(wrong));
    wrong = good;
    wrong.reason.assign(action_reason_bytes_max + 1, 'x');
    QVERIFY(refused(wrong));
    wrong = good;
    wrong.args.clear();
    QVERIFY(refused(wrong));
    wrong = good;
    wrong.args.emplace_back("serial", "0001-000000000002");
    QVERIFY(refused(wrong));
    wrong = good;
    wrong.args.emplace_back("colour", "red");
    QVERIFY(refused(wrong));
    wrong = good;
    wrong.args.front().second.assign(action_argument_bytes_max + 1, '1');
    QVERIFY(refused(wrong));
    wrong = good;
    wrong.document.resize(action_document_bytes_max + 1);
    QVERIFY(refused(wrong));
    QVERIFY(check_form({ActionKind::order_extend, {{"order", "WO-0001"}, {"quota", "30"}}, "more wanted"}));
    QVERIFY(check_form({ActionKind::unit_rework, {{"serial", "0001-000000000001"}}, ""}));
}

void ActionTest::digest_covers_every_part() {
    const Action one{ActionKind::unit_release, {{"serial", "a"}, {"to", "b"}}, "why", {1, 2}};
    std::vector<Action> others(6, one);
    others[0].kind = ActionKind::unit_rekey;
    others[1].args[0].second = "c";
    others[2].args = {{"serial", "at"}, {"o", "b"}};
    others[3].args.pop_back();
    others[4].reason = "wh";
    others[5].document = {1, 2, 0};
    QCOMPARE(one.digest(), Action(one).digest());
    for (const Action& other : others) {
        QVERIFY(one.digest() != other.digest());
    }
}

QTEST_APPLESS_MAIN(ActionTest)
#include "action_test.moc"
