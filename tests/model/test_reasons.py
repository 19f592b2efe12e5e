"""What the system says of an error, in the language of the message."""

import errno
import os
import socket
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from skosmith.model import Files, Problem, problem, read_data, reason_of
from skosmith.stores.query.named import named_queries, values_for


def _connection_to_a_closed_port() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    socket.create_connection(("127.0.0.1", port))


@pytest.mark.parametrize(
    ("fails", "english", "portuguese"),
    [
        (lambda: os.listdir("no such folder"), "No such file or directory", "O arquivo ou a pasta não existe"),
        (Path(__file__).parent.read_bytes, "Is a directory", "É uma pasta"),
        (lambda: os.listdir(__file__), "Not a directory", "Não é uma pasta"),
        (lambda: Path("/dev/full").write_text("x"), "No space left on device", "Não há espaço no disco"),
        (lambda: Path("x" * 300).read_bytes(), "File name too long", "O nome do arquivo é longo demais"),
        (_connection_to_a_closed_port, "Connection refused", "A conexão foi recusada"),
        (
            lambda: socket.getaddrinfo("no-such-host.invalid", 80, flags=socket.AI_NUMERICHOST),
            "Name or service not known",
            "O nome do servidor não é conhecido",
        ),
    ],
)
def test_an_error_of_the_system_has_two_languages(fails: Callable[[], object], english: str, portuguese: str) -> None:
    with pytest.raises(OSError, match=r".") as error:
        fails()
    assert (reason_of(error.value), reason_of(error.value, "pt")) == (english, portuguese)


def test_an_error_without_words_has_the_name_of_its_class() -> None:
    assert reason_of(ValueError(), "pt") == "ValueError"
    assert reason_of(OSError("<urllib3.Connection object at 0x7f00aa>: Broken."), "pt") == "Broken"


def test_every_reason_is_of_an_error_that_exists() -> None:
    for names in tomllib.loads(read_data("model/os_errors.toml")).values():
        assert [name for name in names if not hasattr(errno, name) and not hasattr(socket, name)] == []


def test_a_problem_has_its_reason_in_the_language_of_its_message(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    unreadable = Files().read(str(tmp_path / "loop"))
    assert isinstance(unreadable, Problem)
    assert unreadable.messages["en"].endswith("Too many levels of symbolic links.")
    assert unreadable.messages["pt"].endswith("Há links simbólicos demais.")
    assert "Broken" in problem("unreadable-file", reason=OSError("Broken")).messages["pt"]


def test_what_a_variable_may_be_is_in_both_languages() -> None:
    fault = values_for(named_queries()["skills-at-level"], {"level": "eight"})
    assert isinstance(fault, Problem)
    assert "a number from 1 to 7" in fault.helps["en"]
    assert "um número de 1 a 7" in fault.helps["pt"]
