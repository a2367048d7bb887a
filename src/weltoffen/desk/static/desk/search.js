// Ctrl-K (or "/") opens a dialog that searches the whole register while one types. Without this
// script the box in the sidebar leads to the page of the search, which does the same.
(() => {
  const settings = document.currentScript.dataset;
  const words = JSON.parse(settings.words);
  let dialog, input, list, status, waiting, options = [], active = -1, asked = 0;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const marked = (pieces) =>
    pieces.map(([text, isMarked]) => (isMarked ? make("mark", {}, text) : text));

  const build = () => {
    input = make("input", {
      type: "text", id: "desk-find-input", role: "combobox", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": "desk-find-list", maxlength: "120",
      autocomplete: "off", spellcheck: "false",
    });
    list = make("ul", { id: "desk-find-list", role: "listbox", "aria-label": words.found, hidden: "" });
    status = make("p", { role: "status", class: "desk-find__status" });
    const close = make("button", { type: "button", class: "button button-secondary button-small" }, words.close);
    const form = make("form", { class: "desk-find__line" }, input, close);
    dialog = make("dialog", { class: "desk-find", "aria-labelledby": "desk-find-label" },
      make("label", { for: "desk-find-input", id: "desk-find-label", class: "desk-find__label" }, words.label),
      form, list, status, make("p", { class: "desk-find__help" }, words.help));
    close.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      follow(active);
    });
    input.addEventListener("input", later);
    input.addEventListener("keydown", move);
    // The dialog's own surface is covered by what is in it, so this is a click beside it.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => clearTimeout(waiting));
    document.body.append(dialog);
  };

  const open = () => {
    if (!dialog) build();
    if (dialog.open) return;
    dialog.showModal(); // closing it gives the focus back to where it was
    choose(-1);
    input.select();
    if (!input.value) fetch(settings.suggest).catch(() => {}); // gets the dictionaries ready
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  };

  const ask = async () => {
    const typed = input.value;
    const number = ++asked;
    if (!typed.trim()) return show({ found: [], meant: [] }, "");
    try {
      const answer = await fetch(`${settings.suggest}?q=${encodeURIComponent(typed)}`, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (number !== asked) return; // something else was typed meanwhile
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const found = await answer.json();
      show(found, found.count ? found.said : words.nothing);
    } catch {
      if (number === asked) show({ found: [], meant: [] }, words.failed);
    }
  };

  const show = ({ found, meant }, said) => {
    options = [
      ...found.map((hit) => option(hit.url, marked(hit.title), hit)),
      ...meant.map((guess) => option(page(guess), [`${words.meant} ${guess}`])),
    ];
    if (found.length) options.push(option(page(input.value.trim()), [words.all]));
    options.forEach((each, number) => {
      each.id = `desk-find-${number}`;
      each.addEventListener("click", () => follow(number));
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = said;
    choose(-1);
  };

  const option = (url, title, hit) => {
    const made = make("li", { role: "option", "aria-selected": "false" }, make("span", { class: "desk-find__title" }, ...title));
    made.dataset.url = url;
    if (hit) made.append(" ", make("span", { class: "desk-find__kind" }, hit.kind));
    if (hit && hit.excerpt.length) {
      made.append(" ", make("span", { class: "desk-find__excerpt" }, `${hit.why}: `, ...marked(hit.excerpt)));
    }
    return made;
  };

  const page = (typed) => `${settings.page}?q=${encodeURIComponent(typed)}`;

  const choose = (number) => {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = number;
    if (!options[active]) return input.removeAttribute("aria-activedescendant");
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  };

  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !options.length || event.isComposing) return;
    event.preventDefault();
    // One place more than there are options: on it none is chosen, and the typing stands.
    const places = options.length + 1;
    choose(((active + 1 + step + places) % places) - 1);
  };

  const follow = (number) => {
    const typed = input.value.trim();
    if (options[number]) window.location.assign(options[number].dataset.url);
    else if (typed) window.location.assign(page(typed));
  };

  const isTyping = (target) =>
    target.isContentEditable || target.closest("input, textarea, select, [role='textbox']");

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey && event.key !== "/") return;
    const isCombined = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    // A single key can be turned off with Wagtail's own shortcuts; rich text uses Ctrl-K for links.
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target) && hasShortcuts();
    if (!(isCombined && !event.target.isContentEditable) && !isSlash) return;
    if (!maySearch()) return;
    event.preventDefault();
    open();
  });

  const hasShortcuts = () => {
    const config = document.getElementById("wagtail-config");
    return Boolean(config) && JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
  };
  // Wagtail names the address of the sidebar's box only to those who may search.
  const maySearch = () => {
    const sidebar = document.getElementById("wagtail-sidebar-props");
    return Boolean(sidebar) && sidebar.textContent.includes(`"${settings.page}"`);
  };
})();
