// Session: one PKCS#11 session and the calls made in it; Object: a session object, destroyed with its owner.
// A session is read-only unless said otherwise: it makes session objects only, never token objects.
// After any failure the state of a session is not known: drop it, with its objects, and open another.
// Threads: one at a time for a session and its objects. Objects end before their session, sessions before the module.
// Errors: hsm_failed {call}, cause CKR_...
#pragma once

#include "hsm/pkcs11/module.h"
#include "hsm/pkcs11/parameters.h"

namespace keyline::hsm {

using KeyHandle = CK_OBJECT_HANDLE; // of a token object, or of one that an Object owns

class Object {
  public:
    Object(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session, KeyHandle handle)
        : functions_(&functions), session_(session), handle_(handle) {}
    Object(Object&& other) noexcept
        : functions_(other.functions_), session_(other.session_),
          handle_(std::exchange(other.handle_, CK_INVALID_HANDLE)) {}
    Object& operator=(Object&& other) noexcept;
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    ~Object() { destroy(); }

    KeyHandle handle() const { return handle_; }
    // It stays when this ends: token objects that are to last.
    void keep() { handle_ = CK_INVALID_HANDLE; }

  private:
    void destroy() noexcept;
    const CK_FUNCTION_LIST* functions_;
    CK_SESSION_HANDLE session_;
    KeyHandle handle_;
};

class Session {
  public:
    enum class Mode { read_only, read_write };

    static Result<Session> open(const Module& module, Mode mode = Mode::read_only);
    static Result<Session> open(const Module& module, CK_SLOT_ID slot, Mode mode);
    Session(Session&& other) noexcept
        : functions_(other.functions_), handle_(std::exchange(other.handle_, CK_INVALID_HANDLE)) {}
    Session& operator=(Session&& other) noexcept;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { close(); }

    CK_SESSION_HANDLE handle() const { return handle_; }

    // The one token object of this class and label. hsm_key_missing {key}, hsm_key_ambiguous {key}.
    Result<KeyHandle> find(CK_OBJECT_CLASS object_class, std::string_view label);

    struct Labelled {
        std::string label; // empty when it has none that is sound
        KeyHandle key;
    };
    // All token objects of this class, in the order in which the module tells them. hsm_failed beyond objects_max.
    static constexpr std::size_t objects_max = 1024;
    Result<std::vector<Labelled>> list(CK_OBJECT_CLASS object_class);

    Result<Object> create(Template attributes);
    Result<Object> generate(Mechanism mechanism, Template attributes);
    Result<std::pair<Object, Object>> generate_pair(Mechanism mechanism, Template public_key, Template private_key);
    Result<Object> derive(Mechanism mechanism, KeyHandle base, Template attributes);
    // A session object with the same value and the same attributes: quicker than the token's.
    Result<Object> copy_to_session(KeyHandle key);

    // `out` has room for all of it, so that the length is never asked for; answers the bytes written.
    Result<std::size_t> wrap(Mechanism mechanism, KeyHandle wrapping, KeyHandle key, std::span<std::uint8_t> out);
    Result<Object> unwrap(Mechanism mechanism, KeyHandle unwrapping, ByteView wrapped, Template attributes);
    Result<std::size_t> encrypt(Mechanism mechanism, KeyHandle key, ByteView in, std::span<std::uint8_t> out);
    Result<std::size_t> decrypt(Mechanism mechanism, KeyHandle key, ByteView in, std::span<std::uint8_t> out);
    Result<std::size_t> sign(Mechanism mechanism, KeyHandle key, ByteView in, std::span<std::uint8_t> out);
    Status random(std::span<std::uint8_t> out);

    Result<bool> flag(KeyHandle key, CK_ATTRIBUTE_TYPE type);
    Result<CK_ULONG> number(KeyHandle key, CK_ATTRIBUTE_TYPE type);
    std::string label(KeyHandle key);
    // Whether the module gives the value of a secret key away.
    bool is_readable(KeyHandle key);

  private:
    Session(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE handle) : functions_(&functions), handle_(handle) {}
    void close() noexcept;
    Object object(KeyHandle handle) const { return {*functions_, handle_, handle}; }
    const CK_FUNCTION_LIST* functions_;
    CK_SESSION_HANDLE handle_;
};

} // namespace keyline::hsm
