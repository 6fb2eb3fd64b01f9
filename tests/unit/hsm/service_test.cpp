// Server and client over a real Unix socket.
#include "hsm/service/client.h"
#include "hsm/service/connection.h"
#include "hsm/service/server.h"
#include "tests/support/memory_key_service.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <condition_variable>
#include <csignal>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <latch>
#include <thread>
#include <unistd.h>

using namespace keyline;
using namespace keyline::hsm;
using namespace keyline::test;

namespace {

// Nothing hangs here but where a test says so; a sanitizer takes its time.
constexpr std::chrono::milliseconds call_ms_max{100'000};
constexpr const char* hanging_server_argument = "--hanging-server";

std::unique_ptr<KeyServiceServer> serve(const std::string& socket_path, MemoryState& state, std::size_t workers = 2) {
    auto server = KeyServiceServer::start({state, socket_path, {name("demo")}, workers, call_ms_max, [] {}});
    return server ? std::move(*server) : nullptr;
}

KeyServiceClient::Options client_options(const std::string& socket_path) {
    KeyServiceClient::Options options;
    options.addresses = {"unix:" + socket_path};
    options.when_down = KeyServiceClient::WhenDown::fail;
    options.call_ms_max = call_ms_max;
    options.connect_ms_max = call_ms_max;
    return options;
}

std::unique_ptr<v1::KeyService::Stub> raw_stub(const std::string& socket_path) {
    return v1::KeyService::NewStub(grpc::CreateChannel("unix:" + socket_path, grpc::InsecureChannelCredentials()));
}

std::string field(std::size_t size) {
    return std::string(size, 'x');
}

// A keyd whose HSM never comes back; ends as keyd does.
int run_hanging_server(const char* socket_path) {
    MemoryState state;
    state.before_answer = [] {
        while (true) {
            pause();
        }
    };
    auto server = KeyServiceServer::start(
        {state, socket_path, {name("demo")}, 1, std::chrono::milliseconds(200), [] { _exit(5); }});
    if (!server || write(STDOUT_FILENO, "ready\n", 6) != 6) {
        return 1;
    }
    while (true) {
        pause();
    }
}

} // namespace

class ServiceTest : public QObject {
    Q_OBJECT

    QTemporaryDir directory_;
    std::string socket_path_;

  private slots:
    void init() { socket_path_ = directory_.filePath("key service 100%.sock").toStdString(); }

    void every_call_arrives_whole() {
        MemoryState state;
        std::string asked;
        state.asked = [&](const std::string& text) { asked = text; };
        auto server = serve(socket_path_, state);
        QVERIFY(server);
        auto client = KeyServiceClient::connect(client_options(socket_path_));
        QVERIFY(client);

        auto info = (*client)->info();
        QVERIFY(info);
        QCOMPARE(info->environment, std::string("development"));
        QVERIFY(info->kg == check_value(0x70) && info->kek == check_value(0x71) && info->station == name("demo"));
        QCOMPARE(info->log_vkey, std::string("demo+00000000+AA"));

        auto issued = (*client)->issue({claim_id(), name("WO-0001"), serial(), chip_uid()});
        QVERIFY(issued);
        QCOMPARE(asked, "issue " + claim_id().text() + " WO-0001 0102-000000000001 " + chip_uid().text());
        QVERIFY(equal(issued->token.bytes(), token(serial()).bytes()));
        QCOMPARE(issued->claim.attempts, 3U);
        QVERIFY(issued->claim.proved_closed && issued->claim.state == ClaimState::quarantined);
        QVERIFY((*client)->issue({claim_id(), name("WO-0001"), std::nullopt, chip_uid()}));
        QVERIFY(asked.find(" next ") != std::string::npos);

        auto found = (*client)->find_claim(claim_id());
        QVERIFY(found && *found && (*found)->uid == chip_uid());
        auto none = (*client)->find_claim(claim_id(99));
        QVERIFY(none && !*none);
        auto of_chip = (*client)->find_claim(chip_uid());
        QVERIFY(of_chip && *of_chip && (*of_chip)->id == claim_id());
        QCOMPARE(asked, "find_claim uid " + chip_uid().text());

        auto table = (*client)->table(name("WO-0001"));
        QVERIFY(table);
        QVERIFY(equal(table->bytes(), bytes_of(SubstitutionTable::size_bytes_max, 9)));

        auto drawn = (*client)->challenge(claim_id(), ProofStage::closed);
        QVERIFY(drawn && equal(drawn->app_token, test::challenge().app_token));
        QCOMPARE(asked, "challenge " + claim_id().text() + " closed");
        QVERIFY((*client)->prove(claim_id(), drawn->id, proof()));
        QCOMPARE(asked, "prove " + claim_id().text() + " " + to_hex(drawn->id) + " " +
                            to_hex(proof().capture_response) + " " + to_hex(proof().table_tag));
        QVERIFY((*client)->report(claim_id(), ClaimState::failed, "lock.silent"));
        QCOMPARE(asked, "report " + claim_id().text() + " failed lock.silent");

        auto made = (*client)->create_order({profile(), serial(1), serial(20), 20, 40, 7});
        QVERIFY(made);
        QCOMPARE(asked, std::string("create_order padlock 0102-000000000001 0102-000000000014 20 40 7"));
        QCOMPARE(made->counts.quarantined, std::uint64_t(4));
        QCOMPARE(made->counts.superseded, std::uint64_t(1));
        QVERIFY(made->state == OrderState::draft && made->author == "ann");
        QVERIFY(made->is_for(name("demo")) && made->expires_unix_s == 1'900'000'000);
        QVERIFY((*client)->create_order({profile(), serial(1), {}, 20, {}, {}}));
        QCOMPARE(asked, std::string("create_order padlock 0102-000000000001 - 20 0 0"));
        QVERIFY((*client)->order(name("WO-0001")));
        auto orders = (*client)->orders();
        QVERIFY(orders && orders->size() == 2);

        auto note = (*client)->archive(7, {"a", "b"});
        QVERIFY(note);
        QCOMPARE(*note, std::string("note\n"));
        QCOMPARE(asked, std::string("archive 7 a b"));
    }

    void every_error_comes_back_the_same() {
        MemoryState state;
        auto server = serve(socket_path_, state);
        auto client = KeyServiceClient::connect(client_options(socket_path_));
        QVERIFY(server && client);
#define KEYLINE_CHECK(enumerator, text, kind)                                                                          \
    {                                                                                                                  \
        state.refusal = Error{ErrorCode::enumerator, {{"order", "WO-0001"}, {"bytes", "\xff"}}, "CKR_OK", {}};         \
        const auto status = (*client)->report(claim_id(), ClaimState::passed, "ok");                                   \
        QVERIFY(!status);                                                                                              \
        QCOMPARE(text_of(status.error().code), std::string_view(text));                                                \
        QVERIFY(status.error().args == state.refusal->args);                                                           \
        QCOMPARE(status.error().cause, state.refusal->cause);                                                          \
    }
        KEYLINE_ERROR_CODES(KEYLINE_CHECK)
#undef KEYLINE_CHECK
        state.refusal = Error{ErrorCode::hsm_failed, Error::Args(100, {"a", std::string(9'999, 'v')}), {}, {}};
        QVERIFY((*client)->orders().error().code == ErrorCode::hsm_failed); // an endless one is shortened
    }

    void malformed_requests_never_reach_the_service() {
        MemoryState state;
        auto server = serve(directory_.filePath("s").toStdString(), state);
        auto stub = raw_stub(directory_.filePath("s").toStdString());
        QVERIFY(server);
        const auto refused = [&](auto method, const auto& request, auto answer) {
            grpc::ClientContext context;
            const grpc::Status status = ((*stub).*method)(&context, request, &answer);
            v1::ErrorDetail detail;
            return status.error_code() == grpc::StatusCode::INVALID_ARGUMENT &&
                   detail.ParseFromString(status.error_details()) && detail.code() == "value.malformed";
        };
        using Stub = v1::KeyService::Stub;

        v1::IssueRequest good;
        good.set_claim(field(16));
        good.set_order("WO-0001");
        good.set_uid(field(12));
        for (const auto& spoil : std::initializer_list<void (*)(v1::IssueRequest&)>{
                 [](v1::IssueRequest& r) { r.clear_claim(); }, [](v1::IssueRequest& r) { r.set_claim(field(17)); },
                 [](v1::IssueRequest& r) { r.set_order("../WO"); }, [](v1::IssueRequest& r) { r.set_uid(field(7)); },
                 [](v1::IssueRequest& r) { r.set_uid(field(17)); }}) {
            v1::IssueRequest request = good;
            spoil(request);
            QVERIFY(refused(&Stub::Issue, request, v1::IssueAnswer()));
        }
        v1::ChallengeRequest challenge;
        challenge.set_claim(field(16));
        for (const int stage : {0, 9}) {
            challenge.set_stage(static_cast<v1::ProofStage>(stage));
            QVERIFY(refused(&Stub::Challenge, challenge, v1::ChallengeAnswer()));
        }
        v1::ProveRequest prove;
        prove.set_claim(field(16));
        prove.set_challenge(field(16));
        prove.set_capture_response(field(143));
        prove.set_table_tag(field(32));
        QVERIFY(refused(&Stub::Prove, prove, v1::ProveAnswer()));
        v1::ReportRequest report;
        report.set_claim(field(16));
        QVERIFY(refused(&Stub::Report, report, v1::ReportAnswer()));
        report.set_end(v1::CLAIM_STATE_FAILED);
        report.set_code(field(65));
        QVERIFY(refused(&Stub::Report, report, v1::ReportAnswer()));
        QVERIFY(refused(&Stub::CreateOrder, v1::CreateOrderRequest(), v1::OrderAnswer()));
        v1::ArchiveRequest archive;
        archive.add_entries(field(65'536));
        QVERIFY(refused(&Stub::Archive, archive, v1::ArchiveAnswer()));
        archive.clear_entries();
        for (int i = 0; i < 1'025; ++i) {
            archive.add_entries("x");
        }
        QVERIFY(refused(&Stub::Archive, archive, v1::ArchiveAnswer()));

        grpc::ClientContext context;
        v1::ArchiveAnswer answer;
        archive.clear_entries();
        for (int i = 0; i < 80; ++i) {
            archive.add_entries(field(65'535));
        }
        QCOMPARE(stub->Archive(&context, archive, &answer).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
        QCOMPARE(state.calls.load(), 0U);
    }

    void an_answer_to_another_question_is_refused() {
        MemoryState state;
        auto server = serve(socket_path_, state);
        auto client = KeyServiceClient::connect(client_options(socket_path_));
        QVERIFY(server && client);
        const IssueRequest request{claim_id(), name("WO-0001"), serial(), chip_uid()};
        const auto refused = [&](const char* field) {
            const auto issued = (*client)->issue(request);
            return !issued && issued.error().code == ErrorCode::key_service_answer &&
                   issued.error().arg("field") == field;
        };
        QVERIFY((*client)->issue(request));
        state.answered_claim.id = claim_id(2);
        QVERIFY(refused("claim"));
        state.answered_claim = claim();
        state.token_serial = serial(2);
        QVERIFY(refused("serial"));
        state.answered_claim.serial = serial(2);
        QVERIFY(refused("serial"));
        QVERIFY((*client)->order(name("WO-0002")).error().code == ErrorCode::key_service_answer);
    }

    void many_callers_at_once() {
        constexpr unsigned callers = 64;
        MemoryState state;
        std::latch all_here(callers);
        auto server = serve(socket_path_, state);
        auto client = KeyServiceClient::connect(client_options(socket_path_));
        QVERIFY(server && client);
        std::atomic<unsigned> issued = 0;
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < callers; ++i) {
            threads.emplace_back([&] {
                all_here.arrive_and_wait();
                issued += (*client)->issue({claim_id(), name("WO-0001"), serial(), chip_uid()}) ? 1 : 0;
            });
        }
        threads.clear();
        QCOMPARE(issued.load(), callers);
    }

    void the_caller_gives_up_at_its_deadline() {
        MemoryState state;
        std::latch release(1);
        state.before_answer = [&] { release.wait(); };
        auto server = serve(socket_path_, state);
        auto options = client_options(socket_path_);
        options.call_ms_max = std::chrono::milliseconds(100);
        auto client = KeyServiceClient::connect(options);
        QVERIFY(server && client);
        const auto info = (*client)->info();
        release.count_down();
        QVERIFY(!info && info.error().code == ErrorCode::key_service_unavailable);
        QVERIFY(info.error().cause.starts_with("DEADLINE_EXCEEDED"));
    }

    void nobody_there() {
        const auto client = KeyServiceClient::connect(client_options(directory_.filePath("nobody").toStdString()));
        QVERIFY(!client && client.error().code == ErrorCode::key_service_unavailable);
        QCOMPARE(client.error().arg("address"),
                 std::string_view("unix:" + directory_.filePath("nobody").toStdString()));
        QVERIFY(client.error().cause.starts_with("UNAVAILABLE"));
    }

    void bad_addresses() {
        MemoryState state;
        for (const std::string& address :
             {std::string("localhost:50051"), std::string("unix:relative"), "unix:/" + std::string(107, 'x')}) {
            auto options = client_options({});
            options.addresses = {address};
            const auto client = KeyServiceClient::connect(options);
            QVERIFY(!client && client.error().code == ErrorCode::config_invalid);
        }
        QVERIFY(!serve("/" + std::string(107, 'x'), state));
        QVERIFY(!serve(directory_.filePath("missing/s").toStdString(), state));
    }

    void clients_are_counted() {
        MemoryState state;
        auto server = serve(socket_path_, state);
        QVERIFY(server && server->idle_for());
        auto first = KeyServiceClient::connect(client_options(socket_path_));
        auto second = KeyServiceClient::connect(client_options(socket_path_));
        QVERIFY(first && second && !server->idle_for());
        first->reset();
        QVERIFY(!server->close_if_idle());
        QVERIFY((*second)->info());
        second->reset();
        QTRY_VERIFY(server->idle_for());
        QVERIFY(server->close_if_idle());
        QVERIFY(!KeyServiceClient::connect(client_options(socket_path_)));
    }

    void a_waiting_client_survives_a_restart() {
        MemoryState state;
        auto server = serve(socket_path_, state);
        auto options = client_options(socket_path_);
        options.when_down = KeyServiceClient::WhenDown::wait;
        auto client = KeyServiceClient::connect(options);
        QVERIFY(server && client && (*client)->info());
        server.reset();
        std::jthread restart([&] { server = serve(socket_path_, state); });
        QVERIFY((*client)->info());
        restart.join();
        // With its next call it is counted again: this one may still have seen the stream that was ending.
        QTRY_VERIFY(server && (*client)->info() && !server->idle_for());
    }

    void a_failing_client_says_so_at_once() {
        MemoryState state;
        auto server = serve(socket_path_, state);
        auto client = KeyServiceClient::connect(client_options(socket_path_));
        QVERIFY(server && client);
        server.reset();
        QVERIFY((*client)->info().error().code == ErrorCode::key_service_unavailable);
    }

    void health_is_served() {
        MemoryState state;
        const std::string path = directory_.filePath("s").toStdString();
        auto server = serve(path, state);
        grpc::GenericStub stub(grpc::CreateChannel("unix:" + path, grpc::InsecureChannelCredentials()));
        grpc::ClientContext context;
        const grpc::Slice nothing("");
        const grpc::ByteBuffer request(&nothing, 1);
        grpc::ByteBuffer answer;
        grpc::CompletionQueue queue;
        auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", request, &queue);
        grpc::Status status;
        call->StartCall();
        call->Finish(&answer, &status, this);
        void* tag = nullptr;
        bool ok = false;
        QVERIFY(queue.Next(&tag, &ok) && ok);
        QVERIFY2(status.ok(), status.error_message().c_str());
        grpc::Slice slice;
        QVERIFY(answer.DumpToSingleSlice(&slice).ok());
        QCOMPARE(std::string(slice.begin(), slice.end()), std::string("\x08\x01")); // SERVING
    }

    void a_hung_call_is_answered_and_the_process_ends() {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {hanging_server_argument, QString::fromStdString(socket_path_)});
        QVERIFY(child.waitForReadyRead(10'000));
        auto client = KeyServiceClient::connect(client_options(socket_path_));
        QVERIFY(client);
        const auto info = (*client)->info();
        QVERIFY(!info && info.error().code == ErrorCode::key_service_unavailable);
        QVERIFY(info.error().cause.find("200 ms") != std::string::npos);
        QVERIFY(child.waitForFinished(10'000));
        QCOMPARE(child.exitCode(), 5);
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == hanging_server_argument) {
        return run_hanging_server(argv[2]);
    }
    const QCoreApplication application(argc, argv);
    ServiceTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "service_test.moc"
