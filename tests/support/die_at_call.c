/* Ends a program with SIGKILL just before its n-th call that leaves a trace outside of it: a write to a file, a port or
 * a socket, a sync, a file made, renamed or removed. Preloaded into the real, unchanged programs by the crash tests,
 * which so reach every boundary between two durable steps without a sleep. What to end and where stands in a file that
 * all processes and the test share (die_at_call.h); its counter outlives the kill. Threads: any. */
#define _GNU_SOURCE
#include "tests/support/die_at_call.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static KlDeathPlan* plan;

__attribute__((constructor)) static void open_plan(void) {
    const char* path = getenv(KL_DEATH_PLAN_VARIABLE);
    const int descriptor = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) {
        return;
    }
    void* memory = mmap(NULL, sizeof(KlDeathPlan), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    plan = memory == MAP_FAILED ? NULL : memory;
}

static void pass(unsigned kind, const char* name) {
    if (plan == NULL || (plan->kinds & kind) == 0 ||
        strncmp(plan->program, program_invocation_short_name, sizeof plan->program) != 0) {
        return;
    }
    if (__atomic_add_fetch(&plan->calls, 1, __ATOMIC_SEQ_CST) == plan->die_at) {
        strncpy(plan->died_before, name, sizeof plan->died_before - 1);
        syscall(SYS_kill, getpid(), SIGKILL);
    }
}

/* Wake-ups between a program's own threads (eventfd, timerfd) leave no trace. */
static unsigned kind_of_descriptor(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) {
        return 0;
    }
    return S_ISCHR(status.st_mode)    ? kl_death_port
           : S_ISSOCK(status.st_mode) ? kl_death_socket
           : S_ISREG(status.st_mode)  ? kl_death_file_write
                                      : 0;
}

ssize_t write(int descriptor, const void* data, size_t size) {
    pass(kind_of_descriptor(descriptor), "write");
    return syscall(SYS_write, descriptor, data, size);
}
ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t at) {
    pass(kl_death_file_write, "pwrite");
    return syscall(SYS_pwrite64, descriptor, data, size, at);
}
ssize_t pwrite(int descriptor, const void* data, size_t size, off_t at) {
    return pwrite64(descriptor, data, size, at);
}
ssize_t sendmsg(int descriptor, const struct msghdr* message, int flags) {
    pass(kl_death_socket, "sendmsg");
    return syscall(SYS_sendmsg, descriptor, message, flags);
}
ssize_t send(int descriptor, const void* data, size_t size, int flags) {
    pass(kl_death_socket, "send");
    return syscall(SYS_sendto, descriptor, data, size, flags, NULL, 0);
}
int fsync(int descriptor) {
    pass(kl_death_sync, "fsync");
    return (int)syscall(SYS_fsync, descriptor);
}
int fdatasync(int descriptor) {
    pass(kl_death_sync, "fdatasync");
    return (int)syscall(SYS_fdatasync, descriptor);
}
int ftruncate64(int descriptor, off64_t size) {
    pass(kl_death_file_write, "ftruncate");
    return (int)syscall(SYS_ftruncate, descriptor, size);
}
int unlink(const char* path) {
    pass(kl_death_name, "unlink");
    return (int)syscall(SYS_unlink, path);
}
int rename(const char* from, const char* to) {
    pass(kl_death_name, "rename");
    return (int)syscall(SYS_rename, from, to);
}
int renameat2(int from_at, const char* from, int to_at, const char* to, unsigned flags) {
    pass(kl_death_name, "renameat2");
    return (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
}
int mkdir(const char* path, mode_t mode) {
    pass(kl_death_name, "mkdir");
    return (int)syscall(SYS_mkdir, path, mode);
}
int symlink(const char* target, const char* path) {
    pass(kl_death_name, "symlink");
    return (int)syscall(SYS_symlink, target, path);
}
