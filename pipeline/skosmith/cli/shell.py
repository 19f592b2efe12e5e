"""``skosmith completion``."""

import click
from click.shell_completion import get_completion_class

from skosmith.cli.values import Choice

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=Choice(_SHELLS))
def completion(shell: str) -> None:
    """Print the script that lets a shell complete commands, options and files.

    \b
    skosmith completion bash > ~/.local/share/bash-completion/completions/skosmith
    skosmith completion zsh > ~/.zfunc/_skosmith
    skosmith completion fish > ~/.config/fish/completions/skosmith.fish
    """
    completion_class = get_completion_class(shell)
    main = click.get_current_context().find_root().command
    if completion_class is not None:  # click knows all of _SHELLS
        click.echo(completion_class(main, {}, "skosmith", "_SKOSMITH_COMPLETE").source())
