// Stations and keyd over TCP with mutual TLS: the real program, real certificates, and those that it must not take.
#include "tests/support/tls_keyd.h"

#include <QTcpSocket>

using namespace keyline;
using namespace keyline::test;

namespace {

// Hands bytes on between one client at a time and keyd, and keeps them.
class Relay : public QObject {
  public:
    explicit Relay(unsigned short to) {
        server_.listen(QHostAddress::LocalHost);
        connect(&server_, &QTcpServer::newConnection, this, [this, to] {
            auto* near = server_.nextPendingConnection();
            auto* far = new QTcpSocket(near);
            far->connectToHost(QHostAddress::LocalHost, to);
            const auto pass = [this](QTcpSocket* from, QTcpSocket* on) {
                connect(from, &QTcpSocket::readyRead, this, [this, from, on] {
                    const QByteArray bytes = from->readAll();
                    captured += bytes;
                    on->write(bytes);
                });
            };
            pass(near, far);
            pass(far, near);
        });
    }
    unsigned short port() const { return server_.serverPort(); }
    QByteArray captured;

  private:
    QTcpServer server_;
};

template <class Work>
void in_the_background(Work work) {
    std::unique_ptr<QThread> thread(QThread::create(work));
    thread->start();
    QVERIFY(QTest::qWaitFor([&] { return thread->isFinished(); }, 60'000));
    thread->wait();
}

} // namespace

class KeydTlsTest : public QObject {
    Q_OBJECT

  private slots:
    void a_station_works_and_nothing_secret_is_on_the_wire() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        Relay relay(keyd.port);
        auto setup = keyd.station(keyd.certificates.station("line1"));
        setup.addresses = {keyd.address(relay.port())};
        Bytes token;
        Bytes table;
        Bytes claim;
        std::string station;
        in_the_background([&] {
            auto service = connect_key_service(setup);
            if (!service) {
                qWarning("%s %s", std::string(text_of(service.error().code)).c_str(), service.error().cause.c_str());
                return;
            }
            station = (*service)->info()->station.text();
            auto order = (*service)->create_order(new_order());
            const IssueRequest request = request_for(*order);
            auto issued = (*service)->issue(request);
            auto stored = (*service)->table(order->id);
            if (issued && stored) {
                token.assign(issued->token.bytes().begin(), issued->token.bytes().end());
                table.assign(stored->bytes().begin(), stored->bytes().end());
                claim.assign(request.claim.bytes().begin(), request.claim.bytes().end());
            }
        });
        QCOMPARE(station, std::string("line1"));
        QCOMPARE(token.size(), std::size_t(64));
        QVERIFY(relay.captured.size() > 2'000); // all of it came this way
        for (const Bytes& secret : {token, Bytes(token.begin() + 16, token.end()), table, claim}) {
            const QByteArray bytes(reinterpret_cast<const char*>(secret.data()),
                                   static_cast<qsizetype>(std::min<std::size_t>(secret.size(), 16)));
            QVERIFY(!relay.captured.contains(bytes));
        }
        QVERIFY(!relay.captured.contains("KeyService"));
    }

    void refused_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("expired") << "expired" << QByteArray("it has expired");
        QTest::newRow("not yet valid") << "not_yet" << QByteArray("it is not valid yet");
        QTest::newRow("revoked") << "revoked" << QByteArray("it is revoked");
        QTest::newRow("other environment") << "environment" << QByteArray("it is for the environment production");
        QTest::newRow("two names") << "two" << QByteArray("it has more than one name");
        QTest::newRow("no name of ours") << "none" << QByteArray("its name is not keyline");
        QTest::newRow("unknown station") << "unknown" << QByteArray("the key service does not know it");
        QTest::newRow("disabled station") << "disabled" << QByteArray("it is disabled");
        QTest::newRow("other CA") << "ca" << QByteArray("no CA that is trusted here has signed it");
        QTest::newRow("no certificate") << "nothing" << QByteArray("there is none");
    }
    void refused() {
        QFETCH(QString, kind);
        QFETCH(QByteArray, reason);
        TlsKeyd keyd;
        const Certificates strangers(fs::path(keyd.directory.file("strangers").toStdString()));
        QVERIFY(keyd.made && keyd.start());
        const Certificates& ours = keyd.certificates;
        const CertificateName line1{*Name::parse("development"), PeerRole::station, *Name::parse("line1")};
        std::optional<hsm::OwnCertificate> own;
        if (kind == "expired") {
            own = ours.station("line1", -10, -1);
        } else if (kind == "not_yet") {
            own = ours.station("line1", 1, 10);
        } else if (kind == "environment") {
            own = ours.make({"other", {*Name::parse("production"), PeerRole::station, *Name::parse("line1")}});
        } else if (kind == "two") {
            own = ours.two_names(line1);
        } else if (kind == "none") {
            own = ours.make({"none", {*Name::parse("development"), PeerRole::keyd, *Name::parse("line1")}});
            reason = "its extended key usage is not a station's"; // a key service's is no client's
        } else if (kind == "unknown") {
            own = ours.station("line9");
        } else if (kind == "disabled") {
            own = ours.station("line3");
        } else if (kind == "ca") {
            own = strangers.station("line1");
        } else if (kind == "revoked") {
            own = ours.station("line1");
        }
        const auto stub = keyd.raw(own);
        if (kind == "revoked") { // while it is connected
            QVERIFY2(info(*stub).ok(), info(*stub).error_message().c_str());
            QVERIFY(ours.ca().revoke(own->certificate));
            QVERIFY(QTest::qWaitFor([&] { return !info(*stub).ok(); }, 20'000));
        }
        const grpc::Status status = info(*stub);
        QVERIFY(!status.ok());
        const bool is_stranger = kind == "ca" || kind == "nothing" || kind == "none";
        if (is_stranger) { // nobody speaks with them
            QCOMPARE(status.error_code(), grpc::StatusCode::UNAVAILABLE);
        } else {
            QVERIFY2(reason_of(status).find(reason.toStdString()) == 0, reason_of(status).c_str());
        }
        QVERIFY(info(*keyd.raw(ours.station("line2"))).ok()); // the others work on
        const QByteArray record = keyd.record();
        QVERIFY(record.contains("caller.refused"));
        QVERIFY2(record.contains(reason), reason);
    }

    void a_station_does_what_it_may() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        auto service = connect_key_service(keyd.station(keyd.certificates.station("line2")));
        QVERIFY(service && (*service)->orders());
        const auto order = (*service)->create_order(new_order());
        QVERIFY(!order && order.error().code == ErrorCode::caller_not_allowed);
        auto first = connect_key_service(keyd.station(keyd.certificates.station("line1")));
        QVERIFY(first);
        const auto theirs = (*first)->create_order(new_order());
        QVERIFY(theirs);
        const auto issued = (*service)->issue(request_for(*theirs));
        QVERIFY(!issued && issued.error().code == ErrorCode::order_other_station);
        const QByteArray record = keyd.record();
        QVERIFY(record.contains("it has no right to such calls") && record.contains("order.other_station"));
    }

    void its_own_bad_certificate_is_told_by_the_station() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        const auto refusal = [&](const hsm::OwnCertificate& own) {
            const auto service = connect_key_service(keyd.station(own));
            return service ? std::string() : std::string(service.error().arg("reason"));
        };
        QCOMPARE(refusal(keyd.certificates.station("line1", -10, -1)), std::string("it has expired"));
        const Certificates strangers(fs::path(keyd.directory.file("strangers").toStdString()));
        QCOMPARE(refusal(strangers.station("line1")), std::string("no CA that is trusted here has signed it"));
        const auto own = keyd.certificates.station("line1");
        fs::permissions(own.key, fs::perms::others_read, fs::perm_options::add);
        QVERIFY(refusal(own).find("chmod 600") != std::string::npos);
    }

    void another_key_than_the_pinned_one_is_not_trusted() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        auto setup = keyd.station(keyd.certificates.station("line1"));
        setup.tls->pins = {"sha256:" + std::string(64, 'a')};
        const auto service = connect_key_service(setup);
        QVERIFY(!service);
        QCOMPARE(service.error().code, ErrorCode::key_service_not_trusted);
        QCOMPARE(std::string(service.error().arg("reason")),
                 std::string("its key is not one of those that are pinned"));
        setup.tls->pins.push_back(keyd.pin); // the second one, for rotation
        QVERIFY(connect_key_service(setup));
    }

    void tls_1_2_only_when_it_is_allowed() {
        for (const bool allowed : {false, true}) {
            TlsKeyd keyd;
            QVERIFY(keyd.made && keyd.start(allowed ? "min_version = \"1.2\"\n" : ""));
            const auto own = keyd.certificates.station("line1");
            for (const char* version : {"-tls1_2", "-tls1_3"}) {
                QProcess openssl;
                openssl.start("openssl",
                              {"s_client", version, "-alpn", "h2", "-connect",
                               "127.0.0.1:" + QString::number(keyd.port), "-cert",
                               QString::fromStdString(own.certificate), "-key", QString::fromStdString(own.key)});
                openssl.closeWriteChannel();
                QVERIFY(openssl.waitForFinished(20'000));
                const QByteArray said = openssl.readAllStandardOutput() + openssl.readAllStandardError();
                const bool spoken = said.contains("BEGIN CERTIFICATE");
                QVERIFY2(spoken == (allowed || QByteArray(version) == "-tls1_3"), said);
            }
        }
    }

    void the_next_one_is_asked_when_one_dies() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        auto setup = keyd.station(keyd.certificates.station("line1"));
        const unsigned short first = keyd.port;
        const unsigned short second = free_port();
        setup.addresses = {keyd.address(first), keyd.address(second)};
        auto service = connect_key_service(setup);
        QVERIFY(service);
        const auto order = (*service)->create_order(new_order());
        QVERIFY(order);
        auto issued = (*service)->issue(request_for(*order));
        QVERIFY(issued);
        for (const unsigned short port : {second, first}) {
            keyd.process->kill();
            QVERIFY(keyd.process->waitForFinished());
            keyd.port = port;
            keyd.write();
            QVERIFY(keyd.serve());
            auto again = (*service)->issue(request_for(*order));
            QVERIFY2(again, again ? "" : again.error().cause.c_str());
            QVERIFY(equal(again->token.bytes(), issued->token.bytes()));
        }
    }

    void certificates_are_renewed_without_a_restart() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        const auto own = keyd.certificates.station("line1");
        auto service = connect_key_service(keyd.station(own));
        QVERIFY(service && (*service)->info());
        const auto served = [&] {
            QProcess openssl;
            openssl.start("openssl",
                          {"s_client", "-alpn", "h2", "-connect", "127.0.0.1:" + QString::number(keyd.port), "-cert",
                           QString::fromStdString(own.certificate), "-key", QString::fromStdString(own.key)});
            openssl.closeWriteChannel();
            openssl.waitForFinished(20'000);
            auto facts = hsm::read_certificate(openssl.readAllStandardOutput().toStdString());
            return facts ? facts->serial : std::string();
        };
        const std::string before = served();
        keyd.certificates.keyd(); // a new certificate for the same key
        keyd.certificates.station("line1");
        QVERIFY(QTest::qWaitFor(
            [&] {
                const std::string now = served();
                return !now.empty() && now != before;
            },
            30'000));
        QVERIFY((*service)->info());
        QVERIFY(connect_key_service(keyd.station(own)));
    }

    void rights_are_reloaded() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        const auto stub = keyd.raw(keyd.certificates.station("line3"));
        QVERIFY(!info(*stub).ok());
        keyd.directory.replace_in_config("enabled = false", "enabled = true");
        QCOMPARE(kill(static_cast<pid_t>(keyd.process->processId()), SIGHUP), 0);
        QVERIFY(QTest::qWaitFor([&] { return info(*stub).ok(); }, 20'000));
    }
};

QTEST_GUILESS_MAIN(KeydTlsTest)
#include "keyd_tls_test.moc"
