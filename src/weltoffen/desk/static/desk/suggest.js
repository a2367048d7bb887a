// Fields that choose among very many records ask for suggestions while one types. Without this
// script they still take a name or an identifier.
document.addEventListener("DOMContentLoaded", () => {
  for (const input of document.querySelectorAll("input[data-suggest]")) {
    const list = document.getElementById(input.getAttribute("list"));
    let waiting;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const typed = input.value.trim();
        if (typed.length < 2) return;
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, {
          headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        if (!answer.ok || input.value.trim() !== typed) return;
        const { found } = await answer.json();
        list.replaceChildren(
          ...found.map((label) => Object.assign(document.createElement("option"), { value: label })),
        );
      }, 200);
    });
  }
});
