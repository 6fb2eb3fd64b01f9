#include "hsm/service/gate.h"

namespace keyline::hsm {

Result<Admission> Gate::admit(const grpc::ServerContextBase& /*context*/, std::string_view /*call*/) {
    return Admission{{socket_station_, {}}, {}};
}

} // namespace keyline::hsm
