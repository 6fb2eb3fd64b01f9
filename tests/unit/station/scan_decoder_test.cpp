// Which keys are a scanner's: by prefix and suffix, or by speed; and that nothing a person types is lost.
#include "app/station/models/scan_decoder.h"

#include <QTest>

using namespace keyline;
using namespace keyline::station;
using Verdict = ScanDecoder::Verdict;
using std::chrono::milliseconds;

namespace {

class Keys {
  public:
    explicit Keys(app::ScannerSetup setup = {}) : decoder(std::move(*ScanDecoder::create(std::move(setup)))) {}
    // The last verdict.
    Verdict type(const char* text, milliseconds apart) {
        Verdict verdict = Verdict::not_ours;
        for (const char* character = text; *character != 0; ++character) {
            now += apart;
            verdict = decoder.key(*character, now);
        }
        return verdict;
    }
    QByteArray scanned() const {
        const ByteView text = decoder.scanned();
        return {reinterpret_cast<const char*>(text.data()), static_cast<qsizetype>(text.size())};
    }
    ScanDecoder decoder;
    milliseconds now{1'000};
};

constexpr milliseconds scanner{2};
constexpr milliseconds hand{90};

} // namespace

class ScanDecoderTest : public QObject {
    Q_OBJECT

  private slots:
    void fast_keys_with_enter_are_a_scan();
    void slow_keys_are_a_persons();
    void some_fast_keys_of_a_hand_are_given_back();
    void scan_without_its_end_is_broken();
    void prefix_is_known_whatever_the_speed_of_others();
    void suffix_of_several_characters();
    void too_long_is_broken();
    void what_was_scanned_is_wiped();
};

void ScanDecoderTest::fast_keys_with_enter_are_a_scan() {
    Keys keys;
    QCOMPARE(keys.type("0001-00000000001f", scanner), Verdict::held);
    QCOMPARE(keys.type("\r", scanner), Verdict::complete);
    QCOMPARE(keys.scanned(), QByteArray("0001-00000000001f"));
    QCOMPARE(keys.type("0001-000000000020\r", scanner), Verdict::complete); // the next one at once
    QCOMPARE(keys.scanned(), QByteArray("0001-000000000020"));
}

void ScanDecoderTest::slow_keys_are_a_persons() {
    Keys keys;
    QCOMPARE(keys.type("a", hand), Verdict::held);
    QCOMPARE(keys.type("b", hand), Verdict::typed_then_held);
    QCOMPARE(keys.decoder.timed_out(), Verdict::typed);
    QVERIFY(!keys.decoder.is_holding());
    QCOMPARE(keys.type("\r", hand), Verdict::not_ours); // Enter alone
    QCOMPARE(keys.type(" ", hand), Verdict::not_ours);  // presses a button
    keys.type("a", hand);
    QCOMPARE(keys.type(" ", hand), Verdict::typed);
}

void ScanDecoderTest::some_fast_keys_of_a_hand_are_given_back() {
    Keys keys;
    QCOMPARE(keys.type("ab", scanner), Verdict::held);
    QCOMPARE(keys.decoder.timed_out(), Verdict::typed);
    keys.type("ab", scanner);
    QCOMPARE(keys.type("\r", scanner), Verdict::typed); // too short for a label
}

void ScanDecoderTest::scan_without_its_end_is_broken() {
    Keys keys;
    keys.type("0001-0000", scanner);
    QCOMPARE(keys.decoder.timed_out(), Verdict::broken);
    keys.type("0001-0000", scanner);
    QCOMPARE(keys.type("x", hand), Verdict::broken);
    QCOMPARE(keys.decoder.timed_out(), Verdict::not_ours);
}

void ScanDecoderTest::prefix_is_known_whatever_the_speed_of_others() {
    Keys keys({"\x02", "\x03", milliseconds(20)});
    QCOMPARE(keys.type("0001", scanner), Verdict::not_ours); // fast, and not a scanner's
    QCOMPARE(keys.type("\x02", scanner), Verdict::held);
    QCOMPARE(keys.type("42\x03", scanner), Verdict::complete);
    QCOMPARE(keys.scanned(), QByteArray("42"));
    QCOMPARE(keys.type("\x02"
                       "0001\r",
                       scanner),
             Verdict::held); // Enter is not its suffix
    QCOMPARE(keys.decoder.timed_out(), Verdict::broken);
}

void ScanDecoderTest::suffix_of_several_characters() {
    Keys keys({"", "\r\n", milliseconds(20)});
    QCOMPARE(keys.type("0001-1\r", scanner), Verdict::held);
    QCOMPARE(keys.type("\n", scanner), Verdict::complete);
    QCOMPARE(keys.scanned(), QByteArray("0001-1"));
}

void ScanDecoderTest::too_long_is_broken() {
    Keys keys;
    const QByteArray text(static_cast<qsizetype>(ScanDecoder::characters_max), 'a');
    QCOMPARE(keys.type(text, scanner), Verdict::held);
    QCOMPARE(keys.type("a", scanner), Verdict::broken);
}

void ScanDecoderTest::what_was_scanned_is_wiped() {
    Keys keys;
    QCOMPARE(keys.type("badge-4711\r", scanner), Verdict::complete);
    const ByteView kept = keys.decoder.scanned();
    keys.decoder.forget();
    QVERIFY(std::all_of(kept.begin(), kept.end(), [](std::uint8_t byte) { return byte == 0; }));
    QVERIFY(keys.decoder.scanned().empty());
}

QTEST_GUILESS_MAIN(ScanDecoderTest)
#include "scan_decoder_test.moc"
