"""A progress line for long commands, on a terminal only."""


class Progress:
    """Call it with the number of things done; `stream` is a command's stdout or stderr."""

    def __init__(self, stream, total: int, label: str):
        self.stream, self.total, self.label = stream, total, label
        self.is_shown = bool(getattr(stream, "isatty", lambda: False)()) and total > 0

    def __call__(self, done: int) -> None:
        if not self.is_shown:
            return
        share = min(100, 100 * done // self.total)
        end = "\n" if done >= self.total else ""
        self.stream.write(f"\r{self.label} : {share} % ({done}/{self.total})", ending=end)
        self.stream.flush()
