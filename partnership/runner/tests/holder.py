"""A runner in miniature for the tests: holds the lock, the services and one more child.

Prints one JSON line with the process ids, then waits as `./dev run` does.
"""

import json
import os
import signal
import sys
import tempfile
from pathlib import Path

from partnership.runner.cli import interrupt
from partnership.runner.locks import Running
from partnership.runner.places import Places
from partnership.runner.services import start_services, stopping_quietly


def main() -> None:
    places = Places(Path(sys.argv[1]))
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    running = Running(places.state)
    if not running.hold():
        sys.exit("held")
    with tempfile.TemporaryDirectory(prefix="hm-") as sockets:
        services = start_services(places, os.environ, Path(sockets), durable=True)
        with stopping_quietly(services.crew):
            idle = [sys.executable, "-c", "import signal; signal.pause()"]
            services.crew.start("idle", idle, env=os.environ, cwd=places.root)
            pids = [member.process.pid for member in services.crew.members]
            # The signal may come the moment the line is read.
            try:
                print(json.dumps({"pids": pids, **services.variables}), flush=True)
                print(services.crew.wait_for_first_end().name, flush=True)
            except KeyboardInterrupt:
                return


if __name__ == "__main__":
    main()
