# The hub of docs/teaching, with users that nobody has to make, on ports of its own, and with a service that acts for them.
import os

c = get_config()  # noqa
load_subconfig(os.environ["ELBO_HUB_CONFIG"])  # noqa

folder = os.environ["ELBO_HUB_FOLDER"]
c.JupyterHub.ip = "127.0.0.1"
c.JupyterHub.port = int(os.environ["ELBO_HUB_PORT"])
c.JupyterHub.hub_port = int(os.environ["ELBO_HUB_PORT"]) + 1
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{int(os.environ['ELBO_HUB_PORT']) + 2}"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = folder + "/{username}"
c.Spawner.args = ["--allow-root"]
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.JupyterHub.services = [*c.JupyterHub.services, {"name": "bench", "api_token": os.environ["ELBO_HUB_TOKEN"]}]
c.JupyterHub.load_roles = [
    *c.JupyterHub.load_roles,
    {"name": "bench", "services": ["bench"], "scopes": ["admin:users", "admin:servers", "access:servers"]},
]
