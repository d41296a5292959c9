# The static build with nothing around it, and beside what a machine may have that is not for it. Sourced by tests/linux/run.

empty() { # sets root to an empty system with the static az
    bare empty artifacts/static/az
}

signed_in_with() { # variables...: as the system's own settings have it, without what `inside` sets
    env -i PATH=/usr/bin:/usr/sbin HOME=/home/user "$@" chroot "$root" az login --service-principal -u 55555555-5555-5555-5555-555555555555 \
        -p Azimuth-sandbox-secret-1 -t 11111111-1111-1111-1111-000000000001 --only-show-errors --output none </dev/null
}

knows_the_sandbox() { # a cloud, registered with the certificates that `inside` has
    inside az cloud register --name Box --endpoint-resource-manager "$arm" --only-show-errors >/dev/null &&
        inside az cloud set --name Box --only-show-errors >/dev/null
}

static_alone() {
    empty
    check "static: az signs in without /proc" signs_in az
    check "static: its files are the user's only" only_for_the_user
    check "static: az --version names the OpenSSL inside" says "$(openssl_inside)" sh -c "$(declare -f inside)
        root=$root; inside az --version | sed -n 's/^openssl (inside) *//p'"
    check "static: so does az doctor" finds "A static build, with OpenSSL $(openssl_inside) inside." inside az doctor
    check "static: tokens cannot be encrypted, which is said" shows "this is a static build of az, which cannot use libsecret" \
        env -i PATH=/usr/bin:/usr/sbin HOME=/home/user AZURE_CORE_ENCRYPT_TOKEN_CACHE=true REQUESTS_CA_BUNDLE=/home/user/roots.pem \
        chroot "$root" az login --use-device-code --output none
    check "static: doctor does not crash then either" finds "cannot use libsecret" \
        env -i PATH=/usr/bin:/usr/sbin HOME=/home/user AZURE_CORE_ENCRYPT_TOKEN_CACHE=true chroot "$root" az doctor
    mount -t proc proc "$root/proc"
    check "static: az signs in with /proc" inside az login --use-device-code --output none
    umount "$root/proc"
}

openssl_inside() { # of the package that it was linked with: 3.0.17-1~deb12u2
    sed -n '/^Package: libssl-dev$/,/^Version/s/^Version: \([0-9.]*\).*/\1/p' "$(find "${XDG_CACHE_HOME:-$HOME/.cache}/azimuth-tests" \
        -maxdepth 1 -type d -name 'sysroot-bookworm-*' -print -quit)/.packages"
}

static_names() { # users and hosts, where nsswitch.conf names libraries: this machine's, which are of another glibc's kind
    empty
    local library
    printf '%s\n' "passwd: files systemd sss" "group: files systemd sss" "services: db files sss" \
        "hosts: files mdns4_minimal [NOTFOUND=return] resolve [!UNAVAIL=return] dns myhostname" >"$root/etc/nsswitch.conf"
    mkdir -p "$root/lib/x86_64-linux-gnu"
    for library in sss systemd mdns4_minimal resolve myhostname db; do # a library that ends who opens it
        clang -shared -nostdlib -o "$root/lib/x86_64-linux-gnu/libnss_$library.so.2" -x c - \
            <<<'__attribute__((constructor)) static void opened(void) { __builtin_trap(); }'
    done
    check "static: nsswitch.conf names libraries: az signs in" signs_in az
    check "static: a user whom no passwd names has no home" finds "No home folder was found" \
        env -i PATH=/usr/bin:/usr/sbin chroot --userspec=12345:12345 "$root" az account list --only-show-errors
    check "static: and works with HOME" says "[]" env -i PATH=/usr/bin:/usr/sbin HOME=/tmp chroot --userspec=12345:12345 "$root" \
        az account list --only-show-errors
    echo "ada:x:12345:12345::/tmp/ada:/bin/sh" >"$root/etc/passwd"
    mkdir "$root/tmp/ada"
    chown 12345 "$root/tmp/ada"
    check "static: a user of /etc/passwd has one" shows "Config directory '/tmp/ada/.azure'" env -i PATH=/usr/bin:/usr/sbin \
        chroot --userspec=12345:12345 "$root" az --version
}

static_roots() { # CA certificates, where distributions keep them and nowhere
    local file
    for file in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem /etc/ssl/ca-bundle.pem; do
        empty
        knows_the_sandbox
        mkdir -p "$root$(dirname $file)"
        cp "$(ready caFile)" "$root$file"
        check "static: roots in $file" signed_in_with
    done
    empty
    knows_the_sandbox
    check "static: without roots a sentence" refuses "this machine has no CA certificates. Install" signed_in_with
    check "static: and doctor has it as a finding" finds "This machine has no CA certificates" \
        env -i PATH=/usr/bin:/usr/sbin HOME=/home/user chroot "$root" az doctor
    rm -rf --one-file-system "$root"
    bare bookworm "$bin/az"
    cp -a "$(.ci/debs openssl bookworm amd64 libssl3)"/usr "$root/"
    knows_the_sandbox
    check "default build: without roots the same sentence" refuses "this machine has no CA certificates. Install" signed_in_with
}

static_openssl() { # openssl.cnf of the machine
    empty
    knows_the_sandbox
    local settings="REQUESTS_CA_BUNDLE=/home/user/roots.pem OPENSSL_CONF=/home/user/openssl.cnf"
    printf '%s\n' "openssl_conf = all" "[all]" "providers = list" "[list]" "default = on" "legacy = on" "other = other" \
        "[on]" "activate = 1" "[other]" "module = /nowhere/other.so" "activate = 1" >"$root/home/user/openssl.cnf"
    # shellcheck disable=SC2086
    check "static: openssl.cnf loads a provider beside the default one" signed_in_with $settings
    printf '%s\n' "openssl_conf = all" "[all]" "providers = list" "[list]" "fips = on" "[on]" "activate = 1" >"$root/home/user/openssl.cnf"
    # shellcheck disable=SC2086
    check "static: openssl.cnf loads only one that it cannot open" refuses "ERROR: The OpenSSL inside this static build has no algorithms" \
        signed_in_with $settings
}

static_sandbox() {
    empty
    cp artifacts/static/az-sandbox "$root/usr/bin/"
    check "static: az-sandbox starts without /proc" shows "The sandbox has been started." inside az sandbox start
    check "static: and az signs in to it" inside az --context sandbox login --service-principal -u 55555555-5555-5555-5555-555555555555 \
        -p Azimuth-sandbox-secret-1 -t 11111111-1111-1111-1111-000000000001 --output none
    check "static: it ends" shows "" inside az sandbox stop
}
