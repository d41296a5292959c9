// The control API, with the key that came in the address's fragment.

const place = "azimuth-console-key";

/** Takes the key out of the address, where it would stay in the history, into this tab's own storage. */
export function takeKey() {
  const fragment = new URLSearchParams(location.hash.slice(1)).get("key");
  if (fragment) {
    sessionStorage.setItem(place, fragment);
  }

  if (location.hash) {
    history.replaceState(null, "", location.pathname);
  }

  return sessionStorage.getItem(place) !== null;
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
