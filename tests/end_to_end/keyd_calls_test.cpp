// keyd under a client that does not keep to the protocol: the real program, its real socket, calls and bytes by hand.
// After each of them it serves, and its memory is bounded.
#include "app/system_ports.h"
#include "db/registry.h"
#include "hsm/service/connection.h"
#include "hsm/service/wire.h"
#include "tests/support/keyd_directory.h"

#include <QTest>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <latch>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace keyline;
using namespace keyline::app;
using namespace keyline::test;

namespace {

constexpr rlim_t memory_kib_max = 524'288; // what keyd allows itself; a sanitizer's takes what it wants
constexpr std::size_t flood_bytes = 16'000'000;
constexpr std::chrono::seconds call_s_max{30};

// A connection of its own for each.
std::unique_ptr<v1::KeyService::Stub> raw_stub(const std::string& address) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetMaxSendMessageSize(-1);
    return v1::KeyService::NewStub(grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
}

std::string error_code(const grpc::Status& status) {
    v1::ErrorDetail detail;
    return detail.ParseFromString(status.error_details()) ? detail.code() : std::string();
}

template <class Method, class Request, class Answer>
grpc::Status call(v1::KeyService::Stub& stub, Method method, const Request& request, Answer& answer) {
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    context.set_deadline(std::chrono::system_clock::now() + call_s_max);
    return (stub.*method)(&context, request, &answer);
}

// Bytes by hand.
class RawSocket {
  public:
    explicit RawSocket(const std::string& path) : fd_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof(address.sun_path) - 1);
        if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
            qFatal("keyd does not listen");
        }
        const timeval patience{10, 0};
        setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    }
    ~RawSocket() { close(fd_); }
    RawSocket(const RawSocket&) = delete;
    RawSocket& operator=(const RawSocket&) = delete;

    // False: keyd has hung up, or takes nothing any more.
    bool send(const std::string& bytes) const {
        drain();
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            const ssize_t part = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (part <= 0) {
                return false;
            }
            sent += static_cast<std::size_t>(part);
        }
        return true;
    }

  private:
    void drain() const {
        std::array<char, 65'536> answers{};
        while (recv(fd_, answers.data(), answers.size(), MSG_DONTWAIT) > 0) {
        }
    }
    int fd_;
};

// HTTP/2, RFC 9113.
enum FrameType : std::uint8_t { data = 0, headers = 1, rst_stream = 3, settings = 4, ping = 6, continuation = 9 };
constexpr std::uint8_t end_stream = 1;
constexpr std::uint8_t end_headers = 4;
const std::string preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

std::string frame(FrameType type, std::uint8_t flags, std::uint32_t stream, const std::string& payload) {
    std::string bytes;
    for (const unsigned shift : {16U, 8U, 0U}) {
        bytes += static_cast<char>(payload.size() >> shift);
    }
    bytes += static_cast<char>(type);
    bytes += static_cast<char>(flags);
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes += static_cast<char>(stream >> shift);
    }
    return bytes + payload;
}

std::string literal(const std::string& name, const std::string& value) { // HPACK, never indexed, no Huffman
    return std::string("\x10", 1) + static_cast<char>(name.size()) + name + static_cast<char>(value.size()) + value;
}

std::string attend_headers() {
    return literal(":method", "POST") + literal(":scheme", "http") + literal(":path", "/keyline.v1.KeyService/Attend") +
           literal(":authority", "localhost") + literal("content-type", "application/grpc") + literal("te", "trailers");
}

std::string greeting() {
    return preface + frame(settings, 0, 0, {});
}

} // namespace

class KeydCallsTest : public QObject {
    Q_OBJECT

    KeydDirectory directory_;
    std::unique_ptr<KeyService> attending_; // keyd does not end in between

    std::string socket_path() const { return directory_.setup.addresses.front().substr(5); }
    std::unique_ptr<v1::KeyService::Stub> stub() const { return raw_stub(directory_.setup.addresses.front()); }
    // The same one, or the next one where a flood has brought it to its limit of memory.
    void verify_it_serves() {
        auto service = connect_key_service(directory_.setup);
        QVERIFY2(service, service ? "" : service.error().cause.c_str());
        QVERIFY((*service)->orders());
        const pid_t pid = read_file(directory_.file("keyd.lock")).trimmed().toInt();
        rlimit memory{};
        QCOMPARE(prlimit(pid, RLIMIT_DATA, nullptr, &memory), 0);
        QVERIFY(memory.rlim_cur <= memory_kib_max * 1024);
        qInfo("keyd's memory at its highest: %lld KiB", peak_memory_kib(pid));
        QVERIFY(peak_memory_kib(pid) > 0);
    }
    int keyds_started() const { return directory_.log().count(": ready, "); }
    void flood(const std::string& first, const std::function<std::string(std::uint32_t)>& next);

  private slots:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void out_of_order();
    void a_challenge_answered_twice_or_for_another_unit();
    void malformed_and_oversized();
    void another_stations_claim();
    void garbage_on_the_socket_data();
    void garbage_on_the_socket();
    void a_thousand_at_once();
    void more_clients_than_are_counted();
    void endless_calls_that_are_given_up();
    void endless_streams_on_one_connection();
    void endless_pings();
    void a_header_that_never_ends();
};

void KeydCallsTest::initTestCase() {
    QVERIFY(directory_.init());
    auto service = connect_key_service(directory_.setup);
    QVERIFY(service);
    attending_ = std::move(*service);
}

void KeydCallsTest::cleanup() {
    verify_it_serves();
}

void KeydCallsTest::cleanupTestCase() {
    attending_.reset();
}

void KeydCallsTest::out_of_order() {
    auto service = connect_key_service(directory_.setup);
    QVERIFY(service);
    const ClaimId unknown = *ClaimId::parse("ffffffffffffffffffffffffffffffff");
    QCOMPARE((*service)->challenge(unknown, ProofStage::written).error().code, ErrorCode::claim_unknown);
    QCOMPARE((*service)->prove(unknown, {}, {}).error().code, ErrorCode::challenge_unknown);
    QCOMPARE((*service)->report(unknown, ClaimState::passed, "ok").error().code, ErrorCode::claim_unknown);
    QCOMPARE((*service)->table(*OrderId::parse("WO-9999")).error().code, ErrorCode::order_unknown);

    auto order = (*service)->create_order(new_order(100));
    QVERIFY(order);
    const IssueRequest request = request_for(*order, 1);
    QVERIFY((*service)->issue(request));
    // A proof before its challenge; a pass before its proofs; the last stage before the first.
    QCOMPARE((*service)->prove(request.claim, {}, {}).error().code, ErrorCode::challenge_unknown);
    QCOMPARE((*service)->report(request.claim, ClaimState::passed, "ok").error().code, ErrorCode::claim_not_proved);
    const auto closed_first = (*service)->challenge(request.claim, ProofStage::closed);
    if (closed_first) { // it may be drawn; alone it passes nothing
        QVERIFY(!(*service)->prove(request.claim, closed_first->id, {}));
        QCOMPARE((*service)->report(request.claim, ClaimState::passed, "ok").error().code, ErrorCode::claim_not_proved);
    }
    IssueRequest other_unit = request;
    other_unit.uid = *ChipUid::parse("ffeeddccbbaa9988");
    QCOMPARE((*service)->issue(other_unit).error().code, ErrorCode::claim_mismatch);
    QVERIFY((*service)->report(request.claim, ClaimState::failed, "lock.silent"));
    QCOMPARE((*service)->challenge(request.claim, ProofStage::written).error().code, ErrorCode::claim_ended);
}

void KeydCallsTest::a_challenge_answered_twice_or_for_another_unit() {
    auto service = connect_key_service(directory_.setup);
    QVERIFY(service);
    auto order = (*service)->create_order(new_order(200));
    QVERIFY(order);
    SoftwareLock locks[] = {development_lock(), development_lock()};
    ClaimId claims[] = {request_for(*order, 2).claim, request_for(*order, 3).claim};
    for (int i = 0; i < 2; ++i) {
        const IssueRequest request = request_for(*order, static_cast<std::uint8_t>(2 + i));
        locks[i].chip->uid = request.uid;
        auto issued = (*service)->issue(request);
        auto table = (*service)->table(order->id);
        QVERIFY(issued && table && locks[i].program(&issued->token, *table, [](std::size_t, std::size_t) {}));
    }
    auto first = (*service)->challenge(claims[0], ProofStage::written);
    auto second = (*service)->challenge(claims[1], ProofStage::written);
    QVERIFY(first && second);
    auto answer = locks[0].answer(*first);
    QVERIFY(answer);
    // Under another unit's claim, then another unit's challenge with this unit's answer.
    QCOMPARE((*service)->prove(claims[1], first->id, answer->proof).error().code, ErrorCode::challenge_unknown);
    QCOMPARE((*service)->prove(claims[1], second->id, answer->proof).error().code, ErrorCode::proof_wrong);
    QCOMPARE((*service)->prove(claims[1], second->id, locks[1].answer(*second)->proof).error().code,
             ErrorCode::challenge_unknown); // a wrong answer uses it up
    QVERIFY((*service)->prove(claims[0], first->id, answer->proof));
    QCOMPARE((*service)->prove(claims[0], first->id, answer->proof).error().code, ErrorCode::challenge_unknown);
}

void KeydCallsTest::malformed_and_oversized() {
    auto raw = stub();
    v1::IssueRequest issue;
    v1::IssueAnswer issued;
    issue.set_claim(std::string(15, 'x'));
    const grpc::Status malformed = call(*raw, &v1::KeyService::Stub::Issue, issue, issued);
    QCOMPARE(malformed.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    QCOMPARE(error_code(malformed), std::string("value.malformed"));

    const auto log_size = directory_.log().size();
    v1::OrderRequest no_text;
    no_text.set_id(std::string("\xff\xfe"));
    v1::OrderAnswer none;
    QVERIFY(!call(*raw, &v1::KeyService::Stub::Order, no_text, none).ok());
    QCOMPARE(directory_.log().size(), log_size); // a caller does not fill it

    v1::ArchiveRequest archive;
    v1::ArchiveAnswer archived;
    archive.add_entries(std::string(hsm::message_size_bytes_max, 'x'));
    const grpc::Status oversized = call(*raw, &v1::KeyService::Stub::Archive, archive, archived);
    QCOMPARE(oversized.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);

    grpc::ClientContext context;
    context.AddMetadata("x", std::string(64'000, 'x'));
    v1::InfoAnswer answer;
    QVERIFY(!raw->Info(&context, {}, &answer).ok());
}

void KeydCallsTest::another_stations_claim() {
    // Made in the registry by hand: the socket has one station.
    auto service = connect_key_service(directory_.setup);
    QVERIFY(service);
    auto order = (*service)->create_order(new_order(300));
    QVERIFY(order);
    const IssueRequest request = request_for(*order, 9);
    SystemClock clock;
    auto registry =
        db::SqlRegistry::open({directory_.file("keyd.db").toStdString(), *Name::parse("development"), clock});
    QVERIFY(registry);
    auto transaction = (*registry)->begin();
    QVERIFY(transaction);
    ClaimRecord record{
        {request.claim, order->id, *StationId::parse("line2"), order->first, request.uid}, {}, order->kg, order->kg};
    QVERIFY((*transaction)->insert_claim(record));
    QVERIFY((*transaction)->commit());
    registry->reset();
    QCOMPARE((*service)->challenge(request.claim, ProofStage::written).error().code, ErrorCode::claim_other_station);
    QCOMPARE((*service)->report(request.claim, ClaimState::passed, "ok").error().code, ErrorCode::claim_other_station);
    QCOMPARE((*service)->find_claim(request.claim).error().code, ErrorCode::claim_other_station);
    QVERIFY(!(*service)->issue(request));
}

void KeydCallsTest::garbage_on_the_socket_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
    };
    row("nothing", "");
    row("text", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    row("zeros", std::string(100'000, '\0'));
    row("half a preface", preface.substr(0, 10));
    row("noise after the preface", greeting() + std::string(100'000, '\xa5'));
    row("largest frame", greeting() + std::string("\xff\xff\xff\x00\x00\x00\x00\x00\x01", 9));
    row("headers that are none", greeting() + frame(headers, end_headers, 1, std::string(1'000, '\xff')));
    row("data without a call", greeting() + frame(data, 0, 7, "x"));
    row("half a call", greeting() + frame(headers, end_headers, 1, attend_headers()));
    row("a message that never comes", greeting() + frame(headers, end_headers, 1, attend_headers()) +
                                          frame(data, 0, 1, std::string("\0\x7f\xff\xff\xff", 5)));
    row("compressed, by nothing known", greeting() + frame(headers, end_headers, 1, attend_headers()) +
                                            frame(data, end_stream, 1, std::string("\x01\0\0\0\x01x", 6)));
}

void KeydCallsTest::garbage_on_the_socket() {
    QFETCH(QByteArray, bytes);
    {
        const RawSocket socket(socket_path());
        (void)socket.send(bytes.toStdString()); // keyd may hang up
    }
    QCOMPARE(keyds_started(), 1);
}

void KeydCallsTest::a_thousand_at_once() {
    constexpr int callers = 1'000;
    std::vector<std::unique_ptr<v1::KeyService::Stub>> stubs;
    for (int i = 0; i < callers; ++i) {
        stubs.push_back(stub());
    }
    std::latch all_done(callers);
    std::atomic<int> served = 0;
    std::atomic<int> busy = 0;
    struct Call {
        grpc::ClientContext context;
        v1::OrdersRequest request;
        v1::OrdersAnswer answer;
    };
    std::vector<Call> calls(callers);
    for (std::size_t i = 0; i < callers; ++i) {
        calls[i].context.set_wait_for_ready(true);
        calls[i].context.set_deadline(std::chrono::system_clock::now() + call_s_max);
        stubs[i]->async()->Orders(&calls[i].context, &calls[i].request, &calls[i].answer,
                                  [&](const grpc::Status& status) {
                                      served += status.ok() ? 1 : 0;
                                      busy += error_code(status) == "key_service.busy" ? 1 : 0;
                                      all_done.count_down();
                                  });
    }
    all_done.wait(); // each has a deadline
    qInfo("%d served, %d busy", served.load(), busy.load());
    QCOMPARE(served + busy, callers);
    QVERIFY(served > 0);
    QCOMPARE(keyds_started(), 1);
}

void KeydCallsTest::more_clients_than_are_counted() {
    std::vector<std::unique_ptr<KeyService>> clients;
    std::optional<Error> refused;
    while (!refused && clients.size() < 1'000) {
        auto client = connect_key_service(directory_.setup);
        if (client) {
            clients.push_back(std::move(*client));
        } else {
            refused = client.error();
        }
    }
    QVERIFY(refused);
    QCOMPARE(refused->code, ErrorCode::key_service_busy);
    clients.clear();
    QTRY_VERIFY(connect_key_service(directory_.setup));
}

// Until so many bytes are sent, or keyd hangs up.
void KeydCallsTest::flood(const std::string& first, const std::function<std::string(std::uint32_t)>& next) {
    const RawSocket socket(socket_path());
    QVERIFY(socket.send(greeting() + first));
    std::size_t sent = 0;
    for (std::uint32_t i = 0; sent < flood_bytes; ++i) {
        const std::string bytes = next(i);
        sent += bytes.size();
        if (!socket.send(bytes)) {
            break;
        }
    }
    qInfo("%zu bytes were taken", sent);
}

// "Rapid reset": gRPC 1.51 takes them quicker than it forgets them. keyd goes no further than its limit of memory, and
// then ends; the next client starts it.
void KeydCallsTest::endless_calls_that_are_given_up() {
    flood({}, [](std::uint32_t i) {
        std::string bytes;
        for (std::uint32_t call = 0; call < 64; ++call) {
            const std::uint32_t stream = 2 * (64 * i + call) + 1;
            bytes += frame(headers, end_headers, stream, attend_headers()) + frame(rst_stream, 0, stream, {0, 0, 0, 8});
        }
        return bytes;
    });
}

void KeydCallsTest::endless_streams_on_one_connection() {
    flood({}, [](std::uint32_t i) {
        return frame(headers, end_headers, 2 * i + 1, attend_headers()) +
               frame(data, end_stream, 2 * i + 1, std::string(5, '\0'));
    });
}

void KeydCallsTest::endless_pings() {
    flood({}, [](std::uint32_t) { return frame(ping, 0, 0, std::string(8, 'p')); });
}

// gRPC 1.51 keeps what it has got of it: the same.
void KeydCallsTest::a_header_that_never_ends() {
    const std::string value_of_2_gib = std::string("\x10\x01x\x7f\x81\xff\xff\xff\x07", 9);
    flood(frame(headers, 0, 1, value_of_2_gib),
          [](std::uint32_t) { return frame(continuation, 0, 1, std::string(16'384, 'x')); });
}

QTEST_GUILESS_MAIN(KeydCallsTest)
#include "keyd_calls_test.moc"
