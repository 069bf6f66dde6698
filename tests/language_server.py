"""The language server that VS Code's YAML extension runs, spoken to over its pipes."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SERVER = "node_modules/yaml-language-server/bin/yaml-language-server"


class NoServer(Exception):  # noqa: N818 # reads as what is the case
    """It is not installed; the text says how to get it."""


@dataclass
class LanguageServer:
    """A running server. `faults`, `offers` and `explains` say what an editor would show."""

    process: "subprocess.Popen[bytes]"
    folder: Path
    schemas: dict[str, list[str]]
    number: int = 0
    files: int = 0
    published: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def faults(self, text: str) -> list[str]:
        """What it underlines in a file with this text: line, and what it says."""
        address = self.open(text)
        return [
            f"{each['range']['start']['line'] + 1}: {each['message']}"
            for each in self.published[address]
        ]

    def offers(self, text: str) -> dict[str, str]:
        """What it offers where “|” stands in a text: labels, and what is said of each."""
        found = self.asked("textDocument/completion", text)
        items = found["items"] if isinstance(found, dict) else found or []
        return {each["label"]: said(each.get("documentation", "")) for each in items}

    def explains(self, text: str) -> str:
        """What it shows for the word under “|”."""
        found = self.asked("textDocument/hover", text)
        return said(found["contents"]) if found else ""

    def asked(self, method: str, text: str) -> Any:
        before, after = text.split("|")
        address = self.open(before + after)
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        place = {"line": line, "character": column}
        return self.ask(method, textDocument={"uri": address}, position=place)

    def open(self, text: str) -> str:
        """Opens a new file under events/ that holds this text; gives its address."""
        self.files += 1
        address = (self.folder / "events" / f"{self.files}.yaml").as_uri()
        document = {"uri": address, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        while address not in self.published:  # before, it may not know the schema yet
            self.receive()
        return address

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; what it asks us is answered on the way."""
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while header := stream.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            found = message["params"]
            self.published[found["uri"]] = found["diagnostics"]
        elif "method" in message and "id" in message:
            self.send({"id": message["id"], "result": self.answer(message)})
        return message

    def answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        yaml = {
            "schemas": self.schemas,
            "schemaStore": {"enable": False},
            "validate": True,
            "completion": True,
            "hover": True,
        }
        known = {"yaml": yaml, "http": {}, "files": {"associations": {}}}
        return [known.get(item["section"]) for item in message["params"]["items"]]


def said(words: Any) -> str:
    return words["value"] if isinstance(words, dict) else str(words)


@contextmanager
def running(folder: Path, schemas: dict[str, list[str]]) -> Iterator[LanguageServer]:
    """Gives a server that was shown a folder, with what “yaml.schemas” is set to."""
    program = Path(__file__).resolve().parent / SERVER
    node = shutil.which("node")
    if node is None or not program.is_file():
        raise NoServer("The YAML language server is not installed. Type: make test")
    with subprocess.Popen(
        [node, program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        server = LanguageServer(process, folder, schemas)
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {
                    "completionItem": {
                        "snippetSupport": True,
                        "documentationFormat": ["markdown", "plaintext"],
                    }
                }
            },
        }
        root = {"uri": folder.as_uri(), "name": folder.name}
        server.ask(
            "initialize",
            processId=None,
            rootUri=root["uri"],
            workspaceFolders=[root],
            capabilities=capabilities,
        )
        server.tell("initialized")
        server.tell("workspace/didChangeConfiguration", settings={})
        yield server
        process.kill()
