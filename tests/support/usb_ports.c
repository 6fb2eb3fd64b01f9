/* Loaded into a program (LD_PRELOAD), shows it USB serial adapters that are not there: /sys/class/tty and /dev/tty* are
 * looked up below the directory that KEYLINE_USB_PORTS names, as tests/support/usb_ports.h fills it. Everything else is
 * passed through. The symbols are those that Debian's libserialport 0.1.1 and libc's callers import. Threads: any. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char class_directory[] = "/sys/class/tty";
static const char device_prefix[] = "/dev/tty";

static void* next(const char* name) {
    return dlsym(RTLD_NEXT, name);
}

/* Where the path is looked up; the same where it is not ours. */
static const char* map(const char* path, char buffer[PATH_MAX]) {
    const char* root = getenv("KEYLINE_USB_PORTS");
    /* How a pseudo-terminal is named to libserialport: fixtures/serial_port.cpp. */
    if (root == NULL || path == NULL || strncmp(path, "/sys/class/tty/../", 18) == 0) {
        return path;
    }
    if (strncmp(path, class_directory, sizeof class_directory - 1) == 0) {
        (void)snprintf(buffer, PATH_MAX, "%s/class/tty%s", root, path + sizeof class_directory - 1);
        return buffer;
    }
    if (strncmp(path, device_prefix, sizeof device_prefix - 1) == 0) {
        (void)snprintf(buffer, PATH_MAX, "%s%s", root, path);
        return buffer;
    }
    return path;
}

int lstat(const char* path, struct stat* status) {
    char buffer[PATH_MAX];
    int (*real)(const char*, struct stat*) = __extension__(int (*)(const char*, struct stat*)) next("lstat");
    return real(map(path, buffer), status);
}

int __lxstat(int version, const char* path, struct stat* status) {
    char buffer[PATH_MAX];
    int (*real)(int, const char*, struct stat*) =
        __extension__(int (*)(int, const char*, struct stat*)) next("__lxstat");
    return real(version, map(path, buffer), status);
}

int stat(const char* path, struct stat* status) {
    char buffer[PATH_MAX];
    int (*real)(const char*, struct stat*) = __extension__(int (*)(const char*, struct stat*)) next("stat");
    return real(map(path, buffer), status);
}

ssize_t readlink(const char* path, char* target, size_t size) {
    char buffer[PATH_MAX];
    ssize_t (*real)(const char*, char*, size_t) =
        __extension__(ssize_t(*)(const char*, char*, size_t)) next("readlink");
    return real(map(path, buffer), target, size);
}

ssize_t __readlink_chk(const char* path, char* target, size_t size, size_t room) {
    return size > room ? -1 : readlink(path, target, size);
}

char* realpath(const char* path, char* resolved) {
    char buffer[PATH_MAX];
    char* (*real)(const char*, char*) = __extension__(char* (*)(const char*, char*)) next("realpath");
    return real(map(path, buffer), resolved);
}

char* __realpath_chk(const char* path, char* resolved, size_t room) {
    return resolved != NULL && room < PATH_MAX ? NULL : realpath(path, resolved);
}

FILE* fopen(const char* path, const char* mode) {
    char buffer[PATH_MAX];
    FILE* (*real)(const char*, const char*) = __extension__(FILE * (*)(const char*, const char*)) next("fopen");
    return real(map(path, buffer), mode);
}

FILE* fopen64(const char* path, const char* mode) {
    char buffer[PATH_MAX];
    FILE* (*real)(const char*, const char*) = __extension__(FILE * (*)(const char*, const char*)) next("fopen64");
    return real(map(path, buffer), mode);
}

DIR* opendir(const char* path) {
    char buffer[PATH_MAX];
    DIR* (*real)(const char*) = __extension__(DIR * (*)(const char*)) next("opendir");
    return real(map(path, buffer));
}

int open(const char* path, int flags, ...) {
    char buffer[PATH_MAX];
    mode_t mode = 0;
    if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    int (*real)(const char*, int, ...) = __extension__(int (*)(const char*, int, ...)) next("open");
    return real(map(path, buffer), flags, mode);
}

int __open_2(const char* path, int flags) {
    return open(path, flags);
}
