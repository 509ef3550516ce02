#!/bin/sh
# Installs Debian's package postgresql, as root: the programs only, no cluster is made and no server started.
set -eu
export DEBIAN_FRONTEND=noninteractive

# The package would make a cluster and start it with the machine: nobody asked for that. Taken back afterwards, so that
# whoever installs another version later gets what the package promises.
cluster=/etc/postgresql-common/createcluster.d/regionpb-tests.conf
mkdir -p "$(dirname "$cluster")"
trap 'rm -f "$cluster"; rmdir --parents --ignore-fail-on-non-empty "$(dirname "$cluster")"' EXIT
echo "create_main_cluster = false" > "$cluster"

packages() {
    apt-get install --quiet=2 --yes --no-install-recommends --option DPkg::Lock::Timeout=120 postgresql
}

# Images of containers come without lists; old lists name packages that are no longer there.
ls /var/lib/apt/lists/*_Packages* > /dev/null 2>&1 || apt-get update --quiet=2
packages || { apt-get update --quiet=2 && packages; }
