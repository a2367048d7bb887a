// A page about work in the background looks again by itself while something on it is unfinished.
// Without this script it has a link for that.
(() => {
  const EVERY = 2000;
  const region = (page) => page.querySelector("[data-desk-live]");

  const put = (next, now) => {
    const focused = now.contains(document.activeElement) ? document.activeElement.id : "";
    const before = now.dataset.deskStanding;
    now.replaceWith(next);
    if (focused) document.getElementById(focused)?.focus();
    // Readers hear how it stands when that changes, and not every step.
    const said = document.querySelector("[data-desk-said]");
    if (said && next.dataset.deskStanding !== before) said.textContent = next.dataset.deskStanding;
  };

  const look = async () => {
    const now = region(document);
    if (!now || now.dataset.deskLive !== "yes") return;
    if (!document.hidden) {
      try {
        // Said to be nobody's click: a page left open must not keep its session.
        const answer = await fetch(window.location.href, {
          headers: { "X-Unattended": "yes" },
        });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const next = region(page);
        if (answer.redirected || (answer.ok && !next)) return; // signed out: the next click says so
        if (next) put(next, now);
      } catch {
        // The network is away for a moment; it is tried again.
      }
    }
    setTimeout(look, EVERY);
  };

  setTimeout(look, EVERY);
})();
