// <popup-menu>: the keys of an open menu. Blazor renders it while it is open; its button, which stands before it, toggles it.
customElements.define("popup-menu", class extends HTMLElement {
  #outside = event => { if (!this.parentElement?.contains(event.target)) this.#close(false); };
  #closed = false;

  connectedCallback() {
    this.#closed = false;
    this.addEventListener("keydown", this.#press);
    this.addEventListener("click", () => { this.#closed = true; });
    document.addEventListener("pointerdown", this.#outside, true);
    document.addEventListener("focusin", this.#outside, true);
    // Blazor connects an element before it is complete.
    queueMicrotask(() => { this.#place(); this.#items[0]?.focus({ preventScroll: true }); });
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.#outside, true);
    document.removeEventListener("focusin", this.#outside, true);
  }

  get #items() { return [...this.querySelectorAll("[role=menuitem]")]; }

  // Above the button where there is no room below it.
  #place() {
    const box = this.getBoundingClientRect();
    if (box.bottom > innerHeight && this.parentElement.getBoundingClientRect().top > box.height) this.classList.add("is-above");
  }

  #press = event => {
    const items = this.#items;
    const at = items.indexOf(document.activeElement);
    const go = index => items[(index + items.length) % items.length]?.focus();
    if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(at < 0 ? -1 : at - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(-1);
    else if (event.key === "Escape") this.#close(true);
    else if (event.key === "Tab") { this.#close(true); return; }
    else if (event.key === " ") document.activeElement.click();
    else if (/^[\p{L}\p{N}.]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      next.find(item => item.textContent.trim().replace(/^\./, "").toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #close(keepsFocus) {
    if (this.#closed) return;
    this.#closed = true;
    const button = this.previousElementSibling;
    if (keepsFocus) button?.focus();
    button?.click();
  }
});
