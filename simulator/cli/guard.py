"""What becomes of an error: a message for the person who can mend it, and an exit code; never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any, TypeGuard

import typer
from rich.text import Text
from typer.core import TyperGroup

from simulator.cli.console import say

FAILED = 1
"""Exit code where the input is at fault: a scenario with errors, a file that cannot be written."""
BROKEN = 70
"""Exit code where the program is at fault."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as a shell would give it."""
PIPE_CLOSED = 141
"""Exit code where the reader of standard output went away, as a shell would give it."""

DEBUG = "STEPPE_DEBUG"
"""Environment variable that asks for the traceback of an unexpected error."""


class UserError(Exception):
    """Something that the user can mend; its text says how."""


class Misuse(typer.BadParameter):
    """A command that makes no sense; its text is the whole message."""

    def format_message(self) -> str:
        """Return the text as it is."""
        return str(self.message)


class Guarded(TyperGroup):
    """A group of commands, of which every one ends in an exit code and a readable message."""

    def make_context(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 (as in the class above)
        """Read the command line; `--help` and `--version` print already here."""
        with _guard():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 (as in the class above)
        """Run the command."""
        with _guard():
            return super().invoke(ctx)


@contextlib.contextmanager
def _guard() -> Iterator[None]:
    """Turn what is raised into a message and an exit code."""
    try:
        try:
            yield
        finally:
            # What is still in the buffer would otherwise fail where nobody can catch it.
            sys.stdout.flush()
    except BrokenPipeError:
        _leave_standard_output()
        raise typer.Exit(PIPE_CLOSED) from None
    except SystemExit as end:
        # Rich, which prints the help texts, leaves with a code of its own.
        if isinstance(end.__context__, BrokenPipeError):
            raise typer.Exit(PIPE_CLOSED) from None
        raise
    except KeyboardInterrupt:
        say("Interrupted.")
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:
        if _is_typers_own(error) or (os.environ.get(DEBUG) and not _is_fault_of_others(error)):
            raise
        raise typer.Exit(_tell(error)) from None


def _tell(error: Exception) -> int:
    """Give the message of an error, and return the exit code."""
    from simulator.scenario import ScenarioError

    if isinstance(error, UserError):
        _complain(str(error))
        return FAILED
    if isinstance(error, ScenarioError):
        from simulator.cli.render.problems import report

        say(report(error.problems))
        return FAILED
    if _is_about_standard_output(error):
        _leave_standard_output()
        _complain(f"cannot write to standard output: {error.strerror or error}")
        return FAILED
    _apologise(error)
    return BROKEN


def _is_fault_of_others(error: Exception) -> bool:
    from simulator.scenario import ScenarioError

    return isinstance(error, UserError | ScenarioError) or _is_about_standard_output(error)


def _is_about_standard_output(error: Exception) -> TypeGuard[OSError]:
    # What names no file is not about a file.
    return isinstance(error, OSError) and error.filename is None


def _is_typers_own(error: Exception) -> bool:
    """Say whether it is Typer's way to end: a usage error, or an exit code."""
    return any(kind.__module__.startswith(("typer.", "click.")) for kind in type(error).__mro__)


def _leave_standard_output() -> None:
    # What is still in the buffer would be written, and fail, once more when the interpreter ends.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str) -> None:
    say(Text.assemble(("error:", "bold red"), f" {message}"))


def _apologise(error: Exception) -> None:
    circumstances = "".join(f" ({note})" for note in getattr(error, "__notes__", []))
    say(
        f"Sorry, this is a fault of the program: {type(error).__name__}: {error}{circumstances}. Please report it"
        f" with the command that you gave and with what it prints when {DEBUG}=1 is set."
    )
