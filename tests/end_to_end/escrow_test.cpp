// The real keyline-keyd with an escrow copy: nothing is issued without it; a registry that was put back from a backup
// issues nothing until it is reconciled, serves all else, and then never gives a number twice.
#include "tests/support/keyd_directory.h"

#include <QTest>
#include <set>

using namespace keyline;
using namespace keyline::app;
using namespace keyline::test;

namespace {
struct Said {
    int exit_code = -1;
    QByteArray output;
};

Bytes bytes_of(const Issued& issued) {
    return {issued.token.bytes().begin(), issued.token.bytes().end()};
}
} // namespace

class EscrowTest : public QObject {
    Q_OBJECT
  private:
    std::unique_ptr<KeydDirectory> keyd_;

    std::unique_ptr<KeyService> connect() const {
        auto service = connect_key_service(keyd_->setup);
        return service ? std::move(*service) : nullptr;
    }
    Said reconcile(const QStringList& more) const {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(keyd_program(), QStringList{"reconcile", "--config", keyd_->config()} + more);
        if (!process.waitForFinished(60'000)) {
            return {};
        }
        return {process.exitCode(), process.readAll()};
    }
    void put_back(const char* aside) const {
        QVERIFY(QFile::remove(keyd_->file("keyd.db")));
        QVERIFY(QFile::copy(keyd_->file(aside), keyd_->file("keyd.db")));
    }

  private slots:
    void init() {
        keyd_ = std::make_unique<KeydDirectory>();
        QVERIFY(keyd_->init());
        keyd_->stop();
        keyd_->replace_in_config("\n[check_values]", "\n[escrow]\ncopy = \"second/escrow.log\"\n\n[check_values]");
        QVERIFY(QDir().mkpath(keyd_->file("second")));
    }
    void cleanup() { keyd_.reset(); }

    void without_its_copy_nothing_is_issued_and_all_else_is_served() {
        const auto service = connect();
        QVERIFY(service && service->info());
        const auto order = service->create_order(new_order());
        QVERIFY(order);
        const auto refused = service->issue(request_for(*order));
        QCOMPARE(refused.error().code, ErrorCode::escrow_unavailable);
        QVERIFY(!QFile::exists(keyd_->file("second/escrow.log")));
        QVERIFY(!*service->find_claim(request_for(*order).claim));
        QVERIFY(keyd_->log().contains("The escrow copy cannot be used"));
    }

    void a_registry_put_back_from_a_backup() {
        const Said made = reconcile({"--new-copy"});
        QVERIFY2(made.exit_code == 0, made.output.constData());
        auto service = connect();
        const auto order = service->create_order(new_order());
        QVERIFY(order);
        std::map<ClaimId, Bytes> tokens;
        std::set<SerialNumber> serials;
        const auto issue = [&](std::uint8_t unit) {
            const auto issued = service->issue(request_for(*order, unit));
            QVERIFY2(issued, issued ? "" : std::string(text_of(issued.error().code)).c_str());
            QVERIFY(serials.insert(issued->claim.serial).second);
            tokens.emplace(issued->claim.id, bytes_of(*issued));
        };
        issue(1);
        service.reset();
        keyd_->stop();
        QVERIFY(QFile::copy(keyd_->file("keyd.db"), keyd_->file("aside.db")));
        service = connect();
        for (const std::uint8_t unit : {2, 3, 4}) {
            issue(unit);
        }
        service.reset();
        keyd_->stop();
        put_back("aside.db");

        service = connect();
        QVERIFY(service);
        QCOMPARE(service->issue(request_for(*order, 9)).error().code, ErrorCode::registry_not_reconciled);
        QCOMPARE(service->issue(request_for(*order, 1)).error().code, ErrorCode::registry_not_reconciled);
        QVERIFY(service->info());
        QCOMPARE(service->order(order->id)->counts.issued, std::uint64_t{1});
        QVERIFY(*service->find_claim(request_for(*order, 1).claim));
        service.reset();
        keyd_->stop();

        const Said done = reconcile({"--reason", "the disk was replaced"});
        QVERIFY2(done.exit_code == 0, done.output.constData());
        QCOMPARE(done.output.count("brought back  0001-"), 3);
        QVERIFY(done.output.contains("brought back  3"));

        service = connect();
        QCOMPARE(service->order(order->id)->counts.issued, std::uint64_t{4});
        for (const std::uint8_t unit : {1, 2, 3, 4}) { // the station asks again: its own number, the same token
            const auto again = service->issue(request_for(*order, unit));
            QVERIFY(again);
            QVERIFY(tokens.at(again->claim.id) == bytes_of(*again));
        }
        for (const std::uint8_t unit : {9, 10}) {
            issue(unit);
        }
        QCOMPARE(serials.size(), std::size_t{6});
        service.reset();
        keyd_->stop();
        QCOMPARE(run({"verify", "--config", keyd_->config()}).exit_code, 0); // keyd's own log tells who and why
        const QByteArray registry = read_file(keyd_->file("keyd.db"));
        QVERIFY(registry.contains("registry.reconciled") && registry.contains("the disk was replaced"));
    }

    void a_kill_leaves_registry_and_copy_level() {
        QCOMPARE(reconcile({"--new-copy"}).exit_code, 0);
        std::optional<WorkOrder> order;
        std::set<SerialNumber> serials;
        for (std::uint8_t round = 0; round < 5; ++round) {
            QProcess process;
            QVERIFY(keyd_->serve(process));
            auto setup = keyd_->setup;
            setup.mode = KeyServiceSetup::Mode::external;
            auto service = connect_key_service(setup);
            QVERIFY(service);
            if (!order) {
                order = *(*service)->create_order(new_order());
            }
            for (std::uint8_t unit = 0; unit < 3; ++unit) {
                const auto issued = (*service)->issue(request_for(*order, static_cast<std::uint8_t>(3 * round + unit)));
                QVERIFY(issued);
                QVERIFY(serials.insert(issued->claim.serial).second);
            }
            process.kill();
            QVERIFY(process.waitForFinished(30'000));
        }
        const Said done = reconcile({});
        QVERIFY2(done.exit_code == 0, done.output.constData());
        QVERIFY(done.output.contains("in the copy   15") && done.output.contains("brought back  0"));
    }

    void a_copy_that_was_changed_is_refused() {
        QCOMPARE(reconcile({"--new-copy"}).exit_code, 0);
        auto service = connect();
        const auto order = service->create_order(new_order());
        QVERIFY(service->issue(request_for(*order, 1)));
        service.reset();
        keyd_->stop();
        QByteArray copy = read_file(keyd_->file("second/escrow.log"));
        const auto at = copy.lastIndexOf("\"escrow\":\"") + 12;
        copy[at] = copy[at] == '0' ? '1' : '0';
        write_file(keyd_->file("second/escrow.log"), copy);
        service = connect();
        QCOMPARE(service->issue(request_for(*order, 2)).error().code, ErrorCode::escrow_unsound);
        service.reset();
        keyd_->stop();
        QCOMPARE(reconcile({}).exit_code, 5);
        QVERIFY(QFile::rename(keyd_->file("second/escrow.log"), keyd_->file("second/escrow.changed")));
        QCOMPARE(reconcile({"--new-copy"}).exit_code, 0);
        service = connect();
        QVERIFY(service->issue(request_for(*order, 2)));
    }

    void production_demands_the_copy() {
        keyd_->replace_in_config("environment = \"development\"", "environment = \"production\"");
        keyd_->replace_in_config("[escrow]\ncopy = \"second/escrow.log\"\n", "");
        const Ended refused = run(keyd_->serve_arguments());
        QCOMPARE(refused.exit_code, 3);
        QVERIFY2(refused.error.contains("escrow.copy"), refused.error.constData());
    }
};

QTEST_GUILESS_MAIN(EscrowTest)
#include "escrow_test.moc"
