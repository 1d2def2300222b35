// "Copy" puts a quoted text on the clipboard whole and says so.
import { announce } from "./page.js";

const SHOWN_FOR = 2000; // milliseconds

export function startCopying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = button.closest("figure").querySelector("[data-text]");
    const copied = await copy(text);
    confirm(button, copied ? button.dataset.done : button.dataset.byHand, copied);
  });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return true;
  } catch {
    // No clipboard here, or no leave to use it: the old command needs a selection, and leaves one to copy by hand.
    getSelection().selectAllChildren(text);
    const copied = document.execCommand("copy");
    if (copied) getSelection().removeAllRanges();
    return copied;
  }
}

function confirm(button, words, copied) {
  const label = button.querySelector("[data-label]");
  button.dataset.label ??= label.textContent;
  label.textContent = words;
  button.classList.toggle("copied", copied);
  announce(words);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    label.textContent = button.dataset.label;
    button.classList.remove("copied");
  }, SHOWN_FOR);
}
