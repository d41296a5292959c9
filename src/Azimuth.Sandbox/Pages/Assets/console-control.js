// The control API, with the key that came in the address's fragment, or for a ticket that came there.

const place = "azimuth-console-key";
let mayBeTicket = false;

/** Takes the key out of the address, where it would stay in the history, into this tab's own storage. */
export function takeKey() {
  const fragment = new URLSearchParams(location.hash.slice(1)).get("key");
  if (fragment) {
    sessionStorage.setItem(place, fragment);
    mayBeTicket = true;
  }

  if (location.hash) {
    history.replaceState(null, "", location.pathname);
  }

  return sessionStorage.getItem(place) !== null;
}

/** Exchanges a ticket, which is valid once, for the key; the key itself stays what it is. */
export async function exchangeTicket() {
  if (mayBeTicket) {
    sessionStorage.setItem(place, (await post("key")).key);
    mayBeTicket = false;
  }
}

export function forgetKey() {
  sessionStorage.removeItem(place);
}

/** The API said no, with a sentence to show. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

export const get = (path) => ask("GET", path);

export const post = (path, body = {}) => ask("POST", path, body);

async function ask(method, path, body) {
  const answer = await fetch(`/control/${path}`, {
    method,
    cache: "no-store",
    headers: {
      authorization: `Bearer ${sessionStorage.getItem(place)}`,
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  const content = parsed(text);
  if (!answer.ok) {
    throw new Refused(answer.status, content?.message ?? `The sandbox answered ${answer.status}.`);
  }

  return content;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
