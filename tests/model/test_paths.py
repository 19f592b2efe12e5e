"""Paths on this system and, by its own module of the standard library, on Windows: drives and shares."""

import ntpath

import pytest

from skosmith.model import is_below, names_below_common_folder, relative_path


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skosmith.model.paths.path", ntpath)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("name", "folder", "relative", "below"),
    [
        (r"C:\pages\pt\a.txt", r"C:\pages", "pt/a.txt", True),
        ("C:/pages/a.txt", r"c:\PAGES", "a.txt", True),
        (r"C:\other\a.txt", r"C:\pages", "../other/a.txt", False),
        (r"D:\pages\a.txt", r"C:\pages", "D:/pages/a.txt", False),
        (r"\\server\share\a.txt", r"C:\pages", "//server/share/a.txt", False),
        (r"\\server\share\pages\a.txt", r"\\server\share", "pages/a.txt", True),
        (r"\\server\other\a.txt", r"\\server\share", "//server/other/a.txt", False),
        ("a\0b", r"C:\pages", "a\0b", True),
    ],
)
def test_a_path_on_windows_is_relative_within_its_drive(name: str, folder: str, relative: str, *, below: bool) -> None:
    assert relative_path(name, folder) == relative
    assert is_below(relative) == below


@pytest.mark.parametrize(
    ("name", "folder", "relative", "below"),
    [
        ("/home/pages/a.txt", "/home", "pages/a.txt", True),
        ("/srv/a.txt", "/home", "../srv/a.txt", False),
        ("/home/..a.txt", "/home", "..a.txt", True),
        ("/home", "/home", ".", True),
        ("/", "/home", "..", False),
    ],
)
def test_a_path_is_relative_to_a_folder(name: str, folder: str, relative: str, *, below: bool) -> None:
    assert relative_path(name, folder) == relative
    assert is_below(relative) == below


@pytest.mark.usefixtures("windows")
def test_pages_on_several_drives_have_names_of_their_own() -> None:
    names = [r"C:\pages\a.txt", r"c:\pages\pt\b.txt", r"D:\pages\a.txt", r"\\server\share\a.txt"]
    below = names_below_common_folder(names)
    assert list(below.values()) == ["c/a.txt", "c/pt/b.txt", "d/a.txt", "server/share/a.txt"]
    assert list(names_below_common_folder(names[:2]).values()) == ["a.txt", "pt/b.txt"]
    assert names_below_common_folder([]) == {}
