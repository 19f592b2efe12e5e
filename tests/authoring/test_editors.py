"""docs/editors.md: what it says was tried is tried with the snippets that stand there; the others are well-formed."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.slow

DOCS = (ROOT / "docs" / "editors.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", DOCS, re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with a misspelt label, in a project."""
    text = (ROOT / "examples" / "mapd.pt.txt").read_text("utf-8").replace("Notas orientativas", "Nota orientativa")
    (tmp_path / "skosmith.toml").write_text('rights = "© Nobody"\nsources = ["."]\n', "utf-8")
    page = tmp_path / "mapd.pt.txt"
    page.write_text(text, "utf-8")
    return page


def output_of(command: list[str], folder: Path) -> str:
    """What an editor prints that finds our program on its PATH, and nothing of its user's."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    own = {name: str(folder / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **own, "PATH": path}, capture_output=True, check=False, timeout=120
    )
    return done.stdout.decode() + done.stderr.decode()


def test_neovim_shows_and_mends_a_problem(page: Path) -> None:
    (page.parent / "init.lua").write_text(blocks("lua")[0], "utf-8")
    (page.parent / "drive.lua").write_text(
        """
        local function count() return #vim.diagnostic.get(0) end
        vim.wait(30000, function() return count() > 0 end, 50)
        local found = vim.diagnostic.get(0)[1]
        print("found " .. found.lnum .. " " .. found.code)
        vim.api.nvim_win_set_cursor(0, { found.lnum + 1, 0 })
        local params = vim.lsp.util.make_range_params()
        params.context = { diagnostics = {}, only = { "quickfix" } }
        for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 30000)) do
          vim.lsp.util.apply_workspace_edit(answer.result[1].edit, "utf-16")
        end
        vim.wait(30000, function() return count() == 0 end, 50)
        print(" left " .. count() .. " ")
        vim.cmd("qa!")
        """,
        "utf-8",
    )
    output = output_of(["nvim", "--headless", "-u", "init.lua", page.name, "-c", "luafile drive.lua"], page.parent)
    assert re.sub(r"\s+", " ", output).strip() == "found 10 label-misspelt left 0"


def test_emacs_shows_a_problem(page: Path) -> None:
    drive = page.parent / "drive.el"
    drive.write_text(
        f"""
        (require 'package) (package-initialize)
        {blocks("elisp")[0]}
        (setq eglot-sync-connect 60)
        (find-file "{page.name}")
        (text-mode)
        (call-interactively 'eglot)
        (flymake-start)
        (let ((n 0))
          (while (and (< n 300) (null (flymake-diagnostics)))
            (accept-process-output nil 0.1) (sit-for 0.01) (setq n (1+ n))))
        (dolist (found (flymake-diagnostics))
          (princ (format "found %d %s\\n" (line-number-at-pos (flymake-diagnostic-beg found))
                         (flymake-diagnostic-text found))))
        (eglot-shutdown (eglot-current-server))
        """,
        "utf-8",
    )
    output = output_of(["emacs", "--batch", "-l", drive.name], page.parent)
    if "Cannot open load file" in output:
        pytest.skip("this Emacs has no Eglot")
    assert re.search(r"^found 11 .*label-misspelt", output, re.MULTILINE), output


def test_the_other_snippets_are_well_formed() -> None:
    assert [json.loads(text) for text in blocks("json")]
    assert [tomllib.loads(text) for text in blocks("toml")]
    assert {name for name, _ in BLOCKS} == {"lua", "elisp", "json", "toml"}
