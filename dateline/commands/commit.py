"""Which history a project has: asked of git only where its files do not say it plainly.

Starting git, and what starts it, takes a tenth of a build that has nothing to do.
"""

import os


def checked_out(project: str) -> str:
    """What changes when git may tell another history of the project; "" if it tells none.

    That is the commit, whether its history is whole, and what says how git is to show it.
    Raises OSError where that cannot be read.
    """
    folder = here = os.path.realpath(project)
    attributes = []
    while True:
        attributes.append(_setting(f"{folder}/.gitattributes"))
        git = f"{folder}/.git"
        if os.path.lexists(git) and (found := _read(git)):
            return "\0".join([found, *_settings(git), *attributes])
        # perhaps a worktree of another repository, or a repository without one
        if os.path.lexists(git) or os.path.lexists(f"{folder}/HEAD"):
            found, _, git = _asked(here).strip().rpartition("\n")
            git = os.path.join(here, git)
            return "\0".join([found, *_settings(git), *attributes]) if found else ""
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above


def _settings(git: str) -> list[str]:
    """What a repository says of how its files are compared, and of what it has not got.

    A part of its objects may be fetched only when they are needed (partial clone): then a
    history that could not be read may be, when there are more packs.
    """
    packs = f"{git}/objects/pack"
    names = sorted(os.listdir(packs)) if os.path.isdir(packs) else []
    is_part = any(name.endswith(".promisor") for name in names)
    settings = [_setting(f"{git}/{name}") for name in ("config", "info/attributes")]
    return [*settings, *(names if is_part else [])]


def _setting(path: str) -> str:
    """What a file of settings says; nothing if it is none, or would be read without end."""
    if not os.path.isfile(path):
        return ""
    with open(path, encoding="utf-8", errors="surrogateescape") as stream:
        return stream.read()


def _read(git: str) -> str:
    """What the files of a usual repository of our own say (gitrepository-layout)."""
    try:
        # What git asks before it believes a repository (safe.directory), and what it is.
        owners = {os.lstat(path).st_uid for path in (git, os.path.dirname(git))}
        is_ours = owners == {os.geteuid()}
        is_ours = is_ours and all(
            os.path.isdir(f"{git}/{name}") for name in ("objects", "refs")
        )
        head = _text(f"{git}/HEAD")
        found = head
        if head.startswith("ref: refs/heads/"):
            found = _branch(git, head.removeprefix("ref: "))
        is_whole = not os.path.lexists(f"{git}/shallow")
    except (OSError, ValueError, AttributeError):  # also a system without user numbers
        return ""
    return f"{found} {is_whole} {_program()}" if is_ours and _is_digest(found) else ""


def _program() -> str:
    """The git that would be asked; nothing where there is none."""
    for place in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if os.access(f"{place}/git", os.X_OK):
            state = os.stat(f"{place}/git")
            return f"{place} {state.st_size} {state.st_mtime_ns} {state.st_ino}"
    return ""


def _is_digest(found: str) -> bool:
    """A commit by its digest, SHA-1 or SHA-256."""
    return len(found) in (40, 64) and not found.strip("0123456789abcdef")


def _branch(git: str, name: str) -> str:
    """The commit of a branch: in a file of its own, or packed with others."""
    try:
        return _text(f"{git}/{name}")
    except FileNotFoundError:
        lines = _text(f"{git}/packed-refs").splitlines()
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), "")


def _text(path: str) -> str:
    if not os.path.isfile(path):  # it may be missing, or a pipe
        raise FileNotFoundError(path)
    with open(path, encoding="utf-8") as stream:
        return stream.read().strip()


def _asked(project: str) -> str:
    """What git says: whether the history is whole, the commit, where the repository is."""
    import subprocess

    try:
        done = subprocess.run(
            ["git", "rev-parse", "--is-shallow-repository", "HEAD", "--git-common-dir"],  # noqa: S607 - the git on the path
            cwd=project,
            env={name: os.environ.get(name, "") for name in ("PATH", "HOME")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""
