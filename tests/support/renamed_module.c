/* A PKCS#11 module for tests of the production path: SoftHSM under a name of its own, which says what it is, "Keyline
 * test module". Debian 12 has no other module that passes the self-test, and production refuses SoftHSM by its name; so
 * this shows that the path works, and nothing about any HSM. Never installed. */
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <string.h>

static CK_FUNCTION_LIST functions;
static CK_RV (*real_get_info)(CK_INFO_PTR);

static CK_RV renamed_info(CK_INFO_PTR info) {
    const CK_RV rv = real_get_info(info);
    if (rv == CKR_OK) {
        memset(info->manufacturerID, ' ', sizeof info->manufacturerID);
        memset(info->libraryDescription, ' ', sizeof info->libraryDescription);
        memcpy(info->manufacturerID, "Keyline", 7);
        memcpy(info->libraryDescription, "test module, not an HSM", 23);
    }
    return rv;
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
    void* library = dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
    CK_C_GetFunctionList get = NULL;
    CK_FUNCTION_LIST_PTR real = NULL;
    if (library == NULL) {
        return CKR_GENERAL_ERROR;
    }
    *(void**)&get = dlsym(library, "C_GetFunctionList");
    if (get == NULL || get(&real) != CKR_OK) {
        return CKR_GENERAL_ERROR;
    }
    functions = *real;
    real_get_info = real->C_GetInfo;
    functions.C_GetInfo = renamed_info;
    *list = &functions;
    return CKR_OK;
}
