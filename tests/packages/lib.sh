# Checks that count themselves, a sandbox, and systems to install in. Sourced by tests/packages/run.
passed=0 failed=0

check() { # name, command...: holds when the command does; what it prints is shown only when it does not
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then
        passed=$((passed + 1))
        echo "ok $((passed + failed)) - $name"
    else
        failed=$((failed + 1))
        printf 'not ok %s - %s\n%s\n' $((passed + failed)) "$name" "$(sed 's/^/    /' <<<"$said" | tail -n 40)"
    fi
}

says() { # what is expected, command...: its whole output on stdout and stderr
    local expected=$1 said
    shift
    said=$("$@" 2>&1) || { echo "exit code $?: $said"; return 1; }
    [ "$said" = "$expected" ] || { printf 'expected: %s\nsaid:     %s\n' "$expected" "$said"; return 1; }
}

shows() { # a part of what is expected, command...
    local part=$1 said
    shift
    said=$("$@" 2>&1) || { echo "exit code $?: $said"; return 1; }
    grep -qF -- "$part" <<<"$said" || { printf 'expected in it: %s\nsaid: %s\n' "$part" "$said"; return 1; }
}

fails() { ! "$@"; }

sandbox_start() { # one for all systems, which share this one's network; it approves device codes by itself
    "$bin/az-sandbox" serve --state "$scratch/sandbox" --parent $$ >"$scratch/sandbox.json" 2>"$scratch/sandbox.log" &
    local tries=0
    until [ -s "$scratch/sandbox/ready.json" ]; do
        [ $((tries += 1)) -le 600 ] || { echo "The sandbox did not start:"; cat "$scratch/sandbox.log"; return 1; }
        sleep 0.1
    done
    ready() { jq -r ".$1" "$scratch/sandbox/ready.json"; }
    arm=$(ready arm) bundle=$(ready bundleFile)
    curl -sf "$(ready control)/switches/answerDeviceCodes" -H "Authorization: Bearer $(cat "$(ready controlKeyFile)")" -H 'Content-Type: application/json' \
        -d '{"on": true, "user": "ada@contoso.onmicrosoft.com", "afterPolls": 1}' >/dev/null
}

root_with() { # suite, packages...: sets root to a system of its own
    root=$(mktemp -d "$scratch/root.XXXX")
    local suite=$1
    shift
    tests/linux/root "$suite" "$root" "$@"
    mount -t proc proc "$root/proc"
    [ -e "$root/dev/fd" ] || ln -s /proc/self/fd "$root/dev/fd"
    mkdir -p "$root/home/user"
    cp "$bundle" "$root/home/user/roots.pem"
}

# A command in the root, with a home of its own and the sandbox's certificates; stdin is empty.
inside() {
    env -i PATH="${inside_path:-/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin}" HOME=/home/user LC_ALL=C.UTF-8 \
        REQUESTS_CA_BUNDLE=/home/user/roots.pem DEBIAN_FRONTEND=noninteractive /usr/sbin/chroot "$root" "$@" </dev/null
}

signs_in() { # az, as it is called in the root: a device code, a cached token, the default subscription
    inside "$1" cloud register --name Box --endpoint-resource-manager "$arm" --only-show-errors >/dev/null &&
        inside "$1" cloud set --name Box --only-show-errors >/dev/null &&
        inside "$1" login --use-device-code --output none &&
        says Bearer inside "$1" account get-access-token --query tokenType --output tsv &&
        says ada@contoso.onmicrosoft.com inside "$1" account show --query user.name --output tsv
}
