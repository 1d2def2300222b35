"""The files of a Whoosh index, kept in memory.

Whoosh's own ``RamStorage`` puts its temporary files into a folder whose name anybody on the machine can guess.
"""

from io import BytesIO
from threading import Lock
from typing import Any

from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import BufferFile, StructFile


class Memory(Storage):  # type: ignore[misc]  # Whoosh ships no types
    """Files by name. What is read is never copied, however often the index is opened anew."""

    def __init__(self, files: dict[str, bytes] | None = None) -> None:
        self.files = files if files is not None else {}

    def create_file(self, name: str, **_options: Any) -> Any:
        """Return a new file; it is there once it is closed."""
        return StructFile(_Written(self.files, name), name=name)

    def open_file(self, name: str, **_options: Any) -> Any:
        """Return a file to read from.

        Raises:
            FileNotFoundError: there is none of that name.
        """
        if name not in self.files:
            raise FileNotFoundError(name)
        return BufferFile(self.files[name], name=name)

    def list(self) -> list[str]:
        """Return the names of all files."""
        return list(self.files)

    def file_exists(self, name: str) -> bool:
        """Say whether there is a file of that name."""
        return name in self.files

    def file_length(self, name: str) -> int:
        """Return how many bytes a file has."""
        return len(self.files[name])

    def file_modified(self, _name: str) -> float:
        """Return when a file was written last: it does not matter here, since none outlives its index."""
        return 0.0

    def delete_file(self, name: str) -> None:
        """Remove a file."""
        del self.files[name]

    def rename_file(self, frm: str, to: str, safe: bool = False) -> None:  # noqa: ARG002  # Whoosh's signature
        """Give a file another name."""
        self.files[to] = self.files.pop(frm)

    def lock(self, _name: str) -> Any:
        """Return a lock; only one thread at a time ever has the index in its hands."""
        return Lock()

    def temp_storage(self, name: str | None = None) -> "Memory":  # noqa: ARG002  # Whoosh's signature
        """Return a place for temporary files."""
        return Memory()

    def destroy(self) -> None:
        """Remove all files."""
        self.files.clear()


class _Written(BytesIO):
    """A file being written; Whoosh sometimes closes it without the wrapper it was given."""

    def __init__(self, files: dict[str, bytes], name: str) -> None:
        super().__init__()
        self._files = files
        self._name = name

    def close(self) -> None:
        if not self.closed:
            self._files[self._name] = self.getvalue()
        super().close()
