"""The world outside: real servers on this machine, which the site may ask where a test says so."""

import contextlib
import http.server
import socket
import ssl
import threading

import trustme

#: Vouches for localhost; nobody trusts it by himself.
AUTHORITY = trustme.CA()


class Outside:
    """A web server whose addresses answer what a test put there; what was asked is noted."""

    def __init__(self, *, secure=False):
        self.asked = []
        self.at_once = self.most_at_once = 0
        self.answers = {}
        outside = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                outside.at_once += 1
                outside.most_at_once = max(outside.most_at_once, outside.at_once)
                outside.asked.append((self.command, self.path))
                outside.last_headers = dict(self.headers)
                try:
                    outside.answers.get(self.path, gone)(self)
                except OSError:
                    pass  # whoever asked has gone
                finally:
                    outside.at_once -= 1

            do_GET = do_HEAD = answer  # noqa: N815 - as http.server wants it

            def log_message(self, *args):
                pass

        class Server(http.server.ThreadingHTTPServer):
            # a handshake that fails is the test's own
            def handle_error(self, request, client_address):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.scheme = "https" if secure else "http"
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            AUTHORITY.issue_cert("localhost").configure_cert(context)
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(target=self.server.serve_forever, args=[0.05], daemon=True).start()

    def url(self, path="/", host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.port}{path}"

    def put(self, path, status=200, *, location="", body=b"Good day.", **headers):
        """Let ``path`` answer this; its address."""

        def answer(handler):
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            if location:
                handler.send_header("Location", location)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            if handler.command != "HEAD":
                handler.wfile.write(body)

        self.answers[path] = answer
        return self.url(path)

    def let(self, path, answer):
        """Let ``path`` be answered by a function of the handler; its address."""
        self.answers[path] = answer
        return self.url(path)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def gone(handler):
    handler.send_response(404)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


class Wire:
    """A port behind which a function of the connection speaks as it likes, HTTP or not."""

    def __init__(self, speak):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.is_open = threading.Event()
        self.is_open.set()
        threading.Thread(target=self._serve, args=[speak], daemon=True).start()

    def _serve(self, speak):
        while self.is_open.is_set():
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[speak, connection], daemon=True).start()

    def _talk(self, speak, connection):
        with connection, contextlib.suppress(OSError):
            speak(self, connection)

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self):
        self.is_open.clear()
        self.listener.close()
