// The proxy in front: HTTPS and HTTP/2 to the browser, plain HTTP to the site.
//
//   node front.mjs PORT UPSTREAM_PORT CERTIFICATE
//
// It says of each request what docs/operating.md asks of a proxy, and nothing else.
import { readFileSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";

const [port, upstream, certificate] = process.argv.slice(2);
const pem = readFileSync(certificate);
// A connection kept for the next request may have been closed by the site at that very moment.
const agent = new http.Agent({ keepAlive: false });
// What belongs to one connection and means nothing on the other.
const OF_A_CONNECTION = ["connection", "keep-alive", "transfer-encoding", "upgrade"];

function passedOn(headers) {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !name.startsWith(":") && !OF_A_CONNECTION.includes(name),
    ),
  );
}

http2
  .createSecureServer({ key: pem, cert: pem, allowHTTP1: true }, (request, response) => {
    const headers = {
      ...passedOn(request.headers),
      host: request.headers[":authority"] ?? request.headers.host,
      "x-forwarded-proto": "https",
      "x-forwarded-for": request.socket.remoteAddress,
    };
    const { method, url: path } = request;
    const asked = http.request(
      { host: "127.0.0.1", port: upstream, agent, method, path, headers },
      (answer) => {
        response.writeHead(answer.statusCode, passedOn(answer.headers));
        answer.pipe(response);
      },
    );
    asked.on("error", () => {
      response.writeHead(502);
      response.end();
    });
    request.pipe(asked);
  })
  .listen(port, "127.0.0.1");
