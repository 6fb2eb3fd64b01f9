#include "db/checkpoint.h"

#include "tests/support/log_fixtures.h"

#include <QTest>

using namespace keyline;
using namespace keyline::db;
using namespace keyline::test;

namespace {
// Made with the openssl program: `openssl dgst -sha256 -sign` over the three lines of the body, key id from
// `openssl dgst -sha256` of the public key's DER; the root is SHA-256(00 ‖ "entry 0").
const std::string known_body = "keyline/development/station/S1\n1\ndziFphNIniTOLPdhmdakI/BC5LvxLX7s7pEu8nbGVwE=\n";
const std::string known_signature_line =
    "\u2014 keyline/development/station/S1 5hBnoTBEAiAKSUncaEFoR1alYDPISXfm1RZKnOlA3AI2gI3JeCDSCQIgbpZBkbQ6zjc1UhxFedGi"
    "7P0W5NsSU6N622tNH4emw2s=\n";
const std::string known_note = known_body + "\n" + known_signature_line;
const std::string known_vkey = "keyline/development/station/S1+e61067a1+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFE/"
                               "SSp96Ou9Wp8XUXBdIoHW+FnmY1fawzATmo3t"
                               "KqB78VGQhhkwv1xPSv0gNiIG69qBvDAlehtNTQ23hAfBtvg=";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    return text.replace(text.find(what), what.size(), with);
}
} // namespace

class CheckpointTest : public QObject {
    Q_OBJECT
  private slots:
    void a_note_made_by_openssl_opens() {
        const auto key = VerifierKey::parse(known_vkey);
        QVERIFY(key);
        QCOMPARE(key->text(), known_vkey);
        const auto checkpoint = open_checkpoint(known_note, *key);
        QVERIFY(checkpoint);
        QCOMPARE(checkpoint->origin, station_origin(name_of("development"), name_of("S1")));
        QCOMPARE(checkpoint->size, std::uint64_t{1});
        QCOMPARE(checkpoint->root, leaf_hash(as_bytes("entry 0")));
    }

    void what_is_signed_opens() {
        SoftwareSigner signer;
        const Checkpoint checkpoint{keyd_origin(name_of("production")), 12'345, leaf_hash(as_bytes("x"))};
        const auto note = sign_checkpoint(checkpoint, signer);
        QVERIFY(note);
        QVERIFY(note->starts_with("keyline/production/keyd\n12345\n"));
        const auto key = VerifierKey::from_parts(checkpoint.origin, signer.public_key_der());
        const auto opened = open_checkpoint(*note, *key);
        QVERIFY(opened);
        QCOMPARE(opened->size, checkpoint.size);
        QCOMPARE(opened->root, checkpoint.root);
        // A witness's signature beside ours is not ours to judge.
        QVERIFY(open_checkpoint(*note + "\u2014 witness.example/w AAAAAAEC\n", *key));
        SoftwareSigner other;
        QVERIFY(!open_checkpoint(*note, *VerifierKey::from_parts(checkpoint.origin, other.public_key_der())));
    }

    void nothing_is_never_signed() {
        SoftwareSigner signer;
        QVERIFY(!sign_checkpoint({keyd_origin(name_of("development")), 0, empty_root()}, signer));
    }

    void a_failing_signer_is_told_of() {
        SoftwareSigner signer;
        signer.fails = true;
        const auto note = sign_checkpoint({keyd_origin(name_of("development")), 1, empty_root()}, signer);
        QCOMPARE(note.error().code, ErrorCode::hsm_failed);
    }

    void every_changed_byte_is_refused() {
        const auto key = VerifierKey::parse(known_vkey);
        for (std::size_t i = 0; i < known_note.size(); ++i) {
            for (const char flip : {'\x01', '\x20'}) {
                std::string note = known_note;
                note[i] = static_cast<char>(note[i] ^ flip);
                QVERIFY2(!open_checkpoint(note, *key), note.c_str());
            }
            QVERIFY(!open_checkpoint(known_note.substr(0, i), *key));
        }
        for (std::size_t i = 0; i < known_vkey.size(); ++i) {
            std::string vkey = known_vkey;
            vkey[i] = static_cast<char>(vkey[i] ^ 1);
            const auto other = VerifierKey::parse(vkey);
            QVERIFY2(!other || !open_checkpoint(known_note, *other), vkey.c_str());
        }
    }

    void other_forms_of_the_same_are_refused() {
        const auto key = VerifierKey::parse(known_vkey);
        const std::string body_with_more = known_body + "extension\n";
        for (const std::string& note :
             {std::string(), known_body, known_note + known_signature_line.substr(0, 20), known_note + "\n",
              "\n" + known_note, replaced(known_note, "\n1\n", "\n01\n"), replaced(known_note, "\n1\n", "\n+1\n"),
              replaced(known_note, "\n1\n", "\n0\n"), replaced(known_note, "\n1\n", "\n99999999999999999999\n"),
              replaced(known_note, "dziF", "dz F"), replaced(known_note, "VwE=", "VwF="), // loose bits
              body_with_more + "\n" + known_signature_line, known_body + "\n- x AAAA\n",
              known_note + std::string(note_size_bytes_max, 'x')}) {
            QVERIFY2(!open_checkpoint(note, *key), note.c_str());
        }
        std::string many = known_note;
        for (std::size_t i = 0; i < note_signatures_max; ++i) {
            many += known_signature_line;
        }
        QVERIFY(!open_checkpoint(many, *key));
    }

    void keys_that_are_not_p256_are_refused() {
        EVP_PKEY* ed25519 = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        unsigned char* der = nullptr;
        const int size = i2d_PUBKEY(ed25519, &der);
        QVERIFY(!VerifierKey::from_parts("keyline/x/keyd", ByteView(der, static_cast<std::size_t>(size))));
        OPENSSL_free(der);
        EVP_PKEY_free(ed25519);
        SoftwareSigner signer;
        Bytes longer = signer.public_key_der();
        longer.push_back(0);
        QVERIFY(!VerifierKey::from_parts("keyline/x/keyd", longer));
        QVERIFY(!VerifierKey::from_parts("keyline x", signer.public_key_der()));
        QVERIFY(!VerifierKey::from_parts("keyline+x", signer.public_key_der()));
        QVERIFY(!VerifierKey::parse("keyline"));
    }
};

QTEST_GUILESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
