#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Runs a program for WebAssembly in headless Chromium, prints what it writes, and fails unless it ends with "as it should be".

usage: run.py FOLDER PROGRAM    FOLDER has PROGRAM.js and PROGRAM.wasm

The page comes from a server on loopback that isolates it, without which a browser lets it have no threads. It sends each line that the
program writes back to that server, and the last one ends it.
"""

import http.server
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

SECONDS = 120
PAGE = """<!doctype html>
<title>{program}</title>
<script src="{program}.js"></script>
<script>
let sent = Promise.resolve();
const say = line => sent = sent.then(() => fetch("/said", {{method: "POST", body: line}}));
window.onerror = message => say("error: " + message);
window.onunhandledrejection = event => say("error: " + event.reason);
const make = window.{program}_entry || window.createQtAppInstance;
make({{print: say, printErr: line => say("stderr: " + line), onAbort: why => say("error: aborted, " + why),
      qt: {{containerElements: []}}}}).catch(error => say("error: " + error));
</script>
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".wasm": "application/wasm", ".js": "text/javascript"}

    def end_headers(self):
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def do_GET(self):
        if self.path == "/":
            self.reply(PAGE.format(program=self.server.program).encode())
        else:
            super().do_GET()

    def do_POST(self):
        line = self.rfile.read(int(self.headers["Content-Length"])).decode(errors="replace")
        self.reply(b"")
        print(line, flush=True)
        if line.endswith("as it should be") or line.startswith("error: "):
            self.server.last = line
            self.server.ended.set()

    def reply(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    folder, program = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        sys.exit("run.py: there is no chromium to run it in.")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Handler(*args, directory=folder))
    server.program, server.last, server.ended = program, "", threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, tempfile.TemporaryFile() as errors:
        chromium = subprocess.Popen([browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
                                     f"http://127.0.0.1:{server.server_port}/"], stdout=errors, stderr=errors)
        try:
            ended = server.ended.wait(SECONDS)
        finally:
            chromium.terminate()
            chromium.wait()
        if not ended:
            errors.seek(0)
            print(errors.read().decode(errors="replace")[-3000:])
            print(f"run.py: nothing more was said in {SECONDS} seconds.")
    server.shutdown()
    return 0 if server.last == "as it should be" else 1


if __name__ == "__main__":
    sys.exit(main())
