// The real keyd as a machine's service: what it tells systemd, credentials, health, metrics, and an end that cuts
// nobody off.
#include "tests/support/tls_keyd.h"

#include <QTcpSocket>
#include <atomic>
#include <future>
#include <grpcpp/generic/generic_stub.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

using namespace keyline;
using namespace keyline::test;

namespace {

// systemd's side of sd_notify(3).
class NotifySocket {
  public:
    explicit NotifySocket(const QString& path) : path_(path.toUtf8()), socket_(::socket(AF_UNIX, SOCK_DGRAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path_.constData(), sizeof address.sun_path);
        bound = bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~NotifySocket() { close(socket_); }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    // Waits for a message that has this line.
    bool hears(const QByteArray& line) {
        constexpr int wait_ms_max = 60'000;
        while (!said_.split('\n').contains(line)) {
            pollfd there{socket_, POLLIN, 0};
            char bytes[1'024];
            if (poll(&there, 1, wait_ms_max) <= 0) {
                return false;
            }
            said_ += QByteArray(bytes, static_cast<qsizetype>(recv(socket_, bytes, sizeof bytes, 0))) + '\n';
        }
        said_.clear();
        return true;
    }
    bool bound = false;

  private:
    const QByteArray path_;
    const int socket_;
    QByteArray said_;
};

QByteArray http_get(unsigned short port, const QByteArray& path) {
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(20'000)) {
        answer += socket.readAll();
    }
    return answer;
}

std::string code_of(const grpc::Status& status) {
    v1::ErrorDetail detail;
    return detail.ParseFromString(status.error_details()) ? detail.code() : std::string();
}

// grpc.health.v1: 1 is SERVING.
QByteArray health(const std::shared_ptr<grpc::Channel>& channel) {
    grpc::GenericStub stub(channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    const grpc::Slice nothing(std::string{});
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer answer;
    std::promise<grpc::Status> ended;
    stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &answer,
                   [&](const grpc::Status& status) { ended.set_value(status); });
    grpc::Slice bytes;
    if (!ended.get_future().get().ok() || !answer.DumpToSingleSlice(&bytes).ok()) {
        return {};
    }
    return {reinterpret_cast<const char*>(bytes.begin()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

class KeydOperationsTest : public QObject {
    Q_OBJECT

  private slots:
    void what_it_tells_its_supervisor() {
        KeydDirectory directory;
        QVERIFY(directory.init());
        directory.stop();
        NotifySocket systemd(directory.file("notify"));
        QVERIFY(systemd.bound);
        // The PIN as a credential.
        QVERIFY(QDir().mkdir(directory.file("credentials")));
        QVERIFY(QFile::rename(directory.file("pin"), directory.file("credentials/pin")));
        directory.replace_in_config("pin_file = \"pin\"", "pin_credential = \"pin\"");
        QProcess keyd;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("NOTIFY_SOCKET", directory.file("notify"));
        environment.insert("WATCHDOG_USEC", "2000000");
        environment.insert("CREDENTIALS_DIRECTORY", directory.file("credentials"));
        keyd.setProcessEnvironment(environment);
        keyd.setProcessChannelMode(QProcess::ForwardedChannels);
        keyd.start(keyd_program(), directory.serve_arguments());
        QVERIFY(systemd.hears("READY=1"));
        QVERIFY(systemd.hears("WATCHDOG=1"));
        QVERIFY(systemd.hears("WATCHDOG=1"));
        QCOMPARE(kill(static_cast<pid_t>(keyd.processId()), SIGHUP), 0);
        QVERIFY(systemd.hears("RELOADING=1"));
        QVERIFY(systemd.hears("READY=1"));
        keyd.terminate();
        QVERIFY(systemd.hears("STOPPING=1"));
        QVERIFY(keyd.waitForFinished(60'000));
        QCOMPARE(keyd.exitCode(), 0);
    }

    void health_and_metrics() {
        TlsKeyd keyd;
        const unsigned short port = free_port();
        QVERIFY(keyd.made && keyd.start("\n[metrics]\nlisten = \"127.0.0.1:" + QByteArray::number(port) + "\"\n"));
        const auto channel = keyd.raw_channel(keyd.certificates.station("line1"));
        QCOMPARE(health(channel), QByteArray("\x08\x01"));
        auto service = connect_key_service(keyd.station(keyd.certificates.station("line1")));
        QVERIFY(service);
        const auto order = (*service)->create_order(new_order());
        QVERIFY(order);
        const IssueRequest request = request_for(*order);
        const auto issued = (*service)->issue(request);
        QVERIFY(issued);
        QVERIFY(!info(*keyd.raw(keyd.certificates.station("line9"))).ok());
        const QByteArray told = http_get(port, "/metrics");
        for (const char* line :
             {"keyline_keyd_calls_total{call=\"Issue\",code=\"ok\"} 1", "keyline_keyd_hsm_up 1",
              "keyline_keyd_registry_up 1", "keyline_keyd_refusals_total{code=\"caller.not_allowed\"} 1",
              "keyline_keyd_call_seconds_count{call=\"Issue\"} 1", "keyline_keyd_station_certificate_end_seconds{",
              "keyline_keyd_certificate_end_seconds ", "keyline_keyd_crl_end_seconds "}) {
            QVERIFY2(told.contains(line), told);
        }
        for (const QByteArray& secret :
             {QByteArray::fromStdString(issued->claim.serial.text()), QByteArray::fromStdString(request.uid.text()),
              QByteArray::fromStdString(request.claim.text()), QByteArray::fromStdString(issued->token_digest)}) {
            QVERIFY2(!told.contains(secret), secret);
        }
    }

    void an_end_that_cuts_nobody_off() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        const auto own = keyd.certificates.station("line1");
        auto first = connect_key_service(keyd.station(own));
        QVERIFY(first);
        const auto order = (*first)->create_order(new_order());
        QVERIFY(order);
        // Raw calls, which nobody repeats: an answer, or the plain word that keyd was ending.
        std::atomic<int> issued = 0;
        std::atomic<int> cut_off_by = 0; // a status that is neither
        std::vector<std::thread> threads;
        for (int caller = 0; caller < 8; ++caller) {
            threads.emplace_back([&, stub = keyd.raw(own)] {
                while (true) {
                    grpc::ClientContext context;
                    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
                    v1::OrdersAnswer answer;
                    const auto status = stub->Orders(&context, {}, &answer);
                    if (!status.ok() && status.error_code() != grpc::StatusCode::RESOURCE_EXHAUSTED) { // too many
                        // The second is gRPC's word for a call that has not begun.
                        if (status.error_code() != grpc::StatusCode::UNAVAILABLE &&
                            status.error_code() != grpc::StatusCode::CANCELLED) {
                            cut_off_by = status.error_code();
                            qInfo("%s %s", status.error_message().c_str(), code_of(status).c_str());
                        }
                        return;
                    }
                    ++issued;
                }
            });
        }
        QVERIFY(QTest::qWaitFor([&] { return issued > 100; }, 60'000));
        keyd.process->terminate();
        QVERIFY(keyd.process->waitForFinished(60'000));
        for (auto& thread : threads) {
            thread.join();
        }
        QCOMPARE(keyd.process->exitCode(), 0);
        QCOMPARE(cut_off_by.load(), 0);
    }
};

QTEST_GUILESS_MAIN(KeydOperationsTest)
#include "keyd_operations_test.moc"
