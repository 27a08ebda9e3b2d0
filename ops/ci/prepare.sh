#!/bin/sh
# Installs what a fresh machine of the CI lacks: ops/ci/prepare.sh lint | test
set -eu
case ${1:?lint or test?} in
    lint) packages=shellcheck ;;
    test) packages='prometheus shellcheck' ;;
    *) echo "prepare: lint or test, not $1" >&2 && exit 2 ;;
esac
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get -o DPkg::Lock::Timeout=300 update -qq
# shellcheck disable=SC2086 # several packages are several words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $packages >/dev/null
