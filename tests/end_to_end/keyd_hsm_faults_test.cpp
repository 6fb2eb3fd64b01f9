// An HSM that goes, hangs, slows down, and comes back as another device would: the real keyd behind a module that does
// so on demand (tests/support/moody_pkcs11.c), started again by whoever supervises it, as systemd does. Clear errors,
// no token with a wrong key, and service again without a person.
#include "tests/support/keyd_directory.h"

#include <QElapsedTimer>
#include <atomic>
#include <map>
#include <set>
#include <thread>

using namespace keyline;
using namespace keyline::test;

namespace {

constexpr int patience_ms = 120'000; // the deadline of each test, not what is promised

class MoodyKeyd {
  public:
    bool start() {
        if (!directory_.init()) {
            return false;
        }
        directory_.stop();
        module_ = directory_.file("moody.so");
        if (!QFile::copy(QStringLiteral(KEYLINE_MOODY_PKCS11_LIBRARY), module_)) {
            return false;
        }
        QByteArray config = read_file(directory_.config());
        const auto begin = config.indexOf("module = ");
        config.replace(begin, config.indexOf('\n', begin) - begin, "module = \"" + module_.toUtf8() + '"');
        write_file(directory_.config(), config);
        QObject::connect(&process_, &QProcess::finished, &process_, [this](int code) {
            exit_codes.push_back(code);
            if (!ending_) {
                run();
            }
        });
        run();
        return true;
    }
    ~MoodyKeyd() {
        ending_ = true;
        process_.terminate();
        process_.waitForFinished(20'000);
    }
    void set_mood(const char* mood) const { write_file(module_ + ".mood", mood); }

    // What a station is told, until there is a token. A client of its own, as each command of the station has.
    Result<Issued> issue(std::uint8_t unit) const {
        KeyServiceSetup setup = directory_.setup;
        setup.mode = KeyServiceSetup::Mode::external;
        auto service = connect_key_service(setup);
        if (!service) {
            return service.failure();
        }
        if (!order) {
            auto made = (*service)->create_order(new_order());
            if (!made) {
                return made.failure();
            }
            order = *made;
        }
        return (*service)->issue(request_for(*order, unit));
    }

    std::vector<int> exit_codes;
    mutable std::optional<WorkOrder> order;

  private:
    void run() {
        process_.setProcessChannelMode(QProcess::ForwardedChannels);
        process_.start(keyd_program(), directory_.serve_arguments());
    }

    KeydDirectory directory_;
    QString module_;
    QProcess process_;
    bool ending_ = false;
};

// The token opens with the Kg that locks have, and its PEK has encrypted its serial number.
bool holds(const ProductionToken& token) {
    const auto lock = development_lock();
    const Bytes pek = cbc_decrypt(lock.chip->kg, token.wrapped_pek());
    return equal(cbc_encrypt(pek, token.serial().bytes()), token.pek_of_serial());
}

template <class Answer>
Answer in_the_background(std::function<Answer()> work) {
    std::optional<Answer> answer;
    std::unique_ptr<QThread> thread(QThread::create([&] { answer.emplace(work()); }));
    thread->start();
    if (!QTest::qWaitFor([&] { return thread->isFinished(); }, patience_ms)) {
        qFatal("no answer");
    }
    thread->wait();
    return std::move(*answer);
}

bool is_clear(ErrorCode code) {
    return kind_of(code) == ErrorKind::key_service;
}

} // namespace

class KeydHsmFaultsTest : public QObject {
    Q_OBJECT

  private:
    static Result<Issued> issue(const MoodyKeyd& keyd, std::uint8_t unit) {
        return in_the_background<Result<Issued>>([&] { return keyd.issue(unit); });
    }
    // Until it works; every refusal on the way has to be a clear one.
    static void issued_in_the_end(const MoodyKeyd& keyd, std::uint8_t unit) {
        QElapsedTimer since;
        since.start();
        std::optional<Issued> issued;
        std::set<std::string> told;
        while (!issued && since.elapsed() < patience_ms) {
            auto answer = issue(keyd, unit);
            if (answer) {
                issued = std::move(*answer);
            } else {
                QVERIFY2(is_clear(answer.error().code), std::string(text_of(answer.error().code)).c_str());
                told.insert(std::string(text_of(answer.error().code)));
            }
        }
        QVERIFY(issued && holds(issued->token));
        std::string codes;
        for (const std::string& code : told) {
            codes += " " + code;
        }
        qInfo("served again after %.1f s;%s", static_cast<double>(since.elapsed()) / 1e3, codes.c_str());
    }

  private slots:
    void gone_and_back_with_other_handles() {
        MoodyKeyd keyd;
        QVERIFY(keyd.start());
        issued_in_the_end(keyd, 1);
        keyd.set_mood("gone");
        const auto refused = issue(keyd, 2);
        QVERIFY(!refused && is_clear(refused.error().code));
        keyd.set_mood("well"); // the sessions are lost, the handles are others
        issued_in_the_end(keyd, 2);
        issued_in_the_end(keyd, 3);
    }

    void gone_for_so_long_that_keyd_ends() {
        MoodyKeyd keyd;
        QVERIFY(keyd.start());
        issued_in_the_end(keyd, 1);
        keyd.set_mood("gone");
        QVERIFY(QTest::qWaitFor([&] { return !keyd.exit_codes.empty(); }, patience_ms));
        QCOMPARE(keyd.exit_codes.front(), 5);
        keyd.set_mood("well");
        issued_in_the_end(keyd, 2);
    }

    void hung() {
        MoodyKeyd keyd;
        QVERIFY(keyd.start());
        issued_in_the_end(keyd, 1);
        keyd.set_mood("hung");
        const auto refused = issue(keyd, 2);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::key_service_unavailable);
        QVERIFY(QTest::qWaitFor([&] { return !keyd.exit_codes.empty(); }, patience_ms));
        QCOMPARE(keyd.exit_codes.front(), 5);
        keyd.set_mood("well");
        issued_in_the_end(keyd, 2);
    }

    void slow_for_many_at_once() {
        MoodyKeyd keyd;
        QVERIFY(keyd.start());
        issued_in_the_end(keyd, 1);
        keyd.set_mood("slow");
        constexpr std::uint8_t callers = 16;
        std::vector<std::thread> threads;
        std::mutex mutex;
        std::map<std::string, int> told;
        std::atomic<bool> wrong = false;
        for (std::uint8_t caller = 0; caller < callers; ++caller) {
            threads.emplace_back([&, caller] {
                const auto issued = keyd.issue(static_cast<std::uint8_t>(2 + caller));
                wrong = wrong || (issued ? !holds(issued->token) : !is_clear(issued.error().code));
                const std::lock_guard lock(mutex);
                ++told[issued ? "issued" : std::string(text_of(issued.error().code))];
            });
        }
        for (auto& thread : threads) {
            thread.join();
        }
        for (const auto& [code, times] : told) {
            qInfo("%s: %d", code.c_str(), times);
        }
        QVERIFY(!wrong);
        QVERIFY(told["issued"] > 0);
        keyd.set_mood("well");
        for (std::uint8_t caller = 0; caller < callers; ++caller) {
            issued_in_the_end(keyd, static_cast<std::uint8_t>(2 + caller));
        }
    }
};

QTEST_GUILESS_MAIN(KeydHsmFaultsTest)
#include "keyd_hsm_faults_test.moc"
