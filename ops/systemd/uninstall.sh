#!/bin/sh
# Takes Velocity off a machine: programs and unit. Data and settings stay; remove /var/lib/velocity and /etc/velocity
# yourself when you mean it.
#
#   ops/systemd/uninstall.sh [--dry-run] [--root DIRECTORY]
set -eu
dry=
root=
while :; do
    case ${1-} in
        --dry-run) dry=yes && shift ;;
        --root) root=${2:?which directory?} && shift 2 ;;
        *) break ;;
    esac
done

doing() {
    echo "uninstall: $1"
    shift
    [ -n "$dry" ] || "$@"
}

unit=$root/etc/systemd/system/velocity.service
if [ -z "$root" ] && [ -f "$unit" ]; then doing "stop it" systemctl disable --now velocity; fi
[ ! -f "$unit" ] || doing "remove the unit" rm "$unit"
if [ -z "$root" ]; then doing "tell systemd" systemctl daemon-reload; fi
[ ! -d "$root/opt/velocity" ] || doing "remove the programs" rm -rf "$root/opt/velocity"
echo "uninstall: data and settings are where they were"
