#!/bin/sh
# Starts a student's server, on a machine or in a container. Notebooks that the student does not have yet are put into the home
# folder; what is there stays. A kernel that nobody looks at ends after half an hour.
set -eu
mkdir -p "$HOME/notebooks"
for notebook in "$ELBO_CLONE"/notebooks/*.ipynb; do
  own="$HOME/notebooks/$(basename "$notebook")"
  [ -e "$own" ] || install -m 644 "$notebook" "$own"
done
cd "$HOME"
exec ${MEM_LIMIT:+prlimit --data="$MEM_LIMIT"} jupyterhub-singleuser \
  --MappingKernelManager.cull_idle_timeout=1800 --MappingKernelManager.cull_interval=60 \
  --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate "$@"
