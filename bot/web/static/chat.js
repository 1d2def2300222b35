// Turns are sent without leaving the page: their exchange is put into the conversation, or the person is told why not.
import { startHearing } from "./told.js";
import { piece, Refused } from "./page.js";

const UNNOTICED = 150; // milliseconds; an answer that comes sooner needs no sign of waiting
const PATIENCE = 30_000; // milliseconds
// A form below a list is an offer beside it; the list comes first.
const OPEN_FIELD = "form.ask:not(.items ~ *) :is(input:not([type=hidden]), textarea, select)";

export function startChat(composer) {
  const log = document.querySelector("[data-log]");
  const trouble = document.querySelector("[data-trouble]");
  let failed = null;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== "/turn") return;
    event.preventDefault();
    if (form === composer.form ? !composer.isEmpty() : !form.dataset.sending) send(form);
  });
  // The second click of a double click means the first one, wherever the page has moved meanwhile.
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest("[data-log] form button")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter" && event.target.closest("form[action='/turn']")) event.preventDefault();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form.ask")?.requestSubmit();
  });
  trouble.querySelector("[data-again]").addEventListener("click", () => failed?.form.requestSubmit());

  async function send(form) {
    const body = new URLSearchParams(new FormData(form));
    // The same once again is the same turn: the server gives the answer it gave, should only that have been lost.
    const words = body.toString();
    const once = failed?.words === words ? failed.once : crypto.randomUUID();
    body.set("once", once);
    form.dataset.sending = "yes";
    trouble.hidden = true;
    if (form === composer.form) composer.take();
    const waiting = showWaiting(body);
    try {
      const exchange = await piece("/turn", { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
      failed = null;
      place(exchange, waiting, form);
    } catch (error) {
      failed = { form, words, once };
      waiting.remove();
      tell(error);
      if (form === composer.form) composer.giveBack(body.get("v.text"));
    } finally {
      delete form.dataset.sending;
      log.dispatchEvent(new Event("turn"));
    }
  }

  function showWaiting(body) {
    const waiting = document.querySelector("[data-pending]").content.firstElementChild.cloneNode(true);
    waiting.querySelector("[data-said]").textContent = body.get("said") ?? body.get("v.text");
    log.append(waiting);
    waiting.scrollIntoView({ block: "end" });
    setTimeout(() => waiting.classList.add("noticed"), UNNOTICED);
    return waiting;
  }

  function place(exchange, waiting, form) {
    const before = document.getElementById(exchange.id);
    if (before) waiting.remove();
    (before ?? waiting).replaceWith(exchange);
    const field = exchange.querySelector("[aria-invalid]") ?? exchange.querySelector(OPEN_FIELD);
    const stays = form === composer.form && !field;
    if (!stays) (field ?? exchange.querySelector("h2")).focus({ preventScroll: true });
    if (before && field) field.scrollIntoView({ block: "center" });
    else exchange.scrollIntoView({ block: "start" });
  }

  function tell(error) {
    const words = trouble.querySelector("[data-words]");
    words.textContent = error instanceof Refused ? error.message : words.dataset.unreachable;
    trouble.hidden = false;
  }

  startHearing(log);

  const newest = document.getElementById(location.hash.slice(1)) ?? log.lastElementChild;
  if (log.childElementCount > 1) newest?.scrollIntoView({ behavior: "instant", block: "start" });
}
