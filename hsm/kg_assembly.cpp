#include "hsm/kg_assembly.h"

#include "hsm/reference.h"
#include "hsm/token_setup.h"

#include <algorithm>
#include <functional>

namespace keyline::hsm {

namespace {
tl::unexpected<Error> refused(std::string reason) {
    return fail(ErrorCode::value_malformed, {{"value", "component"}, {"reason", std::move(reason)}});
}

// A session key that others are derived from.
Result<Object> import_base(Session& session, ByteView value) {
    Template attributes;
    attributes.number(CKA_CLASS, CKO_SECRET_KEY)
        .number(CKA_KEY_TYPE, CKK_GENERIC_SECRET)
        .flag(CKA_TOKEN, false)
        .flag(CKA_PRIVATE, true)
        .flag(CKA_SENSITIVE, true)
        .flag(CKA_EXTRACTABLE, false)
        .flag(CKA_DERIVE, true)
        .bytes(CKA_VALUE, value);
    return session.create(std::move(attributes));
}

Result<Object> derive_base(Session& session, KeyHandle base, ByteView component) {
    Template attributes;
    attributes.number(CKA_CLASS, CKO_SECRET_KEY)
        .number(CKA_KEY_TYPE, CKK_GENERIC_SECRET)
        .flag(CKA_TOKEN, false)
        .flag(CKA_PRIVATE, true)
        .flag(CKA_SENSITIVE, true)
        .flag(CKA_EXTRACTABLE, false)
        .flag(CKA_DERIVE, true)
        .number(CKA_VALUE_LEN, aes_key_size_bytes);
    return session.derive(Mechanism::xor_with(component), base, std::move(attributes));
}

// Does the module XOR, for values that we know?
bool combines(Session& session) {
    ByteArray<aes_key_size_bytes> first{};
    ByteArray<aes_key_size_bytes> second{};
    if (!session.random(first) || !session.random(second)) {
        return false;
    }
    auto base = import_base(session, first);
    if (!base) {
        return false;
    }
    Template attributes = session_key({CKA_ENCRYPT}, Extractable::no);
    attributes.number(CKA_VALUE_LEN, aes_key_size_bytes);
    auto key = session.derive(Mechanism::xor_with(second), base->handle(), std::move(attributes));
    if (!key || session.is_readable(key->handle())) {
        return false;
    }
    std::transform(first.begin(), first.end(), second.begin(), first.begin(), std::bit_xor<>());
    const ByteArray<aes_block_size_bytes> in{};
    ByteArray<aes_block_size_bytes> out{};
    const auto encrypted = session.encrypt(Mechanism::aes_cbc(), key->handle(), in, out);
    const auto expected = reference::aes_cbc(first, in, reference::Direction::encrypt);
    return encrypted && expected && equal(out, expected->bytes());
}
} // namespace

Result<CheckValue> component_check_value(const SecretBytes& component) {
    auto block =
        reference::aes_cbc(component.bytes(), ByteArray<aes_block_size_bytes>{}, reference::Direction::encrypt);
    return block ? CheckValue::from_bytes(block->bytes().first(CheckValue::size_bytes)) : block.failure();
}

Result<KgAssembly> KgAssembly::create(Session& session) {
    return KgAssembly(session, combines(session) ? Place::hsm : Place::locked_memory);
}

Status KgAssembly::add(SecretBytes component) {
    if (component.size() != aes_key_size_bytes) {
        return refused("64 hex digits expected");
    }
    if (check_values_.size() == components_max) {
        return refused("there are " + std::to_string(components_max) + " already");
    }
    auto value = component_check_value(component);
    if (!value) {
        return value.failure();
    }
    if (std::find(check_values_.begin(), check_values_.end(), *value) != check_values_.end()) {
        return refused("it was entered already: two equal ones cancel each other out");
    }
    if (auto added = place_ == Place::hsm ? add_in_hsm(component.bytes()) : add_in_memory(component.bytes()); !added) {
        return added;
    }
    check_values_.push_back(*value);
    return {};
}

// One stays behind: the Kg is derived with it, under the attributes of a Kg.
Status KgAssembly::add_in_hsm(ByteView component) {
    auto copy = SecretBytes::copy_of(component);
    if (!copy) {
        return copy.failure();
    }
    if (last_added_) {
        auto next = so_far_ ? derive_base(*session_, so_far_->handle(), last_added_->bytes())
                            : import_base(*session_, last_added_->bytes());
        if (!next) {
            return next.failure();
        }
        so_far_ = std::move(*next);
    }
    last_added_ = std::move(*copy);
    return {};
}

Status KgAssembly::add_in_memory(ByteView component) {
    if (!combined_) {
        auto copy = SecretBytes::copy_of(component);
        if (!copy) {
            return copy.failure();
        }
        combined_ = std::move(*copy);
        return {};
    }
    const auto all = combined_->writable();
    std::transform(all.begin(), all.end(), component.begin(), all.begin(), std::bit_xor<>());
    return {};
}

Result<Object> KgAssembly::make(const std::string& label) {
    if (check_values_.size() < components_min) {
        return refused(std::to_string(components_min) + " or more are needed");
    }
    const auto key = [&](bool limited) {
        return place_ == Place::hsm
                   ? derive_kg(*session_, label, so_far_->handle(), Mechanism::xor_with(last_added_->bytes()), limited)
                   : create_kg(*session_, label, combined_->bytes(), limited);
    };
    auto made = key(true);
    if (!made) { // a module that does not know CKA_ALLOWED_MECHANISMS
        made = key(false);
    }
    so_far_.reset();
    last_added_.reset();
    combined_.reset();
    return made;
}

} // namespace keyline::hsm
