import { createServer } from "node:http";

/** The words with which a browser finds `evil.test`: a page of another site, as near to the sandbox as one can be. */
export const evilTest = "--host-resolver-rules=MAP evil.test 127.0.0.1";

/** A web server of somebody else, whose one page is `html`. */
export async function strangersPage(test, html) {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!DOCTYPE html><title>Elsewhere</title><body>${html}`);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  test.after(() => new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  }));
  return `http://evil.test:${server.address().port}/`;
}
