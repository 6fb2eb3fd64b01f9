// The executors of operator.*, and who can still add others. Threads: any.
//
// Secret beside the action: operator.add "BADGE\nPIN"; operator.reset_pin "PIN", or "BADGE\nPIN" for a new badge too.
// The person types them where it is asked; what is stored until the second person agrees is the verifier.
// operator.reset_pin with code=reset takes the one-time codes away too: the person enrols new ones.
#pragma once

#include "provisioning/people/credential.h"

namespace keyline {

void add_operator_handlers(ActionHandlers& handlers);

bool takes_credential(ActionKind kind);
// The enclosure: bytes_of(Credential), with an all-zero badge digest when the badge stays.
Result<Bytes> enclose_credential(PinHasher& hasher, Vault& vault, Random& random, ActionKind kind, ByteView secret);

// "bob" and "BOB" would be two people in the log, and one to whoever reads it. operator_exists {person}: who has it.
Status check_name_is_free(const std::vector<OperatorRecord>& operators, const OperatorName& name);

// Two different active people: one who may ask for operator.add, one who may approve it.
bool two_can_add(const std::vector<OperatorRecord>& operators);

} // namespace keyline
