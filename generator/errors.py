"""What nobody can mend in a content file.

NashraError
├── UsageError            exit code 2
├── ConfigError           exit code 3
├── BuildError            exit code 1
│   ├── TemplateError     a template that cannot be read or rendered
│   ├── OutputError       a file or folder that cannot be written
│   └── SourceChanged     a file changed while it was being built; the build starts again
├── ImportFailed          exit code 1
└── EngineError           exit code 4
"""

from pathlib import Path


class NashraError(Exception):
    """A failure with a message for the person who ran the command, and an exit code for the shell."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker, keyword arguments included."""
        return _restore, (type(self), self.message, self.hint, self.file, self.line)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.file and self.line else f"{self.file}: " if self.file else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"


def _restore(kind: type[NashraError], message: str, hint: str, file: str, line: int) -> NashraError:
    return kind(message, hint=hint, file=file, line=line)


class UsageError(NashraError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class ConfigError(NashraError):
    """`content/digest.toml` is missing or cannot be used."""

    exit_code = 3


class BuildError(NashraError):
    """The site could not be built; what was there before still is."""


class TemplateError(BuildError):
    """A template cannot be read or rendered."""


class OutputError(BuildError):
    """A file of the site could not be written."""


class SourceChanged(BuildError):  # noqa: N818 - it says what happened
    """A file changed between being read and being rendered."""


class ImportFailed(NashraError):  # noqa: N818 - it says what happened
    """A source gave no article."""


class EngineError(NashraError):
    """A translation engine cannot be used at all; single failures are answers, not exceptions."""

    exit_code = 4


def unreadable(path: Path, error: OSError) -> str:
    """Return the sentence for a file that the system would not let us read or write."""
    return f"`{path}`: {error.strerror or error}"
