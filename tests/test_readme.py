"""The commands that the README and CONTRIBUTING show can be run as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parents[1]


def _commands() -> list[str]:
    found = []
    for name in ("README.md", "CONTRIBUTING.md"):
        for block in re.findall(r"```console\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL):
            found += [line[2:] for line in block.split("\n") if line.startswith("$ kg ")]
    return sorted(set(found))


@pytest.mark.parametrize("command", _commands())
def test_a_command_of_the_readme_works(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(command.split(" > ")[0])[1:]
    words = ["meeting.meet" if word == "my.rule" and words[:2] != ["rules", "new"] else word for word in words]
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "graph.ttl").write_bytes((ROOT / "exports" / "graph.ttl").read_bytes())
    monkeypatch.chdir(tmp_path)
    if words[:2] == ["rules", "diff"] and not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    result = CliRunner().invoke(main, words)
    assert result.exit_code in ((0, 1) if words[:2] == ["rules", "check"] else (0,)), result.output
    assert result.output.strip()
