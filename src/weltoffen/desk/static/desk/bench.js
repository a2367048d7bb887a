// The review bench by keyboard, and the text beside it that follows. Without this script every
// proposal opens by itself and is decided by its buttons.
(() => {
  const OFF = "desk-keys-off";
  const cards = () => [...document.querySelectorAll("[data-desk-card]")];
  const foldOf = (card) => card.parentElement.closest("details");
  const current = () => document.querySelector("[data-desk-card][open]");
  const text = document.querySelector("[data-desk-text]");
  const keys = document.querySelector("[data-desk-keys]");
  if (!text && !document.querySelector("[data-desk-last]")) return;

  const highlight = (card) => {
    if (!text) return;
    const wanted = card?.dataset.deskCard;
    let first;
    for (const mark of text.querySelectorAll("mark")) {
      const is = mark.dataset.deskOf.split(" ").includes(wanted);
      mark.classList.toggle("is-current", is);
      if (is) first ??= mark;
    }
    if (!first) return;
    const box = first.getBoundingClientRect();
    const frame = text.getBoundingClientRect();
    if (text.scrollHeight > text.clientHeight)
      text.scrollTop += box.top - frame.top - text.clientHeight / 3;
  };

  const open = (card, { focus = true } = {}) => {
    if (!card) return;
    for (const other of cards()) if (other !== card) other.open = false;
    const fold = foldOf(card);
    if (fold) fold.open = true; // what lies in a closed one has no place and takes no focus
    card.open = true;
    highlight(card);
    if (!focus) return;
    const summary = card.querySelector("summary");
    summary.focus({ preventScroll: true });
    // At once, whatever the page does else: nobody waits for it, and nothing moves before the eyes.
    card.scrollIntoView({ block: "nearest", behavior: "instant" });
    // Of a tall card its beginning is what is wanted.
    summary.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  let moved = false; // to a card that somebody wants to look at by itself
  const step = (by) => {
    moved = true;
    const all = cards().filter((card) => foldOf(card)?.open ?? true);
    const at = all.indexOf(current());
    open(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  };

  const press = (card, what) => {
    const button = card?.querySelector(`button[value="${what}"]`);
    if (!button) return false;
    button.click();
    return true;
  };

  const undo = () => {
    const batch = document.querySelector("[data-desk-batch] button");
    if (batch && !moved) batch.click();
    else
      press(current(), "undo") || document.querySelector("[data-desk-last] button")?.click();
  };
  const all = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press(current(), "accept") || current()?.querySelector("[data-desk-amend]")?.click(),
    e: () => current()?.querySelector("[data-desk-amend]")?.click(),
    l: () => press(current(), "later"),
    r: () => {
      const fold = current()?.querySelector("[data-desk-reject]");
      if (!fold) return;
      fold.open = true;
      fold.querySelector("[name=reason]").focus();
    },
    u: undo,
    "?": () => {
      keys.open = !keys.open;
      if (keys.open) keys.querySelector("summary").focus();
    },
  };

  const does = text ? all : { u: undo };

  const isTyping = (target) =>
    target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
  let left = false;
  const isOn = () => localStorage.getItem(OFF) !== "yes";

  // Wagtail shows its own keys on "?"; on this page ours are asked for.
  for (const moment of ["keydown", "keypress"]) {
    window.addEventListener(
      moment,
      (event) => {
        const does_ = Object.hasOwn(does, event.key) && does[event.key];
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
        if (!does_ || !plain || event.isComposing || isTyping(event.target) || !isOn()) return;
        if (document.querySelector("dialog[open], [role=dialog]:not([aria-hidden=true])")) return;
        event.stopPropagation();
        event.preventDefault();
        // A key held down, or pressed twice, decides once: the page is on its way already.
        if (moment === "keydown" && !left && (!event.repeat || "jk".includes(event.key))) does_();
      },
      true,
    );
  }
  // Enter rejects, as in a field of one line; Shift and Enter begin a new line.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.repeat) return;
    if (!event.target.matches("[data-desk-reject] textarea")) return;
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("button[value=reject]"));
  });
  document.addEventListener("submit", (event) => {
    if (left) event.preventDefault();
    left = true;
  });
  window.addEventListener("pageshow", () => (left = false));

  text?.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = link.dataset.deskTo ?? new URL(link.href).searchParams.get("at");
    const card = document.querySelector(`[data-desk-card="${to}"]`);
    if (!card) return;
    event.preventDefault();
    open(card);
  });
  for (const card of cards())
    card.addEventListener("toggle", () => card.open && highlight(card));

  const turn = document.querySelector("[data-desk-keys-switch]");
  if (turn) {
    const box = turn.querySelector("input");
    turn.hidden = false;
    box.checked = isOn();
    box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "no" : "yes"));
  }
  // An address with a place in it keeps the browser from putting the focus anywhere by itself.
  const asked = document.querySelector("[data-desk-card][open] > summary[autofocus]");
  if (asked) open(asked.parentElement);
  else highlight(current());
})();
