// The keys of one environment: what each may do, in one list that makes them (token_setup) and judges them (self_test).
// Source: hsm/README.md, "Keys".
#pragma once

#include "hsm/pkcs11/session.h"

namespace keyline::hsm {

inline constexpr std::size_t aes_key_size_bytes = 32;

enum class KeyRole { kg, kek, table, digest, log_signer };

struct KeyLabels {
    std::string kg = "kg";                 // wraps PEKs for the lock
    std::string kek = "kek";               // wraps PEKs for the registry (escrow)
    std::string table = "table";           // seals substitution tables
    std::string digest = "digest";         // keyed digests for the record
    std::string log_signer = "log-signer"; // ECDSA P-256, signs checkpoints

    const std::string& of(KeyRole role) const;
};

CK_OBJECT_CLASS object_class_of(KeyRole role);

// Kg side by side: `kg`, `kg-1`, `kg-2` ..., in this order.
struct LabelledKg {
    std::string label;
    unsigned version; // 0 for `kg`
    KeyHandle key;
};
// hsm_key_missing {key} when there is none; hsm_key_ambiguous {key}: two of one label.
Result<std::vector<LabelledKg>> find_kgs(Session& session, const KeyLabels& labels);
std::string kg_label(const KeyLabels& labels, unsigned version);

// The attributes that such a token key must have, without label, value and length.
Template demanded_attributes(KeyRole role);
// hsm_key_weak {key, attribute} when the key has one otherwise.
Status check_attributes(Session& session, KeyRole role, KeyHandle key, const std::string& label);

// Each attribute that is demanded, and what the key has: for people.
struct AttributeFound {
    std::string name;
    std::string value; // "CK_TRUE", "32", or why it cannot be read
    std::string demanded;
};
std::vector<AttributeFound> attributes_of(Session& session, KeyRole role, KeyHandle key);

// The attributes of an AES session key with only these uses (CKA_WRAP, CKA_ENCRYPT ...), sensitive.
enum class Extractable { no, yes };
Template session_key(std::initializer_list<CK_ATTRIBUTE_TYPE> uses, Extractable extractable);
// A session key of known value: for self-tests and check values, never for a PEK.
Result<Object> import_session_key(Session& session, ByteView value, std::initializer_list<CK_ATTRIBUTE_TYPE> uses,
                                  Extractable extractable);

} // namespace keyline::hsm
