// A field for files in the words of the desk: the browser's own lies over it unseen, so that click,
// keyboard and dropping files stay its work, and the names of what is chosen stand beneath. Without
// this script the browser's own field is there as it is.
(() => {
  for (const box of document.querySelectorAll("[data-desk-files]")) {
    const input = box.querySelector("input[type=file]");
    const names = box.querySelector("[data-desk-files-names]");
    const tell = () =>
      names.replaceChildren(
        ...[...input.files].map((file) =>
          Object.assign(document.createElement("li"), { textContent: file.name }),
        ),
      );
    box.classList.add("desk-files--own");
    names.setAttribute("aria-live", "polite");
    input.addEventListener("change", tell);
    tell();
  }
})();
