"""Real web servers on loopback that serve a folder as its own rules say: Apache and nginx, with nothing of /etc."""

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from servers import free_port, running

_MODULES = "mpm_event authz_core mime dir alias negotiation autoindex env headers rewrite setenvif"  # most of Debian's
_APACHE = """ServerRoot {home}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {home}/pid
ErrorLog {home}/error.log
{modules}
{user}
TypesConfig /etc/mime.types
DocumentRoot {site}
<Directory {site}>
    Options Indexes MultiViews FollowSymLinks
    AllowOverride All
    Require all granted
</Directory>
"""
_NGINX = """{user}
daemon off;
worker_processes 1;
pid {home}/pid;
error_log {home}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
{maps}
    server {{
        listen 127.0.0.1:{port};
        root {site};
{rules}
    }}
}}
"""


def _program(name: str, package: str) -> str:
    """The path of a server; where it is not installed, CI fails."""
    text = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not text:
        assert "CI" not in os.environ, f"CI needs {name} (Debian's {package})"
        pytest.skip(f"{name} (Debian's {package}) is not installed")
    return text


@contextmanager
def _home(site: Path) -> Iterator[tuple[Path, Path]]:
    """A folder for what a server writes, and one with a copy of ``site`` that any user may read."""
    with tempfile.TemporaryDirectory(prefix="skosmith-web-") as name:
        home = Path(name)
        home.chmod(0o755)
        shutil.copytree(site, home / "site")
        yield home, home / "site"


def _user(output: str) -> str:
    """``said`` of the user that serves, where root starts the server; nobody else may choose."""
    return output.format(pwd.getpwnam("nobody").pw_name) if os.geteuid() == 0 else ""


@contextmanager
def apache(site: Path) -> Iterator[str]:
    """The address of an Apache 2.4 that serves ``site`` by its ``.htaccess``, ending with ``/``."""
    program = _program("apache2", "apache2-bin")
    with _home(site) as (home, served):
        port = free_port()
        folder = Path("/usr/lib/apache2/modules")
        modules = "\n".join(f"LoadModule {name}_module {folder}/mod_{name}.so" for name in _MODULES.split())
        user = _user("User {}\nGroup nogroup")
        text = _APACHE.format(home=home, site=served, port=port, modules=modules, user=user)
        (home / "apache.conf").write_text(text)
        with running([program, "-f", str(home / "apache.conf"), "-DFOREGROUND"], home, port):
            yield f"http://127.0.0.1:{port}/"


@contextmanager
def nginx(site: Path) -> Iterator[str]:
    """The address of an nginx that serves ``site`` by its ``nginx.conf``, ending with ``/``."""
    program = _program("nginx", "nginx-light")
    with _home(site) as (home, served):
        port = free_port()
        maps, rules = (served / "nginx.conf").read_text("utf-8").split("\n\n")
        user = _user("user {} nogroup;")
        text = _NGINX.format(home=home, site=served, port=port, user=user, maps=maps, rules=rules)
        (home / "nginx.conf").write_text(text)
        with running([program, "-p", str(home), "-c", str(home / "nginx.conf")], home, port):
            yield f"http://127.0.0.1:{port}/"
