// The field at the bottom: Enter sends, the up arrow brings back what was asked, nothing typed is ever lost.
const DRAFT = "baton-draft";

export function startComposer() {
  const form = document.querySelector("[data-composer]");
  const field = form.querySelector("textarea");
  const asked = [...document.querySelectorAll("[data-typed]")].map((each) => each.textContent);
  let recalled = asked.length;

  const put = (text) => {
    field.value = text;
    fit();
    field.setSelectionRange(text.length, text.length);
  };
  // Where the browser knows field-sizing, the style sheet does this.
  const fit = () => {
    if (CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  const recall = (step) => {
    const wanted = recalled + step;
    if (wanted < 0 || wanted > asked.length) return false;
    recalled = wanted;
    put(asked[recalled] ?? "");
    return true;
  };
  const showsRecalled = () => field.value === (asked[recalled] ?? "");

  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!event.repeat) form.requestSubmit();
    } else if (event.key === "ArrowUp" && showsRecalled() && recall(-1)) event.preventDefault();
    else if (event.key === "ArrowDown" && recalled < asked.length && showsRecalled() && recall(1)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const writing = event.target.closest("input, textarea, select");
    const leaves = event.key === "Escape" && event.target.closest("form.ask");
    if (leaves || (event.key === "/" && !writing)) {
      event.preventDefault();
      field.focus();
    }
  });

  // Going to the guide and back, or a reload, keeps what was begun.
  field.value ||= sessionStorage.getItem(DRAFT) ?? "";
  addEventListener("pagehide", () => sessionStorage.setItem(DRAFT, field.value));
  fit();
  if (matchMedia("(hover: hover)").matches && !location.hash) field.focus({ preventScroll: true });

  return {
    form,
    isEmpty: () => !field.value.trim(),
    // Take what was typed out of the field, to be sent.
    take: () => {
      asked.push(field.value);
      recalled = asked.length;
      put("");
    },
    // Put back what could not be sent, before anything typed since.
    giveBack: (text) => {
      if (asked.at(-1) === text) asked.pop();
      recalled = asked.length;
      put(field.value.trim() ? `${text}\n${field.value}` : text);
      field.focus();
    },
  };
}
