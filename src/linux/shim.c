// Linked into each native image for Linux, between .NET's runtime and the C library or OpenSSL: the linker's --wrap leads each call of
// f() to __wrap_f() and each call of __real_f() to f(). Directory.Build.targets compiles it and names what is wrapped.
#define _GNU_SOURCE
#include <malloc.h>
#include <netdb.h>
#include <nss.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

// glibc reserves 128 MiB of addresses for the first allocation of a second thread. Where addresses are limited (ulimit -v), .NET's heap,
// which reserves half of the limit at the same time, would then sometimes not get them and end the process without a word.
__attribute__((constructor)) static void use_one_arena(void) { mallopt(M_ARENA_MAX, 1); }

#ifndef AZIMUTH_STATIC

// glibc 2.29 has newer versions of these two, which differ in how they set errno. With the older ones the image runs on glibc 2.28.
#ifdef __x86_64__
#define OLDEST "GLIBC_2.2.5"
#else
#define OLDEST "GLIBC_2.17"
#endif
__asm__(".symver oldest_pow, pow@" OLDEST "\n.symver oldest_log, log@" OLDEST);
double oldest_pow(double, double);
double oldest_log(double);
double __wrap_pow(double x, double y) { return oldest_pow(x, y); }
double __wrap_log(double x) { return oldest_log(x); }

// .NET opens OpenSSL when it is first needed, and aborts with a core dump where there is none that it can use.
__attribute__((weak)) void __real_InitializeOpenSSLShim(void); // a program without cryptography has none
_Noreturn void __real_abort(void);
static __thread int opening;
static char reason[160];

void __wrap_InitializeOpenSSLShim(void)
{
    FILE *terminal = stderr, *text = fmemopen(reason, sizeof reason - 1, "w");
    if (text != NULL)
    {
        setvbuf(text, NULL, _IONBF, 0);
        stderr = text;
    }

    opening = 1;
    __real_InitializeOpenSSLShim();
    opening = 0;
    stderr = terminal;
    if (text != NULL)
    {
        fclose(text);
    }
}

_Noreturn void __wrap_abort(void)
{
    if (opening)
    {
        reason[strcspn(reason, "\n")] = '\0';
        dprintf(
            STDERR_FILENO,
            "ERROR: OpenSSL cannot be used: %s. Install the package that has libssl.so.3 or libssl.so.1.1 (Debian: libssl3, "
            "Fedora and RHEL: openssl-libs), or use the static build of Azimuth.\n",
            reason);
        _exit(1);
    }

    __real_abort();
}

#else

#include <openssl/evp.h>

// .NET's own initialization ends in a crash where openssl.cnf leaves no provider, for example since it names only ones in libraries.
int __real_CryptoNative_EnsureOpenSslInitialized(void);
int __wrap_CryptoNative_EnsureOpenSslInitialized(void)
{
    static int checked;
    if (!checked)
    {
        EVP_MD *hash = EVP_MD_fetch(NULL, "SHA256", NULL);
        if (hash == NULL)
        {
            dprintf(
                STDERR_FILENO,
                "ERROR: The OpenSSL inside this static build has no algorithms: openssl.cnf (OPENSSL_CONF) names providers that are "
                "libraries, which it cannot open. Set OPENSSL_CONF=/dev/null, or use the default build of Azimuth.\n");
            _exit(1);
        }

        EVP_MD_free(hash);
        checked = 1;
    }

    return __real_CryptoNative_EnsureOpenSslInitialized();
}

// A library that is opened would bring a second C library of another version along, and end the process sooner or later.
void *__wrap_dlopen(const char *file, int mode)
{
    (void)file;
    (void)mode;
    return NULL;
}

char *__wrap_dlerror(void) { return "this is a static build, which opens no libraries"; }

// Names of hosts and users come from files and DNS. What nsswitch.conf names beyond them are libraries (sss, systemd, mdns4_minimal).
static void use_no_modules(void)
{
    static int done;
    if (!done)
    {
        done = 1;
        __nss_configure_lookup("hosts", "files dns");
        __nss_configure_lookup("services", "files");
        __nss_configure_lookup("passwd", "files");
        __nss_configure_lookup("group", "files");
        __nss_configure_lookup("initgroups", "files");
    }
}

int __real_getaddrinfo(const char *, const char *, const struct addrinfo *, struct addrinfo **);
int __wrap_getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    use_no_modules();
    int code = __real_getaddrinfo(node, service, hints, found);
    // An empty folder has no /etc/hosts. This name is the loopback address everywhere (RFC 6761, 6.3).
    return code != 0 && node != NULL && strcasecmp(node, "localhost") == 0 ? __real_getaddrinfo("127.0.0.1", service, hints, found) : code;
}

struct passwd *__real_getpwuid(uid_t);
struct passwd *__wrap_getpwuid(uid_t user)
{
    use_no_modules();
    return __real_getpwuid(user);
}

int __real_getpwuid_r(uid_t, struct passwd *, char *, size_t, struct passwd **);
int __wrap_getpwuid_r(uid_t user, struct passwd *entry, char *buffer, size_t size, struct passwd **found)
{
    use_no_modules();
    return __real_getpwuid_r(user, entry, buffer, size, found);
}

int __real_getpwnam_r(const char *, struct passwd *, char *, size_t, struct passwd **);
int __wrap_getpwnam_r(const char *name, struct passwd *entry, char *buffer, size_t size, struct passwd **found)
{
    use_no_modules();
    return __real_getpwnam_r(name, entry, buffer, size, found);
}

int __real_getgrouplist(const char *, gid_t, gid_t *, int *);
int __wrap_getgrouplist(const char *user, gid_t group, gid_t *groups, int *count)
{
    use_no_modules();
    return __real_getgrouplist(user, group, groups, count);
}

int __real_getnameinfo(const struct sockaddr *, socklen_t, char *, socklen_t, char *, socklen_t, int);
int __wrap_getnameinfo(
    const struct sockaddr *address, socklen_t size, char *host, socklen_t hosts, char *service, socklen_t services, int flags)
{
    use_no_modules();
    return __real_getnameinfo(address, size, host, hosts, service, services, flags);
}

// The OpenSSL inside knows the folders of the system on which it was made; roots are looked for where distributions keep them.
static const char *const roots[] = {"/etc/ssl/certs", "/etc/pki/tls/certs"};
static const char *const bundles[] = {
    "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt",
};

const char *__real_X509_get_default_cert_dir(void);
const char *__wrap_X509_get_default_cert_dir(void)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
    {
        if (access(roots[i], R_OK | X_OK) == 0)
        {
            return roots[i];
        }
    }

    return __real_X509_get_default_cert_dir();
}

const char *__real_X509_get_default_cert_file(void);
const char *__wrap_X509_get_default_cert_file(void)
{
    const char *folder = __wrap_X509_get_default_cert_dir();
    for (size_t i = 0; i < sizeof bundles / sizeof *bundles; i++)
    {
        // All files of the folder are read anyway.
        if (strncmp(bundles[i], folder, strlen(folder)) != 0 && access(bundles[i], R_OK) == 0)
        {
            return bundles[i];
        }
    }

    return __real_X509_get_default_cert_file();
}

#endif
