// Sets the theme before the first paint. A script of its own, because the content security policy allows none inside the page.
(() => {
  const choices = ["system", "light", "dark"];
  const root = document.documentElement;

  function stored() {
    const asked = new URLSearchParams(location.search).get("theme");
    if (choices.includes(asked)) return asked;
    try {
      const kept = localStorage.getItem("theme");
      if (choices.includes(kept)) return kept;
    } catch {
      // A browser that forbids storage still has a theme.
    }
    // What the profile says holds where nobody pressed the button.
    return choices.includes(root.dataset.accountTheme) ? root.dataset.accountTheme : "system";
  }

  function apply(choice) {
    root.dataset.themeChoice = choice;
    if (choice === "system") delete root.dataset.theme;
    else root.dataset.theme = choice;
    document.dispatchEvent(new Event("notebook:theme"));
  }

  apply(stored());
  // Paper is light; charts are told before it is printed, since they draw their colours themselves.
  addEventListener("beforeprint", () => {
    root.dataset.theme = "light";
    document.dispatchEvent(new Event("notebook:theme"));
  });
  addEventListener("afterprint", () => apply(root.dataset.themeChoice));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("notebook:theme")));
  document.addEventListener("submit", event => {
    if (!event.target.matches?.("[data-theme-form]")) return;
    try {
      localStorage.removeItem("theme");
    } catch {
      // Nothing was kept.
    }
  });
  document.addEventListener("click", event => {
    if (!event.target.closest?.("[data-theme-toggle]")) return;
    const next = choices[(choices.indexOf(root.dataset.themeChoice) + 1) % choices.length];
    try {
      localStorage.setItem("theme", next);
    } catch {
      // Kept for this page only.
    }
    apply(next);
  });
})();
