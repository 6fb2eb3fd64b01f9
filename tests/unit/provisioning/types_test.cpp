// Types and the vectors of the lock's formats, both directions.
#include "provisioning/production_token.h"
#include "provisioning/unit_event.h"
#include "tests/support/software_vault.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <fstream>
#include <optional>
#include <set>
#include <thread>

using namespace keyline;

class TypesTest : public QObject {
    Q_OBJECT

  private slots:
    void serial_number_data();
    void serial_number();
    void serial_number_text_and_order();
    void vectors_data();
    void vectors();
    void token_refuses_other_sizes_and_padding();
    void names();
    void every_error_code_has_its_own_text();
    void secret_memory_is_locked_and_wiped();
    void secret_memory_that_is_used_again_is_empty();
};

void TypesTest::serial_number_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code"); // -1: good
    const auto row = [](const char* name, const QString& text, int code) { QTest::newRow(name) << text << code; };
    const int malformed = static_cast<int>(ErrorCode::serial_malformed);
    row("short form", "0001-000000000001", -1);
    row("upper case", "00A5-0123456789AB", -1);
    row("32 digits", "000000000000000000a50123456789ab", -1);
    row("padding", "000000000000000100a50123456789ab", static_cast<int>(ErrorCode::serial_padding));
    row("empty", "", malformed);
    row("one short", "0001-00000000001", malformed);
    row("one long", "0001-0000000000011", malformed);
    row("not hex", "0001-00000000000g", malformed);
    row("no hyphen", "00010000000000001", malformed);
    row("blank in front", " 0001-000000000001", malformed);
    row("31 digits", "00000000000000000a50123456789ab", malformed);
    row("control characters", QString("0001-0000000\n\x1b[31m"), malformed);
}

void TypesTest::serial_number() {
    QFETCH(QString, text);
    QFETCH(int, code);
    const auto serial = SerialNumber::parse(text.toStdString());
    QCOMPARE(serial.has_value(), code < 0);
    if (!serial) {
        QCOMPARE(static_cast<int>(serial.error().code), code);
        for (const char shown : serial.error().arg("serial")) {
            QVERIFY(shown >= ' ' && shown <= '~');
        }
    }
}

void TypesTest::serial_number_text_and_order() {
    const auto first = *SerialNumber::parse("00A5-0123456789AB");
    QCOMPARE(first.text(), std::string("00a5-0123456789ab"));
    QCOMPARE(first.type().value(), std::uint16_t(0x00a5));
    QCOMPARE(first.device_id(), std::uint64_t(0x0123456789ab));
    QVERIFY(*SerialNumber::from_bytes(first.bytes()) == first);
    QVERIFY(first < *SerialNumber::from_parts(first.type(), first.device_id() + 1));
    QVERIFY(!SerialNumber::from_parts(first.type(), SerialNumber::device_id_max + 1));
}

void TypesTest::vectors_data() {
    QTest::addColumn<QJsonObject>("vector");
    QFile file(KEYLINE_SOURCE_DIR "/tests/vectors/production-token.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto all = QJsonDocument::fromJson(file.readAll()).array();
    QCOMPARE(all.size(), 3);
    for (const auto& vector : all) {
        QTest::newRow(qPrintable(vector.toObject()["serial_number"].toString())) << vector.toObject();
    }
}

void TypesTest::vectors() {
    QFETCH(QJsonObject, vector);
    const auto bytes = [&](const char* name) { return *from_hex(vector[name].toString().toStdString()); };
    const auto serial = *SerialNumber::from_bytes(bytes("serial_number"));
    const auto type = *DeviceType::parse(vector["device_type"].toString().toStdString());
    QVERIFY(serial.type() == type);
    QVERIFY(*SerialNumber::parse(type.text() + "-" + vector["device_id"].toString().toStdString()) == serial);
    QCOMPARE(test::check_value_of(bytes("kg")).text(), vector["kg_kcv"].toString().toStdString());

    // Made from its parts, with the cipher of the format page ...
    const Bytes kg = bytes("kg");
    const Bytes pek = bytes("pek");
    const auto made =
        *ProductionToken::compose(serial, test::cbc_encrypt(kg, pek), test::cbc_encrypt(pek, serial.bytes()));
    QCOMPARE(to_hex(made.bytes()), vector["token"].toString().toStdString());
    // ... and taken apart again, as the lock does.
    const auto parsed = *ProductionToken::parse(bytes("token"));
    QVERIFY(parsed.serial() == serial);
    QCOMPARE(to_hex(parsed.wrapped_pek()), vector["wrapped_pek"].toString().toStdString());
    QCOMPARE(to_hex(parsed.pek_of_serial()), vector["pek_of_sn"].toString().toStdString());
    QVERIFY(equal(test::cbc_decrypt(kg, parsed.wrapped_pek()), pek));
    QVERIFY(equal(test::cbc_decrypt(pek, parsed.pek_of_serial()), serial.bytes()));
}

void TypesTest::token_refuses_other_sizes_and_padding() {
    Bytes bytes(production_token_size_bytes);
    QVERIFY(ProductionToken::parse(bytes));
    QVERIFY(!ProductionToken::parse(ByteView(bytes).first(63)));
    bytes[0] = 1;
    QCOMPARE(ProductionToken::parse(bytes).error().code, ErrorCode::serial_padding);
}

void TypesTest::names() {
    QVERIFY(Name::parse("WO-0001"));
    for (const char* bad : {"", "-x", "../x", "a b", "a/b", "ä", ".hidden"}) {
        QVERIFY2(!Name::parse(bad), bad);
    }
    QVERIFY(!Name::parse(std::string(65, 'a')));
    QVERIFY(!ChipUid::parse("00112233445566"));
    QVERIFY(!ChipUid::parse(std::string(34, '0')));
    QVERIFY(!CheckValue::parse("0011"));
}

void TypesTest::every_error_code_has_its_own_text() {
    std::set<std::string_view> texts;
#define KEYLINE_CHECK(enumerator, text, kind)                                                                          \
    QVERIFY(texts.insert(text_of(ErrorCode::enumerator)).second);                                                      \
    QCOMPARE(parse_error_code(text), ErrorCode::enumerator);
    KEYLINE_ERROR_CODES(KEYLINE_CHECK)
#undef KEYLINE_CHECK
    QCOMPARE(parse_error_code("no.such"), ErrorCode::internal);
}

void TypesTest::secret_memory_is_locked_and_wiped() {
    auto secret = *SecretBytes::create(100);
    std::fill(secret.writable().begin(), secret.writable().end(), std::uint8_t(0xa5));
    // The kernel says whether the page is locked ("lo") and left out of dumps ("dd").
    std::ifstream maps("/proc/self/smaps");
    const std::string address = QString::number(reinterpret_cast<quintptr>(secret.bytes().data()), 16).toStdString();
    std::string line;
    std::string flags;
    bool found = false;
    while (std::getline(maps, line)) {
        if (line.rfind(address + "-", 0) == 0) {
            found = true;
        }
        if (found && line.rfind("VmFlags:", 0) == 0) {
            flags = line;
            break;
        }
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // their mlock does nothing
    QVERIFY(flags.find(" lo") != std::string::npos);
#endif
    QVERIFY(flags.find(" dd") != std::string::npos);

    secret.shrink(10);
    QCOMPARE(secret.size(), std::size_t(10));
    const std::uint8_t* beyond = secret.bytes().data() + 10; // still mapped: a page holds it
    QVERIFY(std::all_of(beyond, beyond + 90, [](std::uint8_t byte) { return byte == 0; }));
    const SecretBytes moved = std::move(secret);
    QCOMPARE(moved.size(), std::size_t(10));
    QCOMPARE(secret.size(), std::size_t(0)); // NOLINT(bugprone-use-after-move): that is what is tested
}

void TypesTest::secret_memory_that_is_used_again_is_empty() {
    for (const std::size_t size_bytes : {64, 4'096, 64, 9'000, 100}) {
        auto first = *SecretBytes::create(size_bytes);
        auto second = *SecretBytes::create(size_bytes);
        QVERIFY(first.bytes().data() != second.bytes().data());
        for (SecretBytes* secret : {&first, &second}) {
            const auto bytes = secret->writable();
            QVERIFY(std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; }));
            std::ranges::fill(bytes, std::uint8_t(0xa5));
        }
    }
    // One that began in another thread, and ends after it.
    std::optional<SecretBytes> of_another;
    std::thread([&] { of_another.emplace(*SecretBytes::create(64)); }).join();
    of_another.reset();
    const auto again = *SecretBytes::create(64);
    QVERIFY(std::ranges::all_of(again.bytes(), [](std::uint8_t byte) { return byte == 0; }));
}

QTEST_GUILESS_MAIN(TypesTest)
#include "types_test.moc"
