// keyline.v1.Administration over a real Unix socket, with the real Administrator behind it: every call arrives whole,
// and what is malformed does not arrive at all.
#include "app/keyd/local_administration.h"
#include "hsm/service/client.h"
#include "hsm/service/connection.h"
#include "hsm/service/server.h"
#include "tests/support/memory_key_service.h"
#include "tests/support/people_fixture.h"

#include <QTemporaryDir>
#include <QTest>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

using namespace keyline;
using namespace keyline::hsm;
using namespace keyline::test;

namespace {

// What an executor was given, and gives: bytes of all kinds.
struct Executed {
    std::optional<Action> action;
    std::string secret;
};

Bytes all_bytes() {
    Bytes bytes(256);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(i);
    }
    return bytes;
}

ActionHandlers handlers(Executed& executed) {
    const auto execute = [&executed](RegistryTransaction&, const Action& action, const ActionContext& context) {
        executed.action = action;
        executed.secret = context.secret != nullptr ? std::string(as_text(context.secret->bytes())) : "";
        return Result<ActionDone>(ActionDone{{{"units", "40"}}, all_bytes()});
    };
    const auto look = [](RegistryTransaction&, const Action&, const ActionContext&) {
        return Result<Error::Args>(Error::Args{{"state", "quarantined"}});
    };
    return {{ActionKind::order_import, {execute}},
            {ActionKind::table_import, {execute}},
            {ActionKind::unit_release, {execute, look}}};
}

class AdministrationServiceTest : public QObject {
    Q_OBJECT

    QTemporaryDir directory_;
    Executed executed_;
    MemoryState line_;
    std::optional<PeopleFixture> people_;
    std::optional<app::LocalAdministrations> services_;
    std::unique_ptr<KeyServiceServer> server_;
    std::unique_ptr<Administration> client_;

    std::string socket_path() const { return directory_.filePath("s").toStdString(); }
    Authority authority(const SecretBytes& session) const { return people_->authority(session); }

  private slots:
    void init() {
        executed_ = {};
        people_.emplace(handlers(executed_));
        services_.emplace(*people_->administrator, people_->vault);
        KeyServiceServer::Options options{line_, socket_path(), {people_->station}, 2, std::chrono::minutes(1), [] {}};
        options.people = &*services_;
        auto server = KeyServiceServer::start(std::move(options));
        QVERIFY(server);
        server_ = std::move(*server);
        KeyServiceClient::Options client_options;
        client_options.addresses = {"unix:" + socket_path()};
        auto client = KeyServiceClient::connect(client_options);
        QVERIFY(client);
        client_ = (*client)->administration(); // which outlives it
    }
    void cleanup() {
        client_.reset();
        server_.reset();
    }

    void every_call_arrives_whole() {
        QVERIFY(people_->add("ann", Role::supervisor | Role::custodian));
        auto ann = client_->log_in(secret_text(people_->badge_of("ann")), secret_text(people_->pin_of("ann")));
        QVERIFY(ann && ann->session.size() == session_token_size_bytes);
        QCOMPARE(ann->person.roles.text(), std::string("supervisor,custodian"));
        QCOMPARE(ann->ends_unix_s, people_->now_s() + Administrator::session_s);
        auto uri = client_->enrol_code(authority(ann->session), secret_text(people_->pin_of("ann")));
        QVERIFY(uri);
        people_->uris["ann"] = std::string(as_text(uri->bytes()));
        QVERIFY(client_->confirm_code(people_->with_code(ann->session, "ann")));
        auto who = client_->who_am_i(authority(ann->session));
        QVERIFY(who && who->person && who->code_enrolled && who->people_required);
        QCOMPARE(who->session_ends_unix_s, std::optional(ann->ends_unix_s));
        const auto nobody = client_->who_am_i({});
        QVERIFY(nobody && !nobody->person && !nobody->session_ends_unix_s);

        const Action import{ActionKind::order_import, {{"stations", "a,b"}}, "as \"told\"", all_bytes()};
        auto done = client_->act(authority(ann->session), import);
        QVERIFY(done && done->done && !done->pending);
        QVERIFY(done->done->document == all_bytes() && done->done->details == Error::Args({{"units", "40"}}));
        QVERIFY(executed_.action->digest() == import.digest());
        people_->pass(code_step_s);
        const SecretBytes table = *SecretBytes::copy_of(Bytes(65'536, 0x5a));
        QVERIFY(client_->act(people_->with_code(ann->session, "ann"),
                             {ActionKind::table_import, {{"profile", "demo"}}, "from the cloud"}, &table));
        QCOMPARE(executed_.secret, std::string(65'536, 'Z'));

        const SecretBytes bob = people_->person("bob", Role::qa);
        const Action release{
            ActionKind::unit_release, {{"serial", "0001-000000000001"}, {"to", "rework"}}, "it is good"};
        auto asked = client_->act(people_->with_code(ann->session, "ann"), release);
        QVERIFY(asked && !asked->done && asked->pending == 1);
        const auto shown = client_->request(authority(bob), 1);
        QVERIFY(shown && shown->action.digest() == release.digest() && shown->state == RequestState::pending);
        QVERIFY(shown->look == Error::Args({{"state", "quarantined"}}));
        QCOMPARE(shown->author.text(), std::string("ann"));
        const auto other = client_->approve(people_->with_code(bob, "bob"), 1, ByteArray<32>{});
        QVERIFY(refused_with(other, ErrorCode::request_changed));
        const auto approved = client_->approve(people_->with_code(bob, "bob"), 1, shown->digest);
        QVERIFY(approved && approved->document == all_bytes());
        const auto ended = client_->request(authority(bob), 1);
        QVERIFY(ended && ended->state == RequestState::done && ended->ended_by->text() == "bob");
        QVERIFY(ended->done.document == all_bytes());

        for (const auto end : {&Administration::refuse, &Administration::withdraw}) {
            people_->pass(code_step_s);
            asked = client_->act(people_->with_code(ann->session, "ann"), release);
            QVERIFY(asked && asked->pending);
            const bool refused = end == &Administration::refuse;
            QVERIFY(((*client_).*end)(authority(refused ? bob : ann->session), *asked->pending, "in error"));
        }
        const auto all = client_->requests(authority(bob), false);
        QVERIFY(all && all->size() == 3 && all->front().end_reason == "in error");
        QVERIFY(client_->requests(authority(bob), true)->empty());
        const auto operators = client_->operators(authority(bob));
        QVERIFY(operators && operators->size() == 2 && operators->front().code_enrolled);
        const auto sessions = client_->sessions(authority(bob));
        QVERIFY(sessions && sessions->size() == 2 && sessions->front().station == people_->station);
        QVERIFY(client_->log_out(authority(bob)));
        QVERIFY(refused_with(client_->log_out(authority(bob)), ErrorCode::session_ended));
        QVERIFY(
            client_->change_pin(authority(ann->session), secret_text(people_->pin_of("ann")), secret_text("730196")));
        QVERIFY(refused_with(client_->operators(authority(ann->session)), ErrorCode::session_ended));
    }

    void malformed_requests_never_arrive() {
        const auto stub = v1::Administration::NewStub(
            grpc::CreateChannel("unix:" + socket_path(), grpc::InsecureChannelCredentials()));
        const std::size_t before = people_->registry.committed.log.size();
        const auto refused = [&](auto method, const auto& request, auto answer) {
            grpc::ClientContext context;
            const grpc::Status status = ((*stub).*method)(&context, request, &answer);
            v1::ErrorDetail detail;
            return status.error_code() == grpc::StatusCode::INVALID_ARGUMENT &&
                   detail.ParseFromString(status.error_details()) && detail.code() == "value.malformed";
        };
        using Stub = v1::Administration::Stub;
        for (const auto& spoil : std::initializer_list<void (*)(v1::LogInRequest&)>{
                 [](v1::LogInRequest& r) { r.clear_badge(); },
                 [](v1::LogInRequest& r) { r.set_badge(std::string(badge_bytes_max + 1, 'b')); },
                 [](v1::LogInRequest& r) { r.clear_pin(); },
                 [](v1::LogInRequest& r) { r.set_pin(std::string(65, '1')); }}) {
            v1::LogInRequest request;
            request.set_badge("b");
            request.set_pin("1");
            spoil(request);
            QVERIFY(refused(&Stub::LogIn, request, v1::LogInAnswer()));
        }
        for (const auto& spoil : std::initializer_list<void (*)(v1::ActRequest&)>{
                 [](v1::ActRequest& r) { r.clear_action(); },
                 [](v1::ActRequest& r) { r.mutable_action()->set_kind("unit.burn"); },
                 [](v1::ActRequest& r) { r.mutable_authority()->set_session(std::string(33, 's')); },
                 [](v1::ActRequest& r) { r.mutable_authority()->set_session(""); },
                 [](v1::ActRequest& r) { r.mutable_authority()->set_code("1234567"); },
                 [](v1::ActRequest& r) { r.mutable_action()->set_reason(std::string(513, 'r')); },
                 [](v1::ActRequest& r) { r.mutable_action()->set_document(std::string(1'048'577, 'd')); },
                 [](v1::ActRequest& r) { r.set_secret(std::string(65'537, 's')); },
                 [](v1::ActRequest& r) {
                     for (int i = 0; i < 17; ++i) {
                         r.mutable_action()->add_args()->set_name("serial");
                     }
                 },
                 [](v1::ActRequest& r) { r.mutable_action()->add_args()->set_name(std::string(257, 'n')); },
                 [](v1::ActRequest& r) { r.mutable_action()->add_args()->set_value(std::string(513, 'v')); }}) {
            v1::ActRequest request;
            request.mutable_action()->set_kind("unit.scrap");
            spoil(request);
            QVERIFY(refused(&Stub::Act, request, v1::ActAnswer()));
        }
        v1::ApproveRequest approve;
        approve.set_seen(std::string(31, 's'));
        QVERIFY(refused(&Stub::Approve, approve, v1::ActAnswer()));
        v1::EndRequest end;
        end.set_reason(std::string(513, 'r'));
        QVERIFY(refused(&Stub::Refuse, end, v1::DoneAnswer()));
        QVERIFY(refused(&Stub::Withdraw, end, v1::DoneAnswer()));
        QCOMPARE(people_->registry.committed.log.size(), before);
    }
};

} // namespace

QTEST_GUILESS_MAIN(AdministrationServiceTest)
#include "administration_service_test.moc"
