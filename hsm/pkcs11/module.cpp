#include "hsm/pkcs11/module.h"

#include "hsm/pkcs11/parameters.h"

#include <dlfcn.h>
#include <libp11.h>
#include <openssl/err.h>

namespace keyline::hsm {

namespace {
// PKCS#11 pads its texts with blanks.
template <std::size_t Size>
std::string unpadded(const unsigned char (&text)[Size]) {
    const std::string_view padded(reinterpret_cast<const char*>(text), Size);
    return std::string(padded.substr(0, padded.find_last_not_of(' ') + 1));
}

struct TokenSeen {
    CK_SLOT_ID slot;
    std::string label;
    bool initialised;
};

Result<std::vector<TokenSeen>> tokens_seen(const CK_FUNCTION_LIST& functions) {
    CK_ULONG count = 0;
    if (const CK_RV rv = functions.C_GetSlotList(CK_TRUE, nullptr, &count); rv != CKR_OK) {
        return fail_rv("C_GetSlotList", rv);
    }
    std::vector<CK_SLOT_ID> slots(count);
    if (const CK_RV rv = functions.C_GetSlotList(CK_TRUE, slots.data(), &count); rv != CKR_OK) {
        return fail_rv("C_GetSlotList", rv);
    }
    slots.resize(count);
    std::vector<TokenSeen> tokens;
    for (const CK_SLOT_ID slot : slots) {
        CK_TOKEN_INFO info{};
        if (functions.C_GetTokenInfo(slot, &info) == CKR_OK) {
            tokens.push_back({slot, unpadded(info.label), (info.flags & CKF_TOKEN_INITIALIZED) != 0});
        }
    }
    return tokens;
}

bool is_about_the_pin(CK_RV rv) {
    return rv == CKR_PIN_INCORRECT || rv == CKR_PIN_INVALID || rv == CKR_PIN_LEN_RANGE || rv == CKR_PIN_EXPIRED ||
           rv == CKR_PIN_LOCKED;
}

std::string openssl_error() {
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    ERR_clear_error();
    return text.data();
}
} // namespace

struct Module::State {
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();

    CK_FUNCTION_LIST_PTR functions = nullptr;
    std::string description;
    PKCS11_CTX* context = nullptr; // its unload finalises the module
    bool context_loaded = false;
    PKCS11_SLOT* libp11_slots = nullptr;
    unsigned libp11_slot_count = 0;
    CK_SLOT_ID slot = 0;
    CK_SESSION_HANDLE login_session = CK_INVALID_HANDLE; // the log-in lasts as long as some session does
};

Module::State::~State() {
    if (login_session != CK_INVALID_HANDLE) {
        functions->C_CloseSession(login_session);
    }
    if (libp11_slots != nullptr) {
        PKCS11_release_all_slots(context, libp11_slots, libp11_slot_count);
    }
    if (context_loaded) {
        PKCS11_CTX_unload(context);
    }
    if (context != nullptr) {
        PKCS11_CTX_free(context);
    }
}

Module::Module(std::unique_ptr<State> state) : state_(std::move(state)) {}
Module::Module(Module&& other) noexcept = default;
Module& Module::operator=(Module&& other) noexcept = default;
Module::~Module() = default;

Result<Module> Module::load(const std::filesystem::path& path, const std::string& init_args) {
    auto state = std::make_unique<State>();
    const auto missing = [&](std::string cause) {
        return fail(ErrorCode::hsm_module_missing, {{"path", path.string()}}, std::move(cause));
    };
    // It stays mapped: libraries that a module brings along do not survive being unloaded.
    void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) {
        return missing(dlerror());
    }
    const auto get_function_list = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
    if (get_function_list == nullptr) {
        return missing("not a PKCS#11 module: no C_GetFunctionList");
    }
    if (const CK_RV rv = get_function_list(&state->functions); rv != CKR_OK) {
        return fail_rv("C_GetFunctionList", rv);
    }
    CK_INFO info{};
    if (state->functions->C_GetInfo(&info) == CKR_OK) {
        return fail(ErrorCode::hsm_failed, {{"call", "C_Initialize"}}, rv_text(CKR_CRYPTOKI_ALREADY_INITIALIZED));
    }
    state->context = PKCS11_CTX_new();
    if (!init_args.empty()) {
        PKCS11_CTX_init_args(state->context, init_args.c_str());
    }
    if (PKCS11_CTX_load(state->context, path.c_str()) != 0) {
        return fail(ErrorCode::hsm_failed, {{"call", "C_Initialize"}}, openssl_error());
    }
    state->context_loaded = true;
    if (const CK_RV rv = state->functions->C_GetInfo(&info); rv != CKR_OK) {
        return fail_rv("C_GetInfo", rv);
    }
    state->description = unpadded(info.manufacturerID) + ", " + unpadded(info.libraryDescription) + " " +
                         std::to_string(info.libraryVersion.major) + "." + std::to_string(info.libraryVersion.minor);
    return Module(std::move(state));
}

const std::string& Module::description() const {
    return state_->description;
}

const CK_FUNCTION_LIST& Module::functions() const {
    return *state_->functions;
}

CK_SLOT_ID Module::slot() const {
    return state_->slot;
}

Result<CK_SLOT_ID> Module::find_token(std::string_view label) const {
    auto tokens = tokens_seen(functions());
    if (!tokens) {
        return tokens.failure();
    }
    std::vector<CK_SLOT_ID> found;
    std::string seen;
    for (const TokenSeen& token : *tokens) {
        if (token.initialised) {
            seen += (seen.empty() ? "" : ", ") + token.label;
            if (token.label == label) {
                found.push_back(token.slot);
            }
        }
    }
    if (found.size() == 1) {
        return found.front();
    }
    Error::Args args{{"label", std::string(label)}, {"found", seen}};
    if (!found.empty()) {
        args.emplace_back("reason", "several tokens have this label");
    }
    return fail(ErrorCode::hsm_token_missing, std::move(args));
}

Result<CK_SLOT_ID> Module::find_blank_token() const {
    auto tokens = tokens_seen(functions());
    if (!tokens) {
        return tokens.failure();
    }
    for (const TokenSeen& token : *tokens) {
        if (!token.initialised) {
            return token.slot;
        }
    }
    return fail(ErrorCode::hsm_token_missing, {{"reason", "no slot with a blank token"}});
}

Status Module::log_in(std::string_view token_label, const SecretBytes& pin) {
    if (state_->login_session != CK_INVALID_HANDLE) {
        return fail_rv("C_Login", CKR_USER_ALREADY_LOGGED_IN);
    }
    auto slot = find_token(token_label);
    if (!slot) {
        return slot.failure();
    }
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
    if (const CK_RV rv = functions().C_OpenSession(*slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
        rv != CKR_OK) {
        return fail_rv("C_OpenSession", rv);
    }
    if (const CK_RV rv = functions().C_Login(session, CKU_USER, readable(pin.bytes()), pin.size()); rv != CKR_OK) {
        functions().C_CloseSession(session);
        if (is_about_the_pin(rv)) {
            return fail(ErrorCode::hsm_pin_wrong, {{"label", std::string(token_label)}}, rv_text(rv));
        }
        return fail_rv("C_Login", rv);
    }
    state_->slot = *slot;
    state_->login_session = session;
    return {};
}

Status Module::check_token() const {
    CK_TOKEN_INFO info{};
    if (const CK_RV rv = functions().C_GetTokenInfo(state_->slot, &info); rv != CKR_OK) {
        return fail_rv("C_GetTokenInfo", rv);
    }
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
    if (const CK_RV rv = functions().C_OpenSession(state_->slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
        rv != CKR_OK) {
        return fail_rv("C_OpenSession", rv);
    }
    CK_SESSION_INFO found{};
    const CK_RV rv = functions().C_GetSessionInfo(session, &found);
    functions().C_CloseSession(session);
    if (rv != CKR_OK) {
        return fail_rv("C_GetSessionInfo", rv);
    }
    if (found.state != CKS_RO_USER_FUNCTIONS && found.state != CKS_RW_USER_FUNCTIONS) {
        return fail(ErrorCode::hsm_failed, {{"call", "C_GetSessionInfo"}}, "the log-in is lost");
    }
    return {};
}

Result<PKCS11_token_st*> Module::libp11_token() {
    if (state_->libp11_slots == nullptr &&
        PKCS11_enumerate_slots(state_->context, &state_->libp11_slots, &state_->libp11_slot_count) != 0) {
        return fail(ErrorCode::hsm_failed, {{"call", "PKCS11_enumerate_slots"}}, openssl_error());
    }
    for (PKCS11_SLOT* slot = state_->libp11_slots; slot != state_->libp11_slots + state_->libp11_slot_count; ++slot) {
        if (PKCS11_get_slotid_from_slot(slot) == state_->slot && slot->token != nullptr) {
            return slot->token;
        }
    }
    return fail(ErrorCode::hsm_failed, {{"call", "PKCS11_enumerate_slots"}}, "the token is not listed");
}

} // namespace keyline::hsm
