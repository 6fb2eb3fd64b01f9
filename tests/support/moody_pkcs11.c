/* A PKCS#11 module for tests: SoftHSM behind a door that opens and shuts on demand. The file beside it, NAME.so.mood,
 * says how it is:
 *   well (or no file)  all goes through
 *   gone               every call answers CKR_DEVICE_REMOVED
 *   hung               every call that works with a key stays until the process ends
 *   slow               every call that works with a key takes a quarter of a second
 * When it is back after having been gone, it is as a device that was pulled out and put in again: sessions and log-in
 * are lost, and the handles of objects name others than before. */
#define _GNU_SOURCE
#include <p11-kit/pkcs11.h>

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum Mood { well, gone, hung, slow };

static CK_FUNCTION_LIST ours;
static CK_FUNCTION_LIST* real;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char mood_path[4096];
static int was_gone;
static CK_SLOT_ID slot_used;
static CK_ULONG shift;      /* of objects' handles */
static CK_ULONG generation; /* of sessions' handles */
enum { generation_bits = 20 };

static enum Mood read_mood(void) {
    char word[16] = "";
    FILE* file = fopen(mood_path, "re");
    if (file != NULL) {
        if (fscanf(file, "%15s", word) != 1) {
            word[0] = '\0';
        }
        fclose(file);
    }
    return strcmp(word, "gone") == 0   ? gone
           : strcmp(word, "hung") == 0 ? hung
           : strcmp(word, "slow") == 0 ? slow
                                       : well;
}

static CK_RV door(void) {
    pthread_mutex_lock(&mutex);
    const enum Mood mood = read_mood();
    if (mood != gone && was_gone) {
        real->C_CloseAllSessions(slot_used);
        ++shift;
        ++generation;
    }
    was_gone = mood == gone;
    pthread_mutex_unlock(&mutex);
    return mood == gone ? CKR_DEVICE_REMOVED : CKR_OK;
}

static void work(void) {
    const enum Mood mood = read_mood();
    if (mood == hung) {
        for (;;) {
            pause();
        }
    }
    if (mood == slow) {
        const struct timespec quarter = {0, 250000000};
        nanosleep(&quarter, NULL);
    }
}

static CK_OBJECT_HANDLE out(CK_OBJECT_HANDLE handle) {
    return handle == 0 ? 0 : handle + shift;
}
static CK_OBJECT_HANDLE in(CK_OBJECT_HANDLE handle) {
    return handle <= shift ? 0 : handle - shift;
}

#define ENTER                                                                                                          \
    const CK_RV at_door = door();                                                                                      \
    if (at_door != CKR_OK) {                                                                                           \
        return at_door;                                                                                                \
    }
#define SESSION                                                                                                        \
    ENTER                                                                                                              \
    if (session >> generation_bits != generation) {                                                                    \
        return CKR_SESSION_HANDLE_INVALID;                                                                             \
    }                                                                                                                  \
    session &= (1UL << generation_bits) - 1;

static CK_RV get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
    ENTER
    return real->C_GetTokenInfo(slot, info);
}
static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application, CK_NOTIFY notify,
                          CK_SESSION_HANDLE_PTR session) {
    ENTER
    slot_used = slot;
    const CK_RV rv = real->C_OpenSession(slot, flags, application, notify, session);
    *session |= generation << generation_bits;
    return rv;
}
static CK_RV close_session(CK_SESSION_HANDLE session) {
    SESSION
    return real->C_CloseSession(session);
}
static CK_RV get_session_info(CK_SESSION_HANDLE session, CK_SESSION_INFO_PTR info) {
    SESSION
    return real->C_GetSessionInfo(session, info);
}
static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG size) {
    SESSION
    return real->C_Login(session, user, pin, size);
}
static CK_RV find_objects_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR attributes, CK_ULONG count) {
    SESSION
    return real->C_FindObjectsInit(session, attributes, count);
}
static CK_RV find_objects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR objects, CK_ULONG max, CK_ULONG_PTR count) {
    SESSION
    const CK_RV rv = real->C_FindObjects(session, objects, max, count);
    for (CK_ULONG i = 0; rv == CKR_OK && i < *count; ++i) {
        objects[i] = out(objects[i]);
    }
    return rv;
}
static CK_RV find_objects_final(CK_SESSION_HANDLE session) {
    SESSION
    return real->C_FindObjectsFinal(session);
}
static CK_RV get_attribute_value(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR attributes,
                                 CK_ULONG count) {
    SESSION
    return real->C_GetAttributeValue(session, in(object), attributes, count);
}
static CK_RV set_attribute_value(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR attributes,
                                 CK_ULONG count) {
    SESSION
    return real->C_SetAttributeValue(session, in(object), attributes, count);
}
static CK_RV create_object(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR attributes, CK_ULONG count,
                           CK_OBJECT_HANDLE_PTR object) {
    SESSION
    const CK_RV rv = real->C_CreateObject(session, attributes, count, object);
    *object = out(*object);
    return rv;
}
static CK_RV copy_object(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR attributes,
                         CK_ULONG count, CK_OBJECT_HANDLE_PTR copy) {
    SESSION
    const CK_RV rv = real->C_CopyObject(session, in(object), attributes, count, copy);
    *copy = out(*copy);
    return rv;
}
static CK_RV destroy_object(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) {
    SESSION
    return real->C_DestroyObject(session, in(object));
}
static CK_RV generate_key(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR attributes,
                          CK_ULONG count, CK_OBJECT_HANDLE_PTR key) {
    SESSION
    work();
    const CK_RV rv = real->C_GenerateKey(session, mechanism, attributes, count, key);
    *key = out(*key);
    return rv;
}
static CK_RV generate_key_pair(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_ATTRIBUTE_PTR of_public,
                               CK_ULONG public_count, CK_ATTRIBUTE_PTR of_private, CK_ULONG private_count,
                               CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key) {
    SESSION
    const CK_RV rv = real->C_GenerateKeyPair(session, mechanism, of_public, public_count, of_private, private_count,
                                             public_key, private_key);
    *public_key = out(*public_key);
    *private_key = out(*private_key);
    return rv;
}
static CK_RV wrap_key(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE wrapping,
                      CK_OBJECT_HANDLE key, CK_BYTE_PTR wrapped, CK_ULONG_PTR size) {
    SESSION
    work();
    return real->C_WrapKey(session, mechanism, in(wrapping), in(key), wrapped, size);
}
static CK_RV unwrap_key(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE unwrapping,
                        CK_BYTE_PTR wrapped, CK_ULONG size, CK_ATTRIBUTE_PTR attributes, CK_ULONG count,
                        CK_OBJECT_HANDLE_PTR key) {
    SESSION
    work();
    const CK_RV rv = real->C_UnwrapKey(session, mechanism, in(unwrapping), wrapped, size, attributes, count, key);
    *key = out(*key);
    return rv;
}
#define INIT(name, function)                                                                                           \
    static CK_RV name(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {                   \
        SESSION                                                                                                        \
        work();                                                                                                        \
        return real->function(session, mechanism, in(key));                                                            \
    }
INIT(encrypt_init, C_EncryptInit)
INIT(decrypt_init, C_DecryptInit)
INIT(sign_init, C_SignInit)
INIT(verify_init, C_VerifyInit)
#define BUFFERS(name, function)                                                                                        \
    static CK_RV name(CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG size, CK_BYTE_PTR made,                    \
                      CK_ULONG_PTR made_size) {                                                                        \
        SESSION                                                                                                        \
        return real->function(session, data, size, made, made_size);                                                   \
    }
BUFFERS(encrypt, C_Encrypt)
BUFFERS(decrypt, C_Decrypt)
BUFFERS(sign, C_Sign)
static CK_RV generate_random(CK_SESSION_HANDLE session, CK_BYTE_PTR bytes, CK_ULONG size) {
    SESSION
    return real->C_GenerateRandom(session, bytes, size);
}
static CK_RV get_mechanism_info(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info) {
    ENTER
    return real->C_GetMechanismInfo(slot, type, info);
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
    Dl_info self;
    void* module = dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
    CK_C_GetFunctionList get = NULL;
    *(void**)&get = module == NULL ? NULL : dlsym(module, "C_GetFunctionList");
    if (get == NULL || get(&real) != CKR_OK || dladdr(&ours, &self) == 0) {
        return CKR_GENERAL_ERROR;
    }
    snprintf(mood_path, sizeof mood_path, "%s.mood", self.dli_fname);
    ours = *real;
    ours.C_GetFunctionList = C_GetFunctionList;
    ours.C_GetTokenInfo = get_token_info;
    ours.C_GetMechanismInfo = get_mechanism_info;
    ours.C_OpenSession = open_session;
    ours.C_CloseSession = close_session;
    ours.C_GetSessionInfo = get_session_info;
    ours.C_Login = login;
    ours.C_FindObjectsInit = find_objects_init;
    ours.C_FindObjects = find_objects;
    ours.C_FindObjectsFinal = find_objects_final;
    ours.C_GetAttributeValue = get_attribute_value;
    ours.C_SetAttributeValue = set_attribute_value;
    ours.C_CreateObject = create_object;
    ours.C_CopyObject = copy_object;
    ours.C_DestroyObject = destroy_object;
    ours.C_GenerateKey = generate_key;
    ours.C_GenerateKeyPair = generate_key_pair;
    ours.C_WrapKey = wrap_key;
    ours.C_UnwrapKey = unwrap_key;
    ours.C_EncryptInit = encrypt_init;
    ours.C_DecryptInit = decrypt_init;
    ours.C_SignInit = sign_init;
    ours.C_VerifyInit = verify_init;
    ours.C_Encrypt = encrypt;
    ours.C_Decrypt = decrypt;
    ours.C_Sign = sign;
    ours.C_GenerateRandom = generate_random;
    *list = &ours;
    return CKR_OK;
}
