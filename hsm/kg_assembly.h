// KgAssembly: a Kg out of the full-length components of its custodians, combined by XOR. Where the module really does
// CKM_XOR_BASE_AND_DATA (tried with values that are known, not believed), the combined key is never in host memory.
// SoftHSM does not: then it is combined in locked memory, which is wiped, and place() says so for the record.
// A component is wiped as soon as it was added. Threads: the session's. The session outlives it.
#pragma once

#include "hsm/keys.h"
#include "provisioning/identifiers.h"

#include <optional>

namespace keyline::hsm {

inline constexpr std::size_t components_min = 2;
inline constexpr std::size_t components_max = 9;

// What stands on a custodian's sheet beside the component. hsm_self_test when OpenSSL refuses.
Result<CheckValue> component_check_value(const SecretBytes& component);

class KgAssembly {
  public:
    enum class Place { hsm, locked_memory };

    static Result<KgAssembly> create(Session& session);

    // value_malformed {value, reason}: not 32 bytes, or one that was added already (two equal ones cancel out).
    Status add(SecretBytes component);
    Place place() const { return place_; }
    const std::vector<CheckValue>& check_values() const { return check_values_; } // of the components, in order

    // The Kg, as a token object that the caller keeps or drops; once. value_malformed when there are too few.
    Result<Object> make(const std::string& label);

  private:
    KgAssembly(Session& session, Place place) : session_(&session), place_(place) {}
    Status add_in_hsm(ByteView component);
    Status add_in_memory(ByteView component);

    Session* session_;
    Place place_;
    std::vector<CheckValue> check_values_;
    std::optional<Object> so_far_;          // in the HSM
    std::optional<SecretBytes> last_added_; // in the HSM: the newest one, which the Kg itself is derived with
    std::optional<SecretBytes> combined_;   // in locked memory
};

} // namespace keyline::hsm
