// What the contract of LockLink is tried with: real (simulated) locks of keyline-locksim, reached over every link and
// framing, and OpenSSL as the judge of what a lock proves.
#pragma once

#include "fixtures/mailbox_framing.h"
#include "fixtures/open_lock_link.h"
#include "fixtures/socket_link.h"
#include "fixtures/swd_probe.h"
#include "tests/support/usb_ports.h"
#include "tests/unit/fixtures/scripted_peer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest/QtTest>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace keyline::test {

using fixtures::LaneLink;

class SystemRandom final : public Random {
  public:
    Status fill(std::span<std::uint8_t> bytes) override {
        QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
        return {};
    }
};

// AES-256-CBC, IV of zeros, no padding: what the lock formats use everywhere.
inline Bytes encrypt(ByteView key, const Bytes& clear) {
    const ByteArray<16> zeros{};
    Bytes encrypted(clear.size());
    int size = 0;
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), nullptr, key.data(), zeros.data());
    EVP_CIPHER_CTX_set_padding(context, 0);
    EVP_EncryptUpdate(context, encrypted.data(), &size, clear.data(), static_cast<int>(clear.size()));
    EVP_CIPHER_CTX_free(context);
    return encrypted;
}

inline Bytes joined(std::initializer_list<ByteView> parts) {
    Bytes all;
    for (const ByteView part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

// What a key service and a product know of a unit.
struct Unit {
    static constexpr std::size_t key_bytes = 32;
    Bytes kg = Bytes(key_bytes, 0x4b);
    Bytes pek = Bytes(key_bytes, 0x5a);
    SerialNumber serial = *SerialNumber::parse("0001-0000000000a7");

    ProductionToken token() const {
        const Bytes wrapped = encrypt(kg, pek);
        const Bytes proof = encrypt(pek, joined({serial.bytes()}));
        return std::move(*ProductionToken::compose(serial, wrapped, proof));
    }
    bool proves(const Challenge& challenge, const SubstitutionTable& table, const LockAnswer& answer) const {
        const Bytes response =
            joined({serial.bytes(), encrypt(pek, joined({serial.bytes(), challenge.duid, challenge.app_token}))});
        const Bytes key =
            joined({as_bytes("KLTABLE1"), challenge.table_nonce, serial.bytes(), answer.identity.uid.bytes()});
        ByteArray<table_tag_size_bytes> tag{};
        HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), table.bytes().data(), table.size(), tag.data(),
             nullptr);
        return equal(answer.proof.capture_response, response) && equal(answer.proof.table_tag, tag);
    }
};

inline Challenge draw(Random& random) {
    Challenge challenge;
    (void)random.fill(challenge.duid);
    (void)random.fill(challenge.app_token);
    (void)random.fill(challenge.table_nonce);
    return challenge;
}

inline SubstitutionTable make_table(std::size_t size_bytes) {
    auto bytes = SecretBytes::create(size_bytes);
    for (std::size_t i = 0; i < size_bytes; ++i) {
        bytes->writable()[i] = static_cast<std::uint8_t>(i * 31 + i / 251); // with zeros in it
    }
    return std::move(*SubstitutionTable::create(std::move(*bytes)));
}

// Says why not.
template <class T>
bool succeeded(const Result<T>& result) {
    if (!result) {
        std::string text(text_of(result.error().code));
        for (const auto& [name, value] : result.error().args) {
            text.append(" ").append(name).append("=").append(value);
        }
        qWarning("%s: %s", text.c_str(), result.error().cause.c_str());
    }
    return result.has_value();
}

// The links and framings under test, one row each. `--fast`: no pacing.
struct LockAdapter {
    LaneLink::Kind kind = LaneLink::Kind::serial;
    LaneLink::LineCode code = LaneLink::LineCode::cobs;
    QStringList options{};
    std::size_t table_bytes = 4'096;
};

inline void every_link_and_framing() {
    using Kind = LaneLink::Kind;
    constexpr auto cobs = LaneLink::LineCode::cobs;
    constexpr auto console = LaneLink::LineCode::smp_console;
    QTest::addColumn<LockAdapter>("adapter");
    const auto row = [](const char* name, const LockAdapter& adapter) { QTest::newRow(name) << adapter; };
    row("serial, cobs", {Kind::serial, cobs, {"--fast"}});
    row("serial, smp-console", {Kind::serial, console, {"--fast"}});
    row("serial-usb, cobs", {Kind::serial_usb, cobs, {"--fast"}});
    row("serial-usb, smp-console", {Kind::serial_usb, console, {"--fast"}});
    row("tcp, cobs", {Kind::tcp, cobs, {"--fast"}});
    row("tcp, smp-console", {Kind::tcp, console, {"--fast"}});
    row("unix, cobs", {Kind::unix_socket, cobs, {"--fast"}});
    row("unix, smp-console", {Kind::unix_socket, console, {"--fast"}});
    row("swd, mailbox", {Kind::swd, cobs, {}});
}

// A lane with a lock in it.
class LockSimulator {
  public:
    static constexpr int start_ms_max = 10'000;

    // `more`: options that both programs have; `of_lines`: of the one for lines only.
    LockSimulator(const Unit& unit, const LockAdapter& adapter, const QStringList& more = {},
                  const QStringList& of_lines = {})
        : adapter_(adapter), ports_(directory_.filePath("usb")) {
        QFile kg(directory_.filePath("kg.hex"));
        if (!kg.open(QIODevice::WriteOnly) || kg.write(to_hex(unit.kg).c_str()) != 2 * Unit::key_bytes) {
            qFatal("kg.hex");
        }
        kg.close();
        QStringList options{"--dir",       directory_.path(), "--kg-file",
                            kg.fileName(), "--table-size",    QString::number(adapter.table_bytes)};
        options << adapter.options << more;
        if (!is_probe()) {
            options << "--framing" << (adapter.code == LaneLink::LineCode::cobs ? "cobs" : "smp-console") << of_lines
                    << (adapter.kind == LaneLink::Kind::tcp ? QStringList{"--tcp", "0"} : QStringList{"--unix"});
        }
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start(is_probe() ? KEYLINE_PROGRAMS_DIR "/keyline-probesim" : KEYLINE_PROGRAMS_DIR "/keyline-locksim",
                       options);
        if (!process_.waitForReadyRead(start_ms_max)) {
            qFatal("the simulator does not start");
        }
        if (is_probe()) {
            prepare_probe();
        }
        const auto ready = QJsonDocument::fromJson(process_.readLine()).object();
        tcp_ = ready["lanes"][0]["tcp"].toString().toStdString();
        if (adapter.kind == LaneLink::Kind::serial_usb) {
            qputenv("KEYLINE_USB_PORTS", ports_.directory().toUtf8());
            ports_.plug(port_, usb_serial, directory_.filePath("lane-1"));
        }
    }
    ~LockSimulator() { kill(); }
    LockSimulator(const LockSimulator&) = delete;
    LockSimulator& operator=(const LockSimulator&) = delete;

    bool is_probe() const { return adapter_.kind == LaneLink::Kind::swd; }
    LaneLink lane() const {
        if (is_probe()) {
            return {LaneLink::Kind::swd, "1"};
        }
        const std::string terminal = directory_.filePath("lane-1").toStdString();
        LaneLink lane{adapter_.kind, terminal, 921'600, adapter_.code};
        if (adapter_.kind == LaneLink::Kind::serial_usb) {
            lane.path = usb_serial;
        } else if (adapter_.kind == LaneLink::Kind::tcp) {
            lane.path = tcp_;
        } else if (adapter_.kind == LaneLink::Kind::unix_socket) {
            lane.path = terminal + ".sock";
        }
        return lane;
    }
    std::unique_ptr<LockLink> open(Clock& clock, Random& random) const {
        auto link = fixtures::open_lock_link(lane(), is_probe() ? &swd_ : nullptr, clock, random);
        if (!succeeded(link)) {
            qFatal("no link");
        }
        return std::move(*link);
    }
    // The messages alone. Over SWD the probe stays open as long as this object, or the next one, is there.
    Result<std::unique_ptr<fixtures::Framing>> open_framing(Clock& clock) {
        if (!is_probe()) {
            return fixtures::open_framing(lane(), clock);
        }
        probe_.reset();
        auto probe = fixtures::SwdProbe::open("1", swd_, clock);
        if (!probe) {
            return probe.failure();
        }
        probe_ = std::move(*probe);
        return fixtures::MailboxFraming::create(*probe_, swd_.mailbox, clock);
    }
    void close_framing() { probe_.reset(); }
    void kill() {
        process_.kill();
        process_.waitForFinished();
    }
    // One command of its control socket, and the answer.
    std::string command(const std::string& line, Clock& clock) const {
        auto control = fixtures::SocketLink::open(directory_.filePath("control.sock").toStdString(), clock);
        const auto deadline = clock.monotonic() + std::chrono::milliseconds(start_ms_max);
        if (!control || !(*control)->write(as_bytes(line + "\n"), deadline)) {
            return {};
        }
        std::string answer;
        while (!answer.ends_with('\n')) {
            ByteArray<256> buffer{};
            const auto count = (*control)->read(buffer, deadline);
            if (!count || *count == 0) {
                return {};
            }
            answer += as_text(ByteView(buffer).first(*count));
        }
        answer.pop_back();
        return answer;
    }
    // A USB adapter goes to another socket of the machine.
    void replug() {
        if (adapter_.kind == LaneLink::Kind::serial_usb) {
            ports_.unplug(port_);
            port_ = port_ == "ttyUSB3" ? "ttyUSB1" : "ttyUSB3";
            ports_.plug(port_, usb_serial, directory_.filePath("lane-1"));
        }
    }

  private:
    static constexpr const char* usb_serial = "A10000AA";

    void prepare_probe() {
        QFile config(directory_.filePath("sim.cfg"));
        const QString text =
            "adapter driver buspirate\nbuspirate port \"" + directory_.path() + "/probe-$KEYLINE_PROBE\"\n";
        if (!config.open(QIODevice::WriteOnly) || config.write(text.toUtf8()) < 0) {
            qFatal("sim.cfg");
        }
        swd_.interface = config.fileName().toStdString();
        swd_.target = KEYLINE_SOURCE_DIR "/packaging/openocd/mem-ap.cfg";
        swd_.mailbox = 0x2000'0000;
        swd_.uid_register = 0x1fff'7590;
        swd_.uid_bytes = 12;
    }

    LockAdapter adapter_;
    fixtures::SwdProfile swd_;
    QTemporaryDir directory_;
    UsbPorts ports_;
    QString port_ = "ttyUSB3";
    QProcess process_;
    std::unique_ptr<fixtures::SwdProbe> probe_;
    std::string tcp_;
};

} // namespace keyline::test

Q_DECLARE_METATYPE(keyline::test::LockAdapter)
