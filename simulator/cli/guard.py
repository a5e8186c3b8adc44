"""What becomes of an error: a message for the person who can mend it, and an exit code; never a traceback."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from rich.text import Text
from typer.core import TyperGroup

from simulator.cli.console import standard_error

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


class Guarded(TyperGroup):
    """A group of commands, of which every one ends in an exit code and a readable message."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 (as in the class above)
        """Run the command; turn what it raises into a message and an exit code."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
            return answer
        except BrokenPipeError:
            _leave_standard_output()
            raise typer.Exit(PIPE_CLOSED) from None
        except KeyboardInterrupt:
            standard_error().print("Interrupted.")
            raise typer.Exit(INTERRUPTED) from None
        except UserError as failure:
            standard_error().print(Text.assemble(("error:", "bold red"), f" {failure}"), soft_wrap=True)
            raise typer.Exit(FAILED) from None
        except Exception as error:
            # What Typer raises is its own way to end: a usage error, or an exit code.
            if type(error).__module__.startswith(("typer.", "click.")):
                raise
            if _is_fault_of_scenario(error):
                raise typer.Exit(FAILED) from None
            if os.environ.get(DEBUG):
                raise
            _apologise(error)
            raise typer.Exit(BROKEN) from None


def _leave_standard_output() -> None:
    # What is still in the buffer would be written, and fail, once more when the interpreter ends.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _is_fault_of_scenario(error: Exception) -> bool:
    """Report the problems of a scenario, if that is what the error is."""
    from simulator.cli.render.problems import report
    from simulator.scenario import ScenarioError

    if isinstance(error, ScenarioError):
        standard_error().print(report(error.problems), soft_wrap=True)
        return True
    return False


def _apologise(error: Exception) -> None:
    circumstances = "".join(f" ({note})" for note in getattr(error, "__notes__", []))
    standard_error().print(
        f"Sorry, this is a fault of the program: {type(error).__name__}: {error}{circumstances}. Please report it"
        f" with the command that you gave and with what it prints when {DEBUG}=1 is set.",
        markup=False,
        soft_wrap=True,
    )
