// Elements made from text. Nothing in the console parses markup: what a request sent stays what it is.

/** Shows what would hide or turn text around: controls, bidirectional marks, zero-width characters. */
export function visible(text) {
  return String(text ?? "").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (hidden) =>
    `⟦U+${hidden.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`);
}

/** An element with attributes (`on…` takes a listener) and children, of which strings become text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : visible(value));
    }
  }

  element.append(...children.filter((child) => child !== null && child !== undefined)
    .map((child) => (child instanceof Node ? child : visible(child))));
  return element;
}

/** A sign-in name that breaks before its domain, where it must break at all. */
export function address(userName) {
  const at = Math.max(0, userName.indexOf("@"));
  return make("span", {}, userName.slice(0, at), make("wbr"), userName.slice(at));
}

/** Sets text only when it changed, so that a screen reader does not read it again. */
export function say(element, text) {
  const now = visible(text);
  if (element.textContent !== now) {
    element.textContent = now;
  }
}

/**
 * Makes the children of `list` those of `items`, keeping the elements of items that stay: whoever is typing into one
 * goes on typing.
 */
export function keep(list, items, keyOf, create, update = () => {}) {
  const left = new Map([...list.children].map((child) => [child.dataset.key, child]));
  for (const item of items) {
    const key = String(keyOf(item));
    let element = left.get(key);
    if (element) {
      left.delete(key);
    } else {
      element = create(item);
      element.dataset.key = key;
      list.append(element);
    }

    update(element, item);
  }

  for (const gone of left.values()) {
    gone.remove();
  }
}
