// What a lock that holds the whole table answers: HMAC-SHA-256(key = "KLTABLE1" ‖ nonce ‖ S/N ‖ uid, message = table).
// Source: spec/factory-protocol.md, command 5.
#pragma once

#include "provisioning/identifiers.h"
#include "provisioning/proof.h"
#include "provisioning/serial_number.h"
#include "provisioning/substitution_table.h"

namespace keyline {

Result<ByteArray<table_tag_size_bytes>> table_proof(const SubstitutionTable& table,
                                                    const ByteArray<table_nonce_size_bytes>& nonce,
                                                    const SerialNumber& serial, const ChipUid& uid);

} // namespace keyline
