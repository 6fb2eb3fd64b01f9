// The operator's screen as assistive technology has it: keyline-station in a window under Xvfb, read over the real
// accessibility bus (AT-SPI). Run in a D-Bus session of its own.
#include "tests/support/demo_station.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusMetaType>
#include <QDBusReply>

using namespace keyline::test;

struct Reference { // to an object of some program on the bus
    QString bus;
    QDBusObjectPath path;
};
Q_DECLARE_METATYPE(Reference)

QDBusArgument& operator<<(QDBusArgument& out, const Reference& reference) {
    out.beginStructure();
    out << reference.bus << reference.path;
    out.endStructure();
    return out;
}
const QDBusArgument& operator>>(const QDBusArgument& in, Reference& reference) {
    in.beginStructure();
    in >> reference.bus >> reference.path;
    in.endStructure();
    return in;
}

namespace {

constexpr int wait_ms_max = 30'000;
constexpr int depth_max = 24;
constexpr const char* accessible = "org.a11y.atspi.Accessible";

struct Heard {
    Reference reference;
    QString role;
    QString name;
};

} // namespace

class AccessibleTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void lanes_and_strip_are_heard();
    void kiosk_fills_the_screen();
    void pressed_without_hand_or_eye();
    void cleanupTestCase();

  private:
    QVariant call(const Reference& at, const char* interface, const char* method, const QVariantList& arguments = {}) {
        QDBusMessage message = QDBusMessage::createMethodCall(at.bus, at.path.path(), interface, method);
        message.setArguments(arguments);
        const QDBusMessage answer = bus_->call(message);
        return answer.type() == QDBusMessage::ReplyMessage ? answer.arguments().value(0) : QVariant();
    }
    QString name_of(const Reference& at) {
        return call(at, "org.freedesktop.DBus.Properties", "Get", {accessible, "Name"})
            .value<QDBusVariant>()
            .variant()
            .toString();
    }
    QList<Reference> children_of(const Reference& at) {
        return qdbus_cast<QList<Reference>>(call(at, accessible, "GetChildren"));
    }
    void hear(const Reference& at, int depth, QList<Heard>& heard) {
        heard << Heard{at, call(at, accessible, "GetRoleName").toString(), name_of(at)};
        for (const Reference& child : depth < depth_max ? children_of(at) : QList<Reference>()) {
            hear(child, depth + 1, heard);
        }
    }
    QRect on_screen(const Reference& at) {
        constexpr unsigned of_the_screen = 0;
        return qdbus_cast<QRect>(call(at, "org.a11y.atspi.Component", "GetExtents", {of_the_screen}));
    }
    // All that the program shows now.
    QList<Heard> hear_all() {
        QList<Heard> heard;
        for (const Reference& program :
             children_of({"org.a11y.atspi.Registry", QDBusObjectPath("/org/a11y/atspi/accessible/root")})) {
            if (name_of(program).contains("eyline")) {
                hear(program, 0, heard);
            }
        }
        return heard;
    }
    // What is to be seen, too.
    std::optional<Heard> find(const QString& role, const QString& name) {
        for (const Heard& one : hear_all()) {
            if (one.role == role && one.name.startsWith(name) && !on_screen(one.reference).isEmpty()) {
                return one;
            }
        }
        return std::nullopt;
    }

    std::unique_ptr<DemoStation> demo_;
    std::unique_ptr<QDBusConnection> bus_;
    QProcess screen_;
};

void AccessibleTest::initTestCase() {
    qDBusRegisterMetaType<Reference>();
    qDBusRegisterMetaType<QList<Reference>>();
    demo_ = std::make_unique<DemoStation>(2, QStringList{"--fast", "--keep"});
    QCOMPARE(demo_->init().exit_code, 0);
    demo_->create_order(5);
    QDBusInterface launcher("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus");
    const QDBusReply<QString> address = launcher.call("GetAddress");
    QVERIFY2(address.isValid(), qPrintable(address.error().message()));
    bus_ = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(address.value(), "accessibility"));
    QVERIFY(bus_->isConnected());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
    environment.insert("QT_QPA_PLATFORM", "xcb");
    screen_.setProcessEnvironment(environment);
    screen_.start(DemoStation::program("keyline-station"),
                  {"--station", demo_->station(), "--language", "en", "--kiosk"});
    QVERIFY(screen_.waitForStarted());
}

void AccessibleTest::lanes_and_strip_are_heard() {
    QTRY_VERIFY_WITH_TIMEOUT(find("push button", "Key service: Serves"), wait_ms_max);
    QTRY_VERIFY_WITH_TIMEOUT(find("push button", "Start"), wait_ms_max);
    QVERIFY(find("push button", "Lane 1, Not in use"));
    QVERIFY(find("push button", "Lane 2, Not in use"));
    QVERIFY(find("push button", "Audit log: Records"));
    for (const Heard& one : hear_all()) {
        QVERIFY2(one.role != "push button" || !one.name.isEmpty(), qPrintable(one.reference.path.path()));
    }
}

// xvfb-run's screen: tests/end_to_end/CMakeLists.txt.
void AccessibleTest::kiosk_fills_the_screen() {
    const auto window = find("frame", "Keyline station");
    QVERIFY(window);
    QCOMPARE(on_screen(window->reference), QRect(0, 0, KEYLINE_SCREEN_WIDTH, KEYLINE_SCREEN_HEIGHT));
}

// A whole order, as a switch or a voice gives it.
void AccessibleTest::pressed_without_hand_or_eye() {
    const auto start = find("push button", "Start");
    QVERIFY(start);
    const QVariant count =
        call(start->reference, "org.freedesktop.DBus.Properties", "Get", {"org.a11y.atspi.Action", "NActions"});
    QStringList actions;
    for (int action = 0; action < count.value<QDBusVariant>().variant().toInt(); ++action) {
        actions << call(start->reference, "org.a11y.atspi.Action", "GetName", {action}).toString();
    }
    const auto press = static_cast<int>(actions.indexOf("Press"));
    QVERIFY2(press >= 0, qPrintable(actions.join(' ')));
    QVERIFY(call(start->reference, "org.a11y.atspi.Action", "DoAction", {press}).toBool());
    QTRY_VERIFY_WITH_TIMEOUT(find("push button", "Lane 1, 0001-") && find("push button", "Lane 2, 0001-"), wait_ms_max);
    const auto passed = [this](const QString& lane) {
        const QList<Heard> heard = hear_all();
        return std::any_of(heard.begin(), heard.end(), [&lane](const Heard& one) {
            return one.name.startsWith(lane) && one.name.contains("PASS");
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(passed("Lane 1") && passed("Lane 2"), wait_ms_max);
}

void AccessibleTest::cleanupTestCase() {
    screen_.terminate();
    QVERIFY(screen_.waitForFinished());
    QCOMPARE(screen_.exitCode(), 0);
    demo_.reset();
}

QTEST_MAIN(AccessibleTest)
#include "accessible_test.moc"
