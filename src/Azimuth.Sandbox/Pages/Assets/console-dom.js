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

const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The time of day, in this browser's time zone. */
export function clockTime(moment) {
  return time.format(new Date(moment));
}

/** Sets text only when it changed, so that a screen reader does not read it again. */
export function say(element, text) {
  const now = visible(text);
  if (element.textContent !== now) {
    element.textContent = now;
  }
}

/**
 * Makes the children of `list` those of `items`, in their order, keeping the elements of items that stay: a field that
 * has the focus keeps it.
 */
export function keep(list, items, keyOf, create, update = () => {}) {
  const keys = new Set(items.map((item) => String(keyOf(item))));
  const present = new Map();
  for (const child of [...list.children]) {
    if (keys.has(child.dataset.key)) {
      present.set(child.dataset.key, child);
    } else {
      child.remove();
    }
  }

  items.forEach((item, index) => {
    const key = String(keyOf(item));
    let element = present.get(key);
    if (!element) {
      element = create(item);
      element.dataset.key = key;
    }

    if (list.children[index] !== element) {
      list.insertBefore(element, list.children[index] ?? null);
    }

    update(element, item);
  });
}
