// What Baton says without having been asked comes into the conversation; a card changes where it stands.
import { announce, piece } from "./page.js";

const PAUSE = 10_000; // milliseconds between two looks

export function startHearing(log) {
  const person = document.querySelector("[data-composer] [name=as]").value;
  let timer;

  async function look() {
    clearTimeout(timer);
    try {
      if (!document.hidden) place(await piece(`/told?${new URLSearchParams({ as: person })}`));
    } catch {
      // Baton does not answer now. The next turn says so; what is owed waits.
    }
    timer = setTimeout(look, PAUSE);
  }

  function place(told) {
    for (const exchange of [...told.children]) {
      const before = document.getElementById(exchange.id);
      if (before) before.replaceWith(exchange);
      else {
        log.append(exchange);
        announce(exchange.querySelector("h2").textContent);
      }
    }
  }

  log.addEventListener("turn", look);
  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, PAUSE);
}
