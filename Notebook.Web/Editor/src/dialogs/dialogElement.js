// <notebook-dialog>: a dialog that Blazor renders while it is open. The browser makes it modal and gives the focus back.
export class DialogElement extends HTMLElement {
  connectedCallback() {
    // Blazor connects an element before it is complete.
    queueMicrotask(() => {
      const dialog = this.querySelector("dialog");
      if (!this.isConnected || !dialog || dialog.open) return;
      const from = document.activeElement;
      // Blazor takes the dialog away with the component; until then its close is the reader's.
      dialog.addEventListener("close", () => {
        this.querySelector("[data-dialog-closed]")?.click();
        if (from?.isConnected) from.focus();
      });
      dialog.addEventListener("pointerdown", event => { if (event.target === dialog) dialog.close(); });
      dialog.addEventListener("click", event => { if (event.target.closest("[data-dialog-close]")) dialog.close(); });
      // Escape is the dialog's; the page would leave a mode or close a panel.
      dialog.addEventListener("keydown", event => {
        event.stopPropagation();
        if (event.key === "Escape" && !event.defaultPrevented) { event.preventDefault(); dialog.close(); }
      });
      dialog.showModal();
    });
  }
}
