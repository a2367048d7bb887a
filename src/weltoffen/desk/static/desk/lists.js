// Unfolded boxes above a list fold when one clicks elsewhere or presses Escape. Without this script
// they fold by their own button.
(() => {
  const fold = (except) => {
    for (const each of document.querySelectorAll("details.desk-tool[open]")) {
      if (!except || !each.contains(except)) each.open = false;
    }
  };
  document.addEventListener("click", (event) => fold(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.desk-tool[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
})();
