// Starts the circuit, and shows a banner in place of Blazor's reconnect dialog. Nothing is blocked: typing goes on and is
// sent when the server is back. Tells the page by `notebook:connection` on the document, with detail.online.
(() => {
  // Soon at first, since most breaks are short; then every three seconds, for as long as the page is open.
  Blazor.start({ circuit: { reconnectionOptions: { maxRetries: Number.MAX_SAFE_INTEGER, retryIntervalMilliseconds: tries => Math.min(3000, 250 * 2 ** tries) } } });

  const longAfter = 4; // attempts
  const banner = document.getElementById("components-reconnect-modal");
  const text = banner.querySelector("[data-connection-text]");

  function say(state, words) {
    if (banner.dataset.state === state) return;
    banner.dataset.state = state;
    text.textContent = words;
  }

  // The browser knows at once that the network is gone; the circuit finds out when a ping is missed, half a minute later.
  let circuitUp = true;
  addEventListener("offline", () => {
    tell(false);
    say("lost", "You are offline. What you type is kept and sent when the connection is back.");
  });
  addEventListener("online", () => {
    if (!circuitUp) return; // Blazor is trying already, and tells below.
    say("", "");
    tell(true);
  });

  // Where nothing stands on the page yet, what fails is the connection: Blazor shows its bar, which has other words, or nothing at all. The
  // server says why it refuses.
  const failure = document.getElementById("blazor-error-ui");
  let begins = false;
  async function beginAgain() {
    if (begins || document.querySelector("main")) return;
    begins = true;
    document.title ||= "No connection · Notebook";
    const words = failure.querySelector("p");
    words.textContent = "This page could not connect to the server. It tries again by itself.";
    failure.style.display = "block";
    const answer = await fetch("_blazor/negotiate?negotiateVersion=1", { method: "POST" }).catch(() => null);
    const isTooMuch = answer?.status === 429;
    if (isTooMuch) words.textContent = `${await answer.text()} The page tries again by itself.`;
    setTimeout(() => location.reload(), isTooMuch ? 1000 * (Number(answer.headers.get("Retry-After")) || 60) : 10000);
  }
  new MutationObserver(() => { if (failure.style.display === "block") beginAgain(); }).observe(failure, { attributes: true, attributeFilter: ["style"] });
  addEventListener("unhandledrejection", beginAgain);

  function tell(online) {
    document.dispatchEvent(new CustomEvent("notebook:connection", { detail: { online } }));
  }

  banner.addEventListener("components-reconnect-state-changed", event => {
    switch (event.detail.state) {
      case "show":
        circuitUp = false;
        tell(false);
        if (navigator.onLine) say("trying", "Connecting again… What you type is kept.");
        break;
      case "retrying":
        if (event.detail.currentAttempt > longAfter) say("lost", "No connection to the server. What you type is kept and sent when it is back.");
        break;
      case "hide":
        circuitUp = true;
        say("", "");
        tell(true);
        break;
      case "failed":
      case "rejected":
      case "resume-failed":
        // The circuit is gone: the server was restarted, or forgot this tab. The notebook is not: the page keeps what is unsent.
        tell(false);
        say("reloading", "The server is back. Loading the page again…");
        location.reload();
        break;
    }
  });
})();
