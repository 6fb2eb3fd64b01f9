// What a station must not send: each refused with a code of its own and on keyd's record, and the others work on.
#include "tests/support/tls_keyd.h"

#include <QTcpSocket>
#include <future>
#include <grpcpp/generic/generic_stub.h>

using namespace keyline;
using namespace keyline::test;

namespace {

grpc::Status send(const std::shared_ptr<grpc::Channel>& channel, const std::string& method, const std::string& bytes) {
    grpc::GenericStub stub(channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer answer;
    std::promise<grpc::Status> ended;
    stub.UnaryCall(&context, method, {}, &request, &answer,
                   [&](const grpc::Status& status) { ended.set_value(status); });
    return ended.get_future().get();
}

// Well formed, all of it in a field that nobody knows.
QByteArray oversized(int size_bytes) {
    QByteArray length;
    for (unsigned left = static_cast<unsigned>(size_bytes); left > 0; left >>= 7) {
        length += static_cast<char>((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    }
    return "\xfa\x01" + length + QByteArray(size_bytes, 'x');
}

std::string code_of(const grpc::Status& status) {
    v1::ErrorDetail detail;
    return detail.ParseFromString(status.error_details()) ? detail.code() : std::string();
}

} // namespace

class KeydRefusalsTest : public QObject {
    Q_OBJECT

  private slots:
    void what_is_no_call_of_ours_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("code");
        const QByteArray issue("/keyline.v1.KeyService/Issue");
        QTest::newRow("unknown call") << QByteArray("/keyline.v1.KeyService/Export") << QByteArray()
                                      << QByteArray("call.unknown");
        QTest::newRow("unknown service") << QByteArray("/evil\n/Export") << QByteArray() << QByteArray("call.unknown");
        QTest::newRow("malformed") << issue << QByteArray("\xff\xff\xff\xff", 4) << QByteArray("call.malformed");
        QTest::newRow("malformed, with no request")
            << QByteArray("/keyline.v1.KeyService/Attend") << QByteArray("\x0a\xff", 2) << QByteArray("call.malformed");
        QTest::newRow("oversized") << issue << oversized(5'000'000) << QByteArray("call.too_large");
        QTest::newRow("well formed, but senseless") << issue << QByteArray() << QByteArray("value.malformed");
    }
    void what_is_no_call_of_ours() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, code);
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        const auto status =
            send(keyd.raw_channel(keyd.certificates.station("line1")), method.toStdString(), bytes.toStdString());
        QVERIFY(!status.ok());
        QCOMPARE(QByteArray::fromStdString(code_of(status)), code);
        QVERIFY(info(*keyd.raw(keyd.certificates.station("line2"))).ok());
        const QByteArray record = keyd.record();
        QVERIFY(record.contains("caller.refused"));
        QVERIFY(record.contains(code));
    }

    void what_grpc_itself_does_not_take_holds_nobody_up() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        const auto status = send(keyd.raw_channel(keyd.certificates.station("line1")), "/keyline.v1.KeyService/Issue",
                                 oversized(20'000'000).toStdString());
        QCOMPARE(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
        QVERIFY(info(*keyd.raw(keyd.certificates.station("line2"))).ok());
    }

    void a_flood_of_refusals_is_counted_not_written_out() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        const auto channel = keyd.raw_channel(keyd.certificates.station("line1"));
        constexpr int calls = 2'000;
        for (int i = 0; i < calls; ++i) {
            QCOMPARE(code_of(send(channel, "/keyline.v1.KeyService/Export" + std::to_string(i % 500), {})),
                     std::string("call.unknown"));
        }
        const QByteArray record = keyd.record();
        const auto written = record.count("caller.refused");
        QVERIFY2(written > 0 && written < calls / 4, qPrintable(QString::number(written)));
        QVERIFY(record.contains("many different ones"));
    }

    void a_station_that_asks_too_fast_is_told_to_wait_and_the_others_are_not() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        const auto stub = keyd.raw(keyd.certificates.station("line1"));
        // More at once than may be in work, as often as it takes: how fast the machine is does not matter.
        struct Asked {
            grpc::ClientContext context;
            v1::OrdersRequest request;
            v1::OrdersAnswer answer;
            std::promise<grpc::Status> ended;
        };
        bool told = false;
        for (int round = 0; round < 100 && !told; ++round) {
            std::vector<std::unique_ptr<Asked>> calls;
            for (int call = 0; call < 200; ++call) {
                Asked& asked = *calls.emplace_back(std::make_unique<Asked>());
                stub->async()->Orders(&asked.context, &asked.request, &asked.answer,
                                      [&asked](const grpc::Status& status) { asked.ended.set_value(status); });
            }
            for (auto& asked : calls) {
                told = code_of(asked->ended.get_future().get()) == "key_service.busy" || told;
            }
        }
        QVERIFY(told);
        QVERIFY(info(*keyd.raw(keyd.certificates.station("line2"))).ok());
        QVERIFY(keyd.record().contains("of a station"));
    }

    void whoever_does_not_speak_tls_holds_nobody_up() {
        TlsKeyd keyd;
        QVERIFY(keyd.made && keyd.start());
        std::vector<std::unique_ptr<QTcpSocket>> strangers;
        for (int i = 0; i < 50; ++i) {
            strangers.push_back(std::make_unique<QTcpSocket>());
            strangers.back()->connectToHost(QHostAddress::LocalHost, keyd.port);
            QVERIFY(strangers.back()->waitForConnected(10'000));
            strangers.back()->write(i % 2 == 0 ? "GET / HTTP/1.1\r\n\r\n" : "");
            strangers.back()->flush();
        }
        QVERIFY(info(*keyd.raw(keyd.certificates.station("line1"))).ok());
    }
};

QTEST_GUILESS_MAIN(KeydRefusalsTest)
#include "keyd_refusals_test.moc"
