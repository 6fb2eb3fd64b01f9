#include "hsm/pkcs11/session.h"

namespace keyline::hsm {

namespace {
constexpr std::size_t secret_key_size_bytes_max = 64;
constexpr std::size_t label_size_bytes_max = 256;
} // namespace

Object& Object::operator=(Object&& other) noexcept {
    if (this != &other) {
        destroy();
        functions_ = other.functions_;
        session_ = other.session_;
        handle_ = std::exchange(other.handle_, CK_INVALID_HANDLE);
    }
    return *this;
}

void Object::destroy() noexcept {
    if (handle_ != CK_INVALID_HANDLE) {
        functions_->C_DestroyObject(session_, handle_);
        handle_ = CK_INVALID_HANDLE;
    }
}

Session& Session::operator=(Session&& other) noexcept {
    if (this != &other) {
        close();
        functions_ = other.functions_;
        handle_ = std::exchange(other.handle_, CK_INVALID_HANDLE);
    }
    return *this;
}

void Session::close() noexcept {
    if (handle_ != CK_INVALID_HANDLE) {
        functions_->C_CloseSession(handle_);
        handle_ = CK_INVALID_HANDLE;
    }
}

Result<Session> Session::open(const Module& module, Mode mode) {
    return open(module, module.slot(), mode);
}

Result<Session> Session::open(const Module& module, CK_SLOT_ID slot, Mode mode) {
    const CK_FLAGS flags = CKF_SERIAL_SESSION | (mode == Mode::read_write ? CKF_RW_SESSION : 0);
    CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
    if (const CK_RV rv = module.functions().C_OpenSession(slot, flags, nullptr, nullptr, &handle); rv != CKR_OK) {
        return fail_rv("C_OpenSession", rv);
    }
    return Session(module.functions(), handle);
}

Result<KeyHandle> Session::find(CK_OBJECT_CLASS object_class, std::string_view label) {
    Template wanted;
    wanted.number(CKA_CLASS, object_class).flag(CKA_TOKEN, true).text(CKA_LABEL, label);
    if (const CK_RV rv = functions_->C_FindObjectsInit(handle_, wanted.data(), wanted.size()); rv != CKR_OK) {
        return fail_rv("C_FindObjectsInit", rv);
    }
    std::array<CK_OBJECT_HANDLE, 2> found{};
    CK_ULONG count = 0;
    const CK_RV rv = functions_->C_FindObjects(handle_, found.data(), found.size(), &count);
    functions_->C_FindObjectsFinal(handle_);
    if (rv != CKR_OK) {
        return fail_rv("C_FindObjects", rv);
    }
    if (count != 1) {
        return fail(count == 0 ? ErrorCode::hsm_key_missing : ErrorCode::hsm_key_ambiguous,
                    {{"key", std::string(label)}});
    }
    return found[0];
}

Result<std::vector<Session::Labelled>> Session::list(CK_OBJECT_CLASS object_class) {
    Template wanted;
    wanted.number(CKA_CLASS, object_class).flag(CKA_TOKEN, true);
    if (const CK_RV rv = functions_->C_FindObjectsInit(handle_, wanted.data(), wanted.size()); rv != CKR_OK) {
        return fail_rv("C_FindObjectsInit", rv);
    }
    std::vector<CK_OBJECT_HANDLE> found(objects_max + 1);
    CK_ULONG count = 0;
    const CK_RV rv = functions_->C_FindObjects(handle_, found.data(), found.size(), &count);
    functions_->C_FindObjectsFinal(handle_);
    if (rv != CKR_OK) {
        return fail_rv("C_FindObjects", rv);
    }
    if (count > objects_max) {
        return fail(ErrorCode::hsm_failed, {{"call", "C_FindObjects"}},
                    "more than " + std::to_string(objects_max) + " objects");
    }
    found.resize(count);
    std::vector<Labelled> objects;
    for (const CK_OBJECT_HANDLE key : found) {
        objects.push_back({label(key), key});
    }
    return objects;
}

std::string Session::label(KeyHandle key) {
    std::string text(label_size_bytes_max, '\0');
    CK_ATTRIBUTE attribute{CKA_LABEL, text.data(), text.size()};
    const bool sound =
        functions_->C_GetAttributeValue(handle_, key, &attribute, 1) == CKR_OK && attribute.ulValueLen <= text.size();
    text.resize(sound ? attribute.ulValueLen : 0);
    return text;
}

Result<Object> Session::create(Template attributes) {
    CK_OBJECT_HANDLE created = CK_INVALID_HANDLE;
    const CK_RV rv = functions_->C_CreateObject(handle_, attributes.data(), attributes.size(), &created);
    if (rv != CKR_OK) {
        return fail_rv("C_CreateObject", rv);
    }
    return object(created);
}

Result<Object> Session::generate(Mechanism mechanism, Template attributes) {
    CK_MECHANISM raw = mechanism.raw();
    CK_OBJECT_HANDLE generated = CK_INVALID_HANDLE;
    const CK_RV rv = functions_->C_GenerateKey(handle_, &raw, attributes.data(), attributes.size(), &generated);
    if (rv != CKR_OK) {
        return fail_rv("C_GenerateKey", rv);
    }
    return object(generated);
}

Result<std::pair<Object, Object>> Session::generate_pair(Mechanism mechanism, Template public_key,
                                                         Template private_key) {
    CK_MECHANISM raw = mechanism.raw();
    CK_OBJECT_HANDLE public_handle = CK_INVALID_HANDLE;
    CK_OBJECT_HANDLE private_handle = CK_INVALID_HANDLE;
    const CK_RV rv =
        functions_->C_GenerateKeyPair(handle_, &raw, public_key.data(), public_key.size(), private_key.data(),
                                      private_key.size(), &public_handle, &private_handle);
    if (rv != CKR_OK) {
        return fail_rv("C_GenerateKeyPair", rv);
    }
    return std::pair(object(public_handle), object(private_handle));
}

Result<Object> Session::derive(Mechanism mechanism, KeyHandle base, Template attributes) {
    CK_MECHANISM raw = mechanism.raw();
    CK_OBJECT_HANDLE derived = CK_INVALID_HANDLE;
    const CK_RV rv = functions_->C_DeriveKey(handle_, &raw, base, attributes.data(), attributes.size(), &derived);
    if (rv != CKR_OK) {
        return fail_rv("C_DeriveKey", rv);
    }
    return object(derived);
}

Result<Object> Session::copy_to_session(KeyHandle key) {
    Template changed;
    changed.flag(CKA_TOKEN, false);
    CK_OBJECT_HANDLE copy = CK_INVALID_HANDLE;
    if (const CK_RV rv = functions_->C_CopyObject(handle_, key, changed.data(), changed.size(), &copy); rv != CKR_OK) {
        return fail_rv("C_CopyObject", rv);
    }
    return object(copy);
}

Result<std::size_t> Session::wrap(Mechanism mechanism, KeyHandle wrapping, KeyHandle key, std::span<std::uint8_t> out) {
    CK_MECHANISM raw = mechanism.raw();
    CK_ULONG size = out.size();
    if (const CK_RV rv = functions_->C_WrapKey(handle_, &raw, wrapping, key, out.data(), &size); rv != CKR_OK) {
        return fail_rv("C_WrapKey", rv);
    }
    return size;
}

Result<Object> Session::unwrap(Mechanism mechanism, KeyHandle unwrapping, ByteView wrapped, Template attributes) {
    CK_MECHANISM raw = mechanism.raw();
    CK_OBJECT_HANDLE unwrapped = CK_INVALID_HANDLE;
    const CK_RV rv = functions_->C_UnwrapKey(handle_, &raw, unwrapping, readable(wrapped), wrapped.size(),
                                             attributes.data(), attributes.size(), &unwrapped);
    if (rv != CKR_OK) {
        return fail_rv("C_UnwrapKey", rv);
    }
    return object(unwrapped);
}

Result<std::size_t> Session::encrypt(Mechanism mechanism, KeyHandle key, ByteView in, std::span<std::uint8_t> out) {
    CK_MECHANISM raw = mechanism.raw();
    if (const CK_RV rv = functions_->C_EncryptInit(handle_, &raw, key); rv != CKR_OK) {
        return fail_rv("C_EncryptInit", rv);
    }
    CK_ULONG size = out.size();
    if (const CK_RV rv = functions_->C_Encrypt(handle_, readable(in), in.size(), out.data(), &size); rv != CKR_OK) {
        return fail_rv("C_Encrypt", rv);
    }
    return size;
}

Result<std::size_t> Session::decrypt(Mechanism mechanism, KeyHandle key, ByteView in, std::span<std::uint8_t> out) {
    CK_MECHANISM raw = mechanism.raw();
    if (const CK_RV rv = functions_->C_DecryptInit(handle_, &raw, key); rv != CKR_OK) {
        return fail_rv("C_DecryptInit", rv);
    }
    CK_ULONG size = out.size();
    if (const CK_RV rv = functions_->C_Decrypt(handle_, readable(in), in.size(), out.data(), &size); rv != CKR_OK) {
        return fail_rv("C_Decrypt", rv);
    }
    return size;
}

Result<std::size_t> Session::sign(Mechanism mechanism, KeyHandle key, ByteView in, std::span<std::uint8_t> out) {
    CK_MECHANISM raw = mechanism.raw();
    if (const CK_RV rv = functions_->C_SignInit(handle_, &raw, key); rv != CKR_OK) {
        return fail_rv("C_SignInit", rv);
    }
    CK_ULONG size = out.size();
    if (const CK_RV rv = functions_->C_Sign(handle_, readable(in), in.size(), out.data(), &size); rv != CKR_OK) {
        return fail_rv("C_Sign", rv);
    }
    return size;
}

Status Session::random(std::span<std::uint8_t> out) {
    if (const CK_RV rv = functions_->C_GenerateRandom(handle_, out.data(), out.size()); rv != CKR_OK) {
        return fail_rv("C_GenerateRandom", rv);
    }
    return {};
}

Result<bool> Session::flag(KeyHandle key, CK_ATTRIBUTE_TYPE type) {
    CK_BBOOL value = CK_FALSE;
    CK_ATTRIBUTE attribute{type, &value, sizeof(value)};
    if (const CK_RV rv = functions_->C_GetAttributeValue(handle_, key, &attribute, 1); rv != CKR_OK) {
        return fail_rv("C_GetAttributeValue", rv);
    }
    return value == CK_TRUE;
}

Result<CK_ULONG> Session::number(KeyHandle key, CK_ATTRIBUTE_TYPE type) {
    CK_ULONG value = 0;
    CK_ATTRIBUTE attribute{type, &value, sizeof(value)};
    if (const CK_RV rv = functions_->C_GetAttributeValue(handle_, key, &attribute, 1); rv != CKR_OK) {
        return fail_rv("C_GetAttributeValue", rv);
    }
    return value;
}

bool Session::is_readable(KeyHandle key) {
    ByteArray<secret_key_size_bytes_max> value{};
    CK_ATTRIBUTE attribute{CKA_VALUE, value.data(), value.size()};
    const bool readable = functions_->C_GetAttributeValue(handle_, key, &attribute, 1) == CKR_OK;
    wipe(value);
    return readable;
}

} // namespace keyline::hsm
