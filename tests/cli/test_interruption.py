"""A signal ends a command in time, whatever library is at work; and what a handler can end, it ends."""

import signal
import subprocess
import sys

import pytest

# The hash of a password, which takes hours here and looks at no signal, as the engines of shapes do. Another thread
# tells when it is at work: it lets others run only then.
LONG = """
import hashlib, signal, sys, threading, time
from skosmith.cli.interruption import ending_in_time

def tell():
    time.sleep(0.2)
    print("begins", flush=True)

signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
with ending_in_time():
    threading.Thread(target=tell, daemon=True).start()
    hashlib.pbkdf2_hmac("sha256", b"x", b"x", 2**31 - 1)
"""
SHORT = """
import signal, sys, time
from skosmith.cli.interruption import ending_in_time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
try:
    with ending_in_time():
        print("begins", flush=True)
        time.sleep(600)
except (KeyboardInterrupt, SystemExit):
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    print("cleared", flush=True)
    raise
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(("script", "rest"), [(LONG, ""), (SHORT, "cleared\n")])
def test_a_signal_ends_a_process(script: str, rest: str, number: signal.Signals) -> None:
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        process.send_signal(number)
        output, _ = process.communicate(timeout=120)
    assert output == rest
    is_by_handler = number == signal.SIGINT and rest
    assert process.returncode == (-signal.SIGINT if is_by_handler else 128 + number)
