// Small things every page needs before its circuit does anything.
(() => {
  // A button that is pressed before the page's script is there does what it does once it is (Editor/src/notebook.js).
  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-command], [data-menu]");
    const root = button?.closest("[data-notebook]");
    if (root && !root.notebookPage) root.pressedEarly = button;
  }, true);

  // A real button opens the file dialog of an input; only a click that the browser itself saw may do that.
  document.addEventListener("click", event => {
    const opener = event.target.closest?.("[data-opens-file]");
    if (opener) document.getElementById(opener.dataset.opensFile)?.click();
    if (event.target.closest?.("[data-reload]")) location.reload();
    const copier = event.target.closest?.("[data-copy]");
    if (!copier) return;
    copy(copier);
    if (copier.dataset.copied) say(copier);
  });

  // A button with words in data-copied shows them for a moment; others say it elsewhere.
  function say(button) {
    const words = button.textContent;
    if (words === button.dataset.copied) return;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = words), 2000);
  }

  // Without https a page may not use the clipboard itself, only copy what is selected.
  function copy(button) {
    const text = button.dataset.copy;
    if (navigator.clipboard) return void navigator.clipboard.writeText(text).catch(() => copySelected(button, text));
    copySelected(button, text);
  }

  function copySelected(button, text) {
    const field = Object.assign(document.createElement("textarea"), { value: text, className: "sr" });
    (button.closest("dialog") ?? document.body).append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
})();

// <local-time datetime="…" data-style="time|day|moment">: a moment in the reader's own time zone, which the server does not know.
customElements.define("local-time", class extends HTMLElement {
  static observedAttributes = ["datetime"];

  connectedCallback() { this.show(); }
  attributeChangedCallback() { this.show(); }

  show() {
    const moment = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(moment.getTime())) return;
    const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.title = moment.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "medium" });
    const midnight = date => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
    const days = Math.round((midnight(new Date()) - midnight(moment)) / 86_400_000);
    if (this.dataset.style === "moment") this.textContent = moment.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
    else if (days <= 0) this.textContent = time;
    else if (days === 1) this.textContent = this.dataset.style === "time" ? `yesterday ${time}` : "Yesterday";
    else if (days < 7) this.textContent = moment.toLocaleDateString("en-GB", { weekday: "long" });
    else this.textContent = moment.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: days > 300 ? "numeric" : undefined });
  }
});

// <dismissable-note data-id="…">: what the reader put away stays away in this browser.
customElements.define("dismissable-note", class extends HTMLElement {
  connectedCallback() {
    this.hidden = kept().includes(this.dataset.id);
    this.addEventListener("click", event => {
      if (!event.target.closest?.("[data-dismisses]")) return;
      this.hidden = true;
      try {
        // Enough for what may be announced at once; older ones have ended.
        localStorage.setItem("dismissed", JSON.stringify([...kept(), this.dataset.id].slice(-20)));
      } catch {
        // Put away for this page only.
      }
    });

    function kept() {
      try {
        const ids = JSON.parse(localStorage.getItem("dismissed") ?? "[]");
        return Array.isArray(ids) ? ids : [];
      } catch {
        return []; // A browser that forbids storage, or what somebody else put there.
      }
    }
  }
});

// Files dropped anywhere on a page that takes them go where its button would put them; "/" goes to its search field.
(() => {
  const taker = () => document.querySelector("input[type=file][data-takes-drops]");
  const hasFiles = event => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  const show = () => document.querySelector("[data-drop-hint]")?.toggleAttribute("data-dropping", depth > 0);

  document.addEventListener("dragenter", event => {
    if (!hasFiles(event) || !taker()) return;
    depth++;
    show();
  });
  document.addEventListener("dragleave", event => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    show();
  });
  document.addEventListener("dragover", event => {
    // Without this the browser would leave the page and show the file.
    if (hasFiles(event) && taker()) event.preventDefault();
  });
  document.addEventListener("drop", event => {
    const input = taker();
    if (!hasFiles(event) || !input) return;
    event.preventDefault();
    depth = 0;
    show();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("input", event => {
    const name = event.target.dataset?.query;
    if (!name) return;
    const address = new URL(location);
    if (event.target.value) address.searchParams.set(name, event.target.value);
    else address.searchParams.delete(name);
    history.replaceState(history.state, "", address);
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector("[data-slash-focus]");
    if (!field || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
