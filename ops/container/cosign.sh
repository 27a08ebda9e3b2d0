#!/bin/sh
# Says where cosign is: the one on the path, or one fetched into a directory from Debian 13, which has it where 12 does not.
#   ops/container/cosign.sh DIRECTORY
set -eu
into=${1:?where may it be kept?}
command -v cosign && exit 0
if [ ! -x "$into/usr/bin/cosign" ]; then
    mkdir -p "$into/lists/partial" "$into/cache/archives/partial"
    # From where this machine's own packages come, beside its own lists and not among them.
    # shellcheck disable=SC2016 # apt's own placeholders
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' | awk '$2 == "main" { print $1; exit }')
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$into/sources.list"
    apt() {
        apt-get -qq -o Dir::Etc::sourcelist="$into/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$into/lists" \
            -o Dir::Cache="$into/cache" -o APT::Sandbox::User=root "$@" >&2
    }
    apt update
    (cd "$into" && apt download cosign)
    dpkg-deb -x "$into"/cosign_*.deb "$into"
fi
echo "$into/usr/bin/cosign"
