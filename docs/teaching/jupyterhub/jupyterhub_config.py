# JupyterHub for a class on one machine; docs/teaching.md says how to set it up and how many students fit.
# Students are users of the machine, unless another authenticator and spawner are named here.
import os

c = get_config()  # noqa

elbo = os.environ.get("ELBO_CLONE", "/opt/elbo")  # a clone after its set-up, for students to read
jupyter = os.environ.get("ELBO_JUPYTER", "/opt/elbo-jupyter")  # the Python environment with JupyterLab
node = os.environ.get("ELBO_NODE", "/usr/bin")  # the folder that holds node

c.Spawner.cmd = [f"{elbo}/docs/teaching/jupyterhub/start-server.sh"]
c.Spawner.default_url = "/lab/tree/notebooks"
c.Spawner.environment = {
    "ELBO_CLONE": elbo,
    "JUPYTER_PATH": f"{elbo}/src/kernel/jupyter",
    "PATH": f"{jupyter}/bin:{node}:/usr/local/bin:/usr/bin:/bin",
}

# What a student may take. start-server.sh makes the first a limit of each process; the systemd and Kubernetes spawners
# make both limits of all that a student runs.
c.Spawner.mem_limit = "2G"
c.Spawner.cpu_limit = 2
c.JupyterHub.active_server_limit = 30
c.JupyterHub.concurrent_spawn_limit = 10

# A server that nobody uses ends after an hour; start-server.sh ends kernels earlier.
c.JupyterHub.services = [
    {
        "name": "cull-idle",
        "command": [f"{jupyter}/bin/python", "-m", "jupyterhub_idle_culler", "--timeout=3600", "--cull-every=60"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "cull-idle",
        "services": ["cull-idle"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
