#!/bin/bash
# Installs what is missing of the Debian packages in packaging/dependencies/LIST.txt; does nothing when all are there.
set -euo pipefail

usage() {
    cat <<'END'
packaging/dependencies.sh LIST...

Installs the Debian packages that the lists name and that are not installed yet, as root or by sudo.

  build   what the programs are built from and need to run
  test    what the tests need beside that
  bench   what tests/bench compares with, beside both
  tidy    clang and clang-tidy, for tests/lint/tidy and the fuzz preset

Examples:
  packaging/dependencies.sh build
  packaging/dependencies.sh build test
END
}

if [[ $# -eq 0 || $1 == -h || $1 == --help ]]; then
    usage
    exit $(($# == 0 ? 2 : 0))
fi

lists=$(dirname -- "${BASH_SOURCE[0]}")/dependencies
wanted=()
for name in "$@"; do
    if [[ ! $name =~ ^[a-z]+$ || ! -r $lists/$name.txt ]]; then
        echo "dependencies: there is no list '$name'" >&2
        exit 2
    fi
    while IFS= read -r package; do
        wanted+=("$package")
    done < <(grep -v '^#' "$lists/$name.txt")
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "dependencies: this is not a Debian system; install what packaging/dependencies/*.txt name by hand" >&2
    exit 1
fi

find_missing() {
    local installed package
    # shellcheck disable=SC2016 # dpkg-query's own variables
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
    missing=()
    for package in "${wanted[@]}"; do
        grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
    done
}

find_missing
if ((${#missing[@]} == 0)); then
    exit 0
fi

as_root=()
if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
        echo "dependencies: these packages are missing, and neither root nor sudo is at hand to install them:" >&2
        echo "  ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f -- "$log"' EXIT

# On a terminal one line that tells how far it is; otherwise nothing. What apt-get says is shown when it fails.
show_progress() {
    if [[ -t 2 ]]; then
        awk '/^(Get|Fetched|Unpacking|Setting up)/ { printf "\r\033[K%.78s", $0; fflush() } END { printf "\r\033[K" }' >&2
    else
        cat >/dev/null
    fi
}

apt() {
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" \
        </dev/null 2>&1 | tee "$log" | show_progress; then
        tail -n 20 "$log" >&2
        echo "dependencies: apt-get has failed; its last words are above" >&2
        exit 1
    fi
}

echo "Installing ${#missing[@]} Debian packages (and what they need): ${missing[*]}" >&2
# A package list that is stale by a day names files which the mirror no longer has.
apt update
apt install -y --no-install-recommends "${missing[@]}"
find_missing
if ((${#missing[@]} != 0)); then
    echo "dependencies: still missing: ${missing[*]}" >&2
    exit 1
fi
