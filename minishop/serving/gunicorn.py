"""How gunicorn serves the pages: a few threads in a few processes, ended gently."""

import tempfile

from minishop import env

bind = f"{env.text('HOST', '127.0.0.1')}:{env.number('PORT', 8000)}"
worker_class = "gthread"
workers = env.number("WEB_WORKERS", 2)
threads = env.number("WEB_THREADS", 4)
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
loglevel = "warning"
accesslog = None  # addresses of signed links are secrets; the proxy in front decides what it keeps
worker_tmp_dir = tempfile.gettempdir()
control_socket_disable = True
