// The guide is searched while typing; the address follows, so a search can be kept and shared.
import { announce, piece } from "./page.js";

const PAUSE = 120; // milliseconds without a key before it searches

export function startSearch() {
  const form = document.querySelector("[data-search]");
  const trouble = document.querySelector("[data-search-trouble]");
  let timer, running;

  async function search() {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const address = `/guide?${new URLSearchParams(new FormData(form))}`;
    try {
      const shelf = await piece(address, { signal });
      if (signal.aborted) return;
      document.querySelector("[data-shelf]").replaceWith(shelf);
      history.replaceState(null, "", address);
      trouble.hidden = true;
      announce(shelf.querySelector("[data-count]").textContent);
    } catch (error) {
      if (error.name !== "AbortError") trouble.hidden = false;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
}
