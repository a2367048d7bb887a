// Wagtail's guard of forms looks two seconds after a page opened what is in it, and takes what was
// typed until then for what the form began with. Whoever typed is asked before leaving, however soon.
document.addEventListener("input", (event) => {
  const form = event.isTrusted && event.target.closest?.("form[data-controller~='w-unsaved']");
  if (form) {
    form.dataset.wUnsavedForceValue = "true";
    form.dataset.wUnsavedHasEditsValue = "true";
  }
});
