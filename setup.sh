#!/bin/sh
# Readies this folder to run salesreport on Debian and Ubuntu: Pango and a Chinese font from the
# system, then .venv with the locked packages. Doing it again changes nothing and is quick.
#   sh setup.sh             to build reports        sh setup.sh --lab       and open notebooks
#   sh setup.sh --dev       and run the tests       sh setup.sh --browser   and run the benchmark
#   sh setup.sh --postgresql    and read PostgreSQL databases
# PYTHON names another interpreter, CONSTRAINTS another file of versions.
set -eu
cd "$(dirname "$0")"
constraints=${CONSTRAINTS:-constraints.txt}
extras=run
wanted=

for option in "$@"; do
    case $option in
        --dev | --lab | --postgresql) extras="$extras ${option#--}" ;;
        --browser) extras="$extras browser" ;;
        *) sed -n 's/^#  */  /p' "$0" >&2; exit 2 ;;
    esac
done

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Its own Python if .venv is whole (a moved one is not), else the first new enough.
usable_python() {
    made=$(.venv/bin/pip --version >/dev/null 2>&1 && echo .venv/bin/python || true)
    for name in $made ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
}

# True when every shared library named can be loaded.
loads() {
    "$python" -c 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]' "$@" 2>/dev/null
}

has_chinese_font() {
    if command -v fc-list >/dev/null 2>&1; then
        [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
    else
        find /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.local/share/fonts" \
            -iname '*cjk*' 2>/dev/null | grep -q .
    fi
}

# Debian packages that are missing, in $wanted.
look() {
    wanted=
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        wanted="$wanted python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    loads libpango-1.0.so.0 || wanted="$wanted libpango-1.0-0"
    loads libpangoft2-1.0.so.0 || wanted="$wanted libpangoft2-1.0-0"
    loads libharfbuzz-subset.so.0 || wanted="$wanted libharfbuzz-subset0"
    has_chinese_font || wanted="$wanted fontconfig fonts-noto-cjk"
    case $extras in *browser*)
        command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
            wanted="$wanted chromium"
        command -v pdftoppm >/dev/null 2>&1 || wanted="$wanted poppler-utils" ;;
    esac
}

apt_install() {
    sudo=
    command -v apt-get >/dev/null 2>&1 ||
        die "Missing here:$wanted" "These are Debian's names and there is no apt-get:" \
            "install what your system calls them, then run this again."
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null ||
            die "Missing here:$wanted" "Run this, then try again:" \
                "  sudo apt-get update && sudo apt-get install -y$wanted"
        sudo='sudo -n'
    fi
    echo "Installing from the system's packages:$wanted"
    $sudo apt-get update -qq || echo "apt-get update failed; trying with the lists at hand" >&2
    known=
    for package in $wanted; do # older releases keep harfbuzz-subset in libharfbuzz0b
        if apt-cache show "$package" >/dev/null 2>&1; then known="$known $package"
        elif [ "$package" = libharfbuzz-subset0 ]; then known="$known libharfbuzz0b"
        else die "apt-get knows no package $package; install it by hand, then run this again."; fi
    done
    # shellcheck disable=SC2086 # a list of words
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 $known </dev/null >/dev/null
}

python=$(usable_python)
[ -n "$python" ] || die "No Python 3.11 or newer; found: $(python3 --version 2>/dev/null || echo none)." \
    "Install python3.11 (or newer) and python3.11-venv, then run this again."

if [ "$(uname -s)" = Linux ]; then
    look
    if [ -n "$wanted" ]; then
        apt_install && look
        [ -z "$wanted" ] || die "Still missing after installing:$wanted"
    fi
fi

[ "$python" = .venv/bin/python ] || "$python" -m venv --clear .venv
state=$(cat setup.sh pyproject.toml "$constraints" | cksum)
pip_install() {
    .venv/bin/python -m pip install --disable-pip-version-check -q -c "$constraints" "$@" </dev/null
}
for extra in $extras; do
    stamp=.venv/installed-$extra
    if [ "$extra" != browser ] && [ "$(cat "$stamp" 2>/dev/null)" != "$state" ]; then
        project=".[$extra]"
        [ "$extra" != run ] || project=.
        echo "Installing the locked Python packages of $project (a minute or two)"
        pip_install hatchling
        pip_install --no-build-isolation -e "$project"
        echo "$state" >"$stamp"
    fi
done
.venv/bin/python -c 'import weasyprint' ||
    die "WeasyPrint does not find Pango." "macOS: brew install pango; else see docs/windows.md."
