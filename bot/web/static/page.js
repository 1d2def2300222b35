// What every part of the page's script needs.

// Ask the server for a piece of the page. Throws Unreachable when nothing answers, Refused with the server's sentence.
export async function piece(url, options = {}) {
  let response, text;
  try {
    response = await fetch(url, { ...options, headers: { "X-Fragment": "1" } });
    text = await response.text();
  } catch (error) {
    if (options.signal?.aborted && error.name === "AbortError") throw error;
    throw new Unreachable();
  }
  const parsed = fragment(text);
  if (!response.ok) throw new Refused(parsed.textContent.trim());
  return parsed.firstElementChild;
}

export class Unreachable extends Error {}
export class Refused extends Error {}

// Say something to a screen reader.
export function announce(words) {
  const place = document.querySelector("[data-announce]");
  place.textContent = "";
  setTimeout(() => (place.textContent = words), 50);
}

// The server has escaped every text in this, and the content security policy runs no script that came with it.
function fragment(text) {
  const template = document.createElement("template");
  template.innerHTML = text.trim();
  return template.content;
}
